package dev.strongroom.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody waits in front of it: how long the book and a step take. Some steps make a thousand
 * calls; they take longer than others.
 */
@Tag("thorough")
class SpeedTest {

  private static final Duration BOOK = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofMillis(50);

  @Test
  void wholeBookRunsInAMinuteAndNineOfTenStepsIn50Milliseconds() {
    var book = Course.book().scenarios();
    book.forEach(scenario -> Run.of(scenario).close()); // warms up
    var steps = new ArrayList<Duration>();

    long start = System.nanoTime();
    for (var scenario : book) {
      try (var run = Run.begin(scenario)) {
        while (run.hasNext()) {
          long before = System.nanoTime();
          run.next();
          steps.add(Duration.ofNanos(System.nanoTime() - before));
        }
      }
    }
    var whole = Duration.ofNanos(System.nanoTime() - start);
    Collections.sort(steps);
    var ninth = steps.get(steps.size() * 9 / 10);
    System.out.printf(
        "%d scenarios, %d steps: %d ms; nine of ten steps up to %d ms, the longest %d ms%n",
        book.size(),
        steps.size(),
        whole.toMillis(),
        ninth.toMillis(),
        steps.get(steps.size() - 1).toMillis());

    assertThat(whole).isLessThan(BOOK);
    assertThat(ninth).isLessThan(STEP);
  }
}
