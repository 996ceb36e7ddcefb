package dev.strongroom.model;

import java.util.Optional;

/** What the model-based test has to say on a seed: nothing, or how to see the difference again. */
final class Verdict {

  private Verdict() {}

  static Optional<String> on(long seed, int steps) {
    var history = History.of(seed, steps);
    return DifferentialRun.run(history)
        .map(
            difference -> {
              var shortest = DifferentialRun.shortest(history, difference.step());
              return """
                  Seed %d, step %d: %s
                  Replay: mvn -pl emulator-core test -Dtest=ModelBasedTest -Dstrongroom.seed=%d
                  The shortest history that still shows a difference:
                  %s"""
                  .formatted(
                      seed,
                      difference.step(),
                      difference.what(),
                      seed,
                      DifferentialRun.told(shortest));
            });
  }
}
