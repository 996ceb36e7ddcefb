package dev.strongroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Secrets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A put costs little more with many versions than with few. */
@Tag("thorough")
@Isolated("it measures time")
class CostOfAPutTest {

  private static final int FEW = 100;
  private static final int MANY = 50_000;
  private static final double LIMIT = 2.5; // the logarithm of the versions grows by 2.4
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 300;
  private static final int PUTS = 20;
  private static final int ATTEMPTS = 5;

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final Secrets secrets = new Secrets(new CoreDoor(aws));
  private final SecretValue value = SecretValue.ofText("value");

  /**
   * Both are measured in turns, so that whatever else the machine does hits both alike, and the
   * medians are compared. What is left of chance can only be against us, hence several attempts.
   */
  @Test
  void putCostsLittleMoreAt50000VersionsThanAt100() {
    fill("few", FEW);
    fill("many", MANY);
    measured(WARM_UP);

    double ratio = Double.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS && ratio > LIMIT; attempt++) {
      ratio = Math.min(ratio, measured(ROUNDS));
    }

    assertThat(ratio).isLessThanOrEqualTo(LIMIT);
  }

  /** The cost with many versions over that with few. */
  private double measured(int rounds) {
    var before = aws.snapshot();
    var few = new long[rounds];
    var many = new long[rounds];
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        few[round] = nanosOfPuts("few");
        many[round] = nanosOfPuts("many");
      } else {
        many[round] = nanosOfPuts("many");
        few[round] = nanosOfPuts("few");
      }
      aws.restore(before); // to the same numbers of versions
    }
    double ratio = (double) median(many) / median(few);
    System.out.printf(
        "[cost] a put takes %,d ns at %,d versions, %,d ns at %,d: ratio %.2f%n",
        median(few) / PUTS, FEW, median(many) / PUTS, MANY, ratio);
    return ratio;
  }

  private long nanosOfPuts(String name) {
    var requests = new PutSecretValue[PUTS];
    Arrays.setAll(
        requests,
        i -> PutSecretValue.of(name, aws.newClientRequestToken()).withSecretString(value));
    long start = System.nanoTime();
    for (var request : requests) {
      secrets.call(request);
    }
    return System.nanoTime() - start;
  }

  private void fill(String name, int versions) {
    secrets.create(name, aws.newClientRequestToken(), "value");
    for (int i = 1; i < versions; i++) {
      secrets.put(name, aws.newClientRequestToken(), "value");
    }
  }

  private static long median(long[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
