package dev.strongroom.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulatorClockTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  @Test
  void frozenClockStandsStill() {
    var clock = EmulatorClock.frozenAt(NOON);

    assertThat(clock.instant()).isEqualTo(NOON).isEqualTo(clock.instant());
    assertThat(clock.isTicking()).isFalse();
    assertThat(clock).hasToString("frozen at 2026-01-01T12:00:00.123Z");
  }

  @Test
  void frozenClockMovesByExactlyWhatItIsAdvanced() {
    var clock = EmulatorClock.frozenAt(NOON);

    clock.advance(Duration.ofDays(30));
    clock.advance(Duration.ofMillis(1));
    clock.advance(Duration.ZERO);

    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofDays(30)).plusMillis(1));
  }

  @Test
  void clockAdvancesToAnInstant() {
    var clock = EmulatorClock.frozenAt(NOON);
    var evening = NOON.plus(Duration.ofHours(6));

    clock.advanceTo(evening);
    clock.advanceTo(evening);

    assertThat(clock.instant()).isEqualTo(evening);
  }

  @Test
  void clockNeverGoesBackAndSaysSo() {
    var clock = EmulatorClock.frozenAt(NOON);

    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The clock never goes back, but was asked to advance by PT-0.001S");
    assertThatThrownBy(() -> clock.advanceTo(NOON.minusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The clock shows 2026-01-01T12:00:00.123Z and never goes back, not even to 2026-01-01T12:00:00.122Z");
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2026-01-01T12:00:00.123456789Z, 2026-01-01T12:00:00.123Z",
    "2026-01-01T12:00:00.999999999Z, 2026-01-01T12:00:00.999Z",
    "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999Z"
  })
  void instantsHaveMillisecondPrecision(Instant given, Instant shown) {
    assertThat(EmulatorClock.frozenAt(given).instant()).isEqualTo(shown);
  }

  @Test
  void advancingToAnInstantWithinThePresentMillisecondChangesNothing() {
    var clock = EmulatorClock.frozenAt(NOON);

    clock.advanceTo(NOON.plusNanos(999_999));

    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void tickingClockShowsWholeMillisecondsAndKeepsWhatItWasAdvanced() {
    var clock = EmulatorClock.ticking();
    var before = clock.instant();

    clock.advance(Duration.ofDays(30));

    assertThat(clock.isTicking()).isTrue();
    assertThat(before).isEqualTo(before.truncatedTo(ChronoUnit.MILLIS));
    assertThat(clock.instant()).isAfterOrEqualTo(before.plus(Duration.ofDays(30)));
    assertThat(clock.toString()).startsWith("ticking at 20");
  }

  @Test
  void tickingClockTicks() {
    var clock = EmulatorClock.ticking();
    var first = clock.instant();

    var later = first;
    for (long reads = 0; later.equals(first) && reads < 1_000_000_000; reads++) {
      later = clock.instant();
    }

    assertThat(later).isAfter(first);
  }

  @Test
  void forkGoesOnFromHereByItself() {
    var clock = EmulatorClock.frozenAt(NOON);
    clock.advance(Duration.ofHours(1));

    var fork = clock.fork();
    fork.advance(Duration.ofHours(1));
    clock.advance(Duration.ofMinutes(1));

    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(61)));
    assertThat(fork.instant()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    assertThat(fork.isTicking()).isFalse();
  }

  @Test
  void forkOfATickingClockIsNeverBehindIt() {
    var clock = EmulatorClock.ticking();
    clock.advance(Duration.ofDays(400));
    var shown = clock.instant();

    var fork = clock.fork();

    assertThat(fork.isTicking()).isTrue();
    assertThat(fork.instant()).isAfterOrEqualTo(shown);
  }

  @Test
  void noThreadEverSeesTheClockGoBack() throws Exception {
    var clock = EmulatorClock.ticking();
    var threads = Executors.newFixedThreadPool(4);
    try {
      var work = new ArrayList<Callable<Boolean>>();
      for (int thread = 0; thread < 4; thread++) {
        boolean moves = thread == 0;
        work.add(
            () -> {
              var last = clock.instant();
              boolean onward = true;
              for (int i = 0; i < 20_000; i++) {
                if (moves && i % 10 == 0) {
                  clock.advance(Duration.ofMillis(3));
                }
                var next = clock.instant();
                onward &= !next.isBefore(last);
                last = next;
              }
              return onward;
            });
      }
      var results = new ArrayList<Boolean>();
      for (var result : threads.invokeAll(work)) {
        results.add(result.get());
      }

      assertThat(results).isEqualTo(List.of(true, true, true, true));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void workThatIsNeverDoneDoesNotHoldTheClockUp() {
    var clock = EmulatorClock.frozenAt(NOON);
    clock.drives(
        new Schedule() {
          @Override
          public Instant next() {
            return NOON.plusSeconds(1);
          }

          @Override
          public void runDue() {}
        });

    clock.advance(Duration.ofSeconds(10));

    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void clockGoesBackToAMark() {
    var frozen = EmulatorClock.frozenAt(Instant.parse("2026-01-01T00:00:00Z"));
    var ticking = EmulatorClock.ticking();
    frozen.advance(Duration.ofDays(1));
    var ofFrozen = frozen.mark();
    var ofTicking = ticking.mark();
    frozen.advance(Duration.ofDays(5));
    ticking.advance(Duration.ofDays(5));
    var later = ticking.instant();

    frozen.rewind(ofFrozen);
    ticking.rewind(ofTicking);

    assertThat(frozen.instant()).isEqualTo("2026-01-02T00:00:00Z");
    assertThat(ticking.instant()).isBefore(later.minus(Duration.ofDays(4)));
  }

  @Test
  void clockEndsWithTheYear9999() {
    var clock = EmulatorClock.frozenAt(Instant.parse("2026-01-01T00:00:00Z"));

    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT2562047788015H12M55.807S");
    assertThatThrownBy(() -> clock.advanceTo(Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void threadsThatAdvanceToTheSameInstantDoNotOvershoot() throws Exception {
    for (int run = 0; run < 300; run++) {
      var clock = EmulatorClock.frozenAt(Instant.parse("2026-01-01T00:00:00Z"));
      var target = Instant.parse("2026-01-02T00:00:00Z");
      var start = new CountDownLatch(1);
      var threads =
          Stream.generate(() -> new Thread(() -> advanceAfter(start, clock, target)))
              .limit(2)
              .toList();
      threads.forEach(Thread::start);

      start.countDown();
      for (var thread : threads) {
        thread.join();
      }

      assertThat(clock.instant()).isEqualTo(target);
    }
  }

  private static void advanceAfter(CountDownLatch start, EmulatorClock clock, Instant target) {
    try {
      start.await();
      clock.advanceTo(target);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
