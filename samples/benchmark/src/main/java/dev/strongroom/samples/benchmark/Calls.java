package dev.strongroom.samples.benchmark;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.sdk.Clients;
import dev.strongroom.sdk.Transports;
import dev.strongroom.seed.Seed;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Calls of one secret of 65 bytes, and new emulators. The secret never has many more than a hundred
 * versions, as at AWS: a state that grows without end would measure the collector.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 2)
public class Calls {

  private static final String VALUE = "x".repeat(65);
  private static final int VERSIONS = 100;

  private final BareCryptography bare = new BareCryptography();
  private final SecretsEmulator aws =
      SecretsEmulator.builder().secret(Seed.secret("prod/db").string(VALUE)).build();
  private final ServiceClient core = aws.as(aws.administrator());
  private final SecretsManagerClient direct = Clients.of(aws).secretsManager();
  private final SecretsManagerClient real =
      Transports.attach(SecretsManagerClient.builder(), aws).build();
  private final CannedAnswer canned = new CannedAnswer();
  private final Snapshot start = aws.snapshot();
  private int writes;

  @TearDown
  public void close() {
    real.close();
    canned.close();
    aws.close();
  }

  @Benchmark
  public Object readBare() {
    return bare.read();
  }

  @Benchmark
  public Object readCore() {
    return core.call(GetSecretValue.of("prod/db"));
  }

  @Benchmark
  public Object readDirect() {
    return direct.getSecretValue(request -> request.secretId("prod/db"));
  }

  /** The SDK's code is compiled after half a minute only, on two processors. */
  @Benchmark
  @Warmup(iterations = 20, time = 2)
  public Object readReal() {
    return real.getSecretValue(request -> request.secretId("prod/db"));
  }

  /** What a real client costs that gets its answer from nowhere, and the cryptography. */
  @Benchmark
  @Warmup(iterations = 20, time = 2)
  public Object readCanned() {
    var answer = canned.client().getSecretValue(request -> request.secretId("prod/db"));
    return answer.hasVersionStages() ? bare.read() : answer;
  }

  @Benchmark
  @Threads(2)
  public Object readBareInTwoThreads() {
    return bare.read();
  }

  @Benchmark
  @Threads(2)
  public Object readCoreInTwoThreads() {
    return core.call(GetSecretValue.of("prod/db"));
  }

  @Benchmark
  public Object writeBare() {
    return bare.write();
  }

  @Benchmark
  public Object writeCore() {
    startAgain();
    return core.call(
        PutSecretValue.of("prod/db", UUID.randomUUID().toString())
            .withSecretString(SecretValue.ofText(VALUE)));
  }

  @Benchmark
  public Object writeDirect() {
    startAgain();
    return direct.putSecretValue(request -> request.secretId("prod/db").secretString(VALUE));
  }

  private void startAgain() {
    writes++;
    if (writes % VERSIONS == 0) {
      aws.restore(start);
    }
  }

  /** What a test without an emulator does, and the cryptography of a CreateSecret. */
  @Benchmark
  public Object newMock() {
    return bare.write().length > 0 ? FreshJvm.mock() : bare;
  }

  @Benchmark
  public Object newEmulator() {
    try (var emulator =
        SecretsEmulator.builder().secret(Seed.secret("prod/db").string(VALUE)).build()) {
      return Clients.of(emulator).secretsManager();
    }
  }
}
