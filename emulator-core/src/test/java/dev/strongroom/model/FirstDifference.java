package dev.strongroom.model;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/** The model-based test in one call, for a harness that runs it in a class loader of its own. */
public final class FirstDifference implements IntFunction<Optional<String>> {

  @Override
  public Optional<String> apply(int histories) {
    return LongStream.rangeClosed(1, histories)
        .boxed()
        .flatMap(
            seed ->
                DifferentialRun.run(History.of(seed, 500)).stream().map(found -> text(seed, found)))
        .findFirst();
  }

  private static String text(long seed, DifferentialRun.Difference difference) {
    return "seed " + seed + ", step " + difference.step() + ": " + difference.what();
  }
}
