package dev.strongroom.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import dev.strongroom.wire.EndpointDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to keep data, printed; the limits are for a machine that does nothing else. */
@Tag("soak")
class CostOfDataTest {

  private static final int SECRETS = 100_000;

  @TempDir Path folder;

  @Test
  void aStartWithManySecretsTakesLessThanThreeSeconds() {
    var secrets =
        IntStream.range(0, SECRETS)
            .mapToObj(i -> Seed.secret("secret-" + i).string("the value of " + i))
            .toArray(SecretSeed[]::new);
    SecretsEmulator.builder().data(folder).seed(Seed.of(secrets)).build().close();

    long start = System.nanoTime();
    var aws = SecretsEmulator.builder().data(folder).build();
    long millis = (System.nanoTime() - start) / 1_000_000;

    System.out.println("[data] a start with 100,000 secrets takes " + millis + " ms");
    assertThat(aws.snapshot()).hasToString("Snapshot[100000 secrets]");
    aws.close();
    assertThat(millis).isLessThan(3_000);
  }

  @Test
  void aWriteOverTheEndpointTakesAtMostThreeTimesAsLong() throws IOException {
    long without = microseconds(SecretsEmulator.builder());
    long with = microseconds(SecretsEmulator.builder().data(folder.resolve("kept")));
    long synced =
        microseconds(SecretsEmulator.builder().data(folder.resolve("synced")).syncData(true));

    System.out.printf(
        "[data] a write over the endpoint takes %d us without data, %d us with, %d us with sync%n",
        without, with, synced);
    assertThat(with).isLessThanOrEqualTo(3 * without);
  }

  /** The median of many writes. */
  private static long microseconds(EmulatorBuilder settings) throws IOException {
    try (var aws = settings.build();
        var endpoint = Endpoint.of(aws).port(0).start()) {
      var door = new EndpointDoor(endpoint.uri());
      door.call(CreateSecret.of("a", token()).withSecretString(SecretValue.ofText("x")));
      var times = new long[2_000];
      for (int i = 0; i < times.length; i++) {
        long start = System.nanoTime();
        door.call(PutSecretValue.of("a", token()).withSecretString(SecretValue.ofText("v" + i)));
        times[i] = (System.nanoTime() - start) / 1_000;
      }
      var later = Arrays.copyOfRange(times, 1_000, times.length);
      Arrays.sort(later);
      return later[later.length / 2];
    }
  }

  private static String token() {
    return UUID.randomUUID().toString();
  }
}
