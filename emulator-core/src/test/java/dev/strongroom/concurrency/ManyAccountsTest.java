package dev.strongroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.contract.Secrets;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What calls cost does not grow with the number of accounts. The cost is counted in allocated
 * bytes, which do not depend on the machine's load.
 */
@Tag("thorough")
class ManyAccountsTest {

  private static final int ACCOUNTS = 10_000;
  private static final int CALLS = 50;
  private static final int LEVELS = 15; // of a balanced tree of so many accounts
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private int tokens;

  @Test
  @DisplayName("A9: a put took 33 ms among 10,000 accounts, each with a secret and a role")
  void putAndReadCostLittleMoreAmong10000Accounts() {
    var few = emulator(1);
    var many = emulator(ACCOUNTS);
    cost(few); // loads classes
    cost(many);

    long among1 = cost(few);
    long among10000 = cost(many);

    System.out.printf(
        "[cost] a put and a read allocate %,d bytes among 1 account, %,d among %,d%n",
        among1, among10000, ACCOUNTS);
    assertThat(among10000 - among1) // a path of the tree, some times for each call
        .isLessThan(2 * 8 * LEVELS * 64);
  }

  private static SecretsEmulator emulator(int accounts) {
    var aws = SecretsEmulator.builder().auditCapacity(10).randomSeed(1).build();
    IntStream.range(0, accounts)
        .mapToObj("%012d"::formatted)
        .forEach(
            account -> {
              aws.account(account).role("app").allow("secretsmanager:GetSecretValue");
              secrets(aws, account).create("a", Secrets.token(0), "one");
            });
    return aws;
  }

  private static Secrets secrets(SecretsEmulator aws, String account) {
    return new Secrets(aws.as(Caller.administrator(account, "us-east-1"))::call);
  }

  private long cost(SecretsEmulator aws) {
    var secrets = secrets(aws, "000000000000");
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      secrets.put("a", Secrets.token(++tokens), "two");
      secrets.get("a");
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }
}
