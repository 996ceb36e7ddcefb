package dev.strongroom.local.data;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What it costs to keep data, printed; the limits are for a machine that does nothing else. It
 * needs a JVM of its own, in which nothing has started a server of the JDK before.
 */
@Tag("thorough")
@Tag("soak")
@Execution(ExecutionMode.SAME_THREAD)
class CostOfDataTest {

  private static final int SECRETS = 100_000;
  private static final int STARTS = 7;
  private static final int ROUNDS = 10;
  private static final int WRITES = 500;

  @TempDir Path folder;

  /** In a process that ends with it, from its beginning. */
  @Test
  void aStartWithManySecretsInANewProcessTakesLessThanThreeSeconds() throws Exception {
    var secrets =
        IntStream.range(0, SECRETS)
            .mapToObj(i -> Seed.secret("secret-" + i).string("the value of " + i))
            .toArray(SecretSeed[]::new);
    SecretsEmulator.builder().data(folder).seed(Seed.of(secrets)).build().close();

    var millis = new long[STARTS];
    var millisOfCpu = new long[STARTS];
    for (int i = 0; i < STARTS; i++) {
      var now = String.valueOf(System.currentTimeMillis()); // the system knows it to a second only
      var printed = printedBy(CostOfDataTest.class.getName(), folder.toString(), now).split(" ");
      millis[i] = Long.parseLong(printed[0]);
      millisOfCpu[i] = Long.parseLong(printed[1]);
    }
    Arrays.sort(millis);
    Arrays.sort(millisOfCpu);

    System.out.printf(
        "[data] a start with 100,000 secrets in a new process takes %d ms (median %d), and %d ms of CPU time (median %d)%n",
        millis[0], millis[STARTS / 2], millisOfCpu[0], millisOfCpu[STARTS / 2]);
    assertThat(millis[0]).isLessThan(3_000);
  }

  private static String printedBy(String... command) throws Exception {
    var java =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    java.addAll(List.of("-cp", System.getProperty("java.class.path")));
    java.addAll(List.of(command));
    var process = new ProcessBuilder(java).redirectErrorStream(true).start();
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  /**
   * Prints how many milliseconds of time and of CPU time this process has taken when it has started
   * with the data in a directory; the second argument is when that began.
   */
  public static void main(String[] arguments) {
    try (var aws = SecretsEmulator.builder().data(Path.of(arguments[0])).build()) {
      long millis = System.currentTimeMillis() - Long.parseLong(arguments[1]);
      var ofCpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
      assertThat(aws.snapshot()).hasToString("Snapshot[%d secrets]".formatted(SECRETS));
      System.out.println(millis + " " + ofCpu.toMillis());
    }
  }

  /** In turns, so that what else the machine does meets all three. */
  @Test
  void aWriteOverTheEndpointTakesAtMostThreeTimesAsLong() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // as the jar does
    try (var without = new Writes(SecretsEmulator.builder());
        var with = new Writes(SecretsEmulator.builder().data(folder.resolve("kept")));
        var synced =
            new Writes(SecretsEmulator.builder().data(folder.resolve("synced")).syncData(true))) {
      for (int round = 0; round < ROUNDS; round++) {
        without.round();
        with.round();
        synced.round();
      }
      System.out.printf(
          "[data] a write over the endpoint takes us, minimum and median: %s without data, %s with, %s with sync%n",
          without, with, synced);
      assertThat(with.at(0)).isLessThanOrEqualTo(3 * without.at(0));
      assertThat(with.at(0.5)).isLessThanOrEqualTo(3 * without.at(0.5));
    }
  }

  /** Writes over an endpoint of its own; the first half of them is only there to warm up. */
  private static final class Writes implements AutoCloseable {

    private final SecretsEmulator aws;
    private final Endpoint endpoint;
    private final EndpointDoor door;
    private final long[] nanos = new long[ROUNDS * WRITES];
    private int made;

    Writes(EmulatorBuilder settings) throws IOException {
      aws = settings.build();
      endpoint = Endpoint.of(aws).port(0).start();
      door = new EndpointDoor(endpoint.uri());
      door.call(CreateSecret.of("a", token()).withSecretString(SecretValue.ofText("x")));
    }

    void round() {
      for (int i = 0; i < WRITES; i++) {
        long start = System.nanoTime();
        door.call(PutSecretValue.of("a", token()).withSecretString(SecretValue.ofText("v" + made)));
        nanos[made++] = System.nanoTime() - start;
      }
    }

    /** Returns so many microseconds as that part of the writes takes at most. */
    long at(double part) {
      var later = Arrays.copyOfRange(nanos, made / 2, made);
      Arrays.sort(later);
      return later[(int) (part * later.length)] / 1_000;
    }

    private static String token() {
      return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
      endpoint.close();
      aws.close();
    }

    @Override
    public String toString() {
      return at(0) + "/" + at(0.5);
    }
  }
}
