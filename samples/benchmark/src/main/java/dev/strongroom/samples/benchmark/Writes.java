package dev.strongroom.samples.benchmark;

import com.sun.management.ThreadMXBean;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.CreateKey;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;

/** That a write copies no map of accounts, keys or Regions: its bytes among many and among few. */
final class Writes {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ACCOUNTS = 1_000;
  private static final int KEYS = 10_000;
  private static final int CALLS = 1_000;
  private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1", "ap-south-1");
  private static final SecretValue VALUE = SecretValue.ofText("x".repeat(64));

  private Writes() {}

  static List<Figure> measure() {
    var few = emulator(1, 10);
    var many = emulator(ACCOUNTS, KEYS);
    return List.of(
        compare(
            "PutSecretValue",
            many,
            few,
            aws ->
                aws.as(aws.administrator())
                    .call(
                        PutSecretValue.of("prod/db", UUID.randomUUID().toString())
                            .withSecretString(VALUE))),
        compare(
            "CreateSecret",
            many,
            few,
            aws -> {
              var token = UUID.randomUUID().toString();
              aws.as(aws.administrator())
                  .call(CreateSecret.of("a" + token, token).withSecretString(VALUE));
            }),
        compare(
            "CreateKey", many, few, aws -> aws.as(aws.administrator()).call(CreateKey.DEFAULT)));
  }

  private static SecretsEmulator emulator(int accounts, int keys) {
    var aws = SecretsEmulator.builder().auditCapacity(1_000).build();
    for (int i = 0; i < keys; i++) {
      var account = aws.account("%012d".formatted(100_000_000_000L + i % accounts));
      account.role("app");
      aws.as(account.administrator().inRegion(REGIONS.get(i % REGIONS.size())))
          .call(CreateKey.DEFAULT);
    }
    aws.as(aws.administrator())
        .call(CreateSecret.of("prod/db", UUID.randomUUID().toString()).withSecretString(VALUE));
    return aws;
  }

  private interface Write {
    void on(SecretsEmulator aws);
  }

  private static Figure compare(
      String what, SecretsEmulator many, SecretsEmulator few, Write write) {
    bytes(few, write);
    return Figure.beside(
        what + " among 1,000 accounts and 10,000 keys",
        "bytes",
        Sample.of(bytes(many, write)),
        Sample.of(bytes(few, write)),
        1.2);
  }

  private static double bytes(SecretsEmulator aws, Write write) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      write.on(aws);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) CALLS;
  }
}
