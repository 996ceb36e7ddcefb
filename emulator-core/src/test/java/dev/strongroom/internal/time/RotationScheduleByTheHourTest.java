package dev.strongroom.internal.time;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastDayOfMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.internal.time.RotationSchedule.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random schedules against a second implementation that knows no parser and asks every hour. */
class RotationScheduleByTheHourTest {

  private static final long EARLIEST = Instant.parse("1999-01-01T00:00:00Z").getEpochSecond();
  private static final long LATEST = Instant.parse("2101-01-01T00:00:00Z").getEpochSecond();
  private static final int ROUNDS = 60;
  private static final int HOURS_TO_ASK = 13 * 366 * 24;

  /** A text and, made beside it, what it means. */
  private record Field<T>(String text, Predicate<T> holds) {}

  /** Whether a window opens at an hour, and how many hours it lasts at most. */
  private record Naive(Predicate<LocalDateTime> opensAt, int length) {

    Window windowAfter(Instant lastChange, Instant now) {
      var hour = LocalDateTime.ofInstant(lastChange.truncatedTo(HOURS), ZoneOffset.UTC);
      for (int asked = 0; asked < HOURS_TO_ASK; asked++) {
        hour = hour.plusHours(1);
        if (opensAt.test(hour)) {
          var end = hour.plusHours(1);
          for (int open = 1; open < length && end.getHour() != 0; open++) {
            end = end.plusHours(1);
          }
          if (end.toInstant(ZoneOffset.UTC).isAfter(now)) {
            return new Window(
                hour.toInstant(ZoneOffset.UTC), end.minusSeconds(1).toInstant(ZoneOffset.UTC));
          }
        }
      }
      throw new AssertionError("no window in " + HOURS_TO_ASK + " hours");
    }
  }

  @DisplayName("ROT-36: cron opens the windows that one finds by asking every hour")
  @ParameterizedTest
  @ValueSource(longs = {1, 20, 300})
  void cron(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      int[] longest = new int[1];
      var hours = hours(random, longest);
      var byWeekday = random.nextBoolean();
      var days = byWeekday ? dayOfWeek(random) : dayOfMonth(random);
      var months = months(random);
      var expression =
          "cron(0 %s %s %s %s *)"
              .formatted(
                  hours.text(),
                  byWeekday ? "?" : days.text(),
                  months.text(),
                  byWeekday ? days.text() : "?");
      var naive =
          (Predicate<LocalDateTime>)
              hour ->
                  hours.holds().test(hour.getHour())
                      && months.holds().test(hour.getMonthValue())
                      && days.holds().test(hour);
      var duration = random.nextBoolean() ? 1 + random.nextInt(longest[0]) : 0;
      boolean once = !hours.text().matches(".*[,/-].*");
      compare(
          random, expression, duration, new Naive(naive, duration > 0 ? duration : once ? 24 : 1));
    }
  }

  @DisplayName("ROT-35: rate opens the windows that one finds by asking every hour")
  @ParameterizedTest
  @ValueSource(longs = {1, 20, 300})
  void rate(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      boolean inHours = random.nextBoolean();
      int count = inHours ? 4 + random.nextInt(100) : 1 + random.nextInt(60);
      int longest = inHours ? Math.min(count, 24) : 24;
      int duration = random.nextBoolean() ? 1 + random.nextInt(longest) : 0;
      var lastChange = instant(random);
      var start = lastChange.truncatedTo(inHours ? HOURS : DAYS);
      var naive =
          (Predicate<LocalDateTime>)
              hour ->
                  HOURS.between(start, hour.toInstant(ZoneOffset.UTC))
                          % (inHours ? count : count * 24L)
                      == 0;
      compare(
          random,
          lastChange,
          "rate(%d %s)".formatted(count, inHours ? "hours" : "days"),
          duration,
          new Naive(naive, duration > 0 ? duration : inHours ? 1 : 24));
    }
  }

  private static void compare(Random random, String expression, int duration, Naive naive) {
    compare(random, instant(random), expression, duration, naive);
  }

  private static void compare(
      Random random, Instant lastChange, String expression, int duration, Naive naive) {
    var schedule = RotationSchedule.of(null, expression, duration > 0 ? duration + "h" : null);
    for (long span : new long[] {1, 48 * 3600, 100 * 86400}) {
      var now = lastChange.plusSeconds((long) (span * random.nextDouble()));

      assertThat(schedule.windowAfter(lastChange, now))
          .as("%s %dh, changed %s, at %s", expression, duration, lastChange, now)
          .isEqualTo(naive.windowAfter(lastChange, now));
    }
  }

  private static Instant instant(Random random) {
    var instant =
        Instant.ofEpochSecond(EARLIEST + (long) ((LATEST - EARLIEST) * random.nextDouble()));
    return random.nextInt(4) == 0 ? instant.truncatedTo(HOURS) : instant;
  }

  /** Hours at least four apart, also across midnight, and how long their windows may be. */
  private static Field<Integer> hours(Random random, int[] longest) {
    int first = random.nextInt(24);
    int step = 4 + random.nextInt(20);
    int last = first + (23 - first) / step * step;
    if (random.nextBoolean() || last == first || 24 - last + first < 4) {
      longest[0] = 24 - first;
      return new Field<>("" + first, hour -> hour == first);
    }
    longest[0] = Math.min(step, 24 - last);
    var text =
        switch (random.nextInt(3)) {
          case 0 -> first + "/" + step;
          case 1 -> first + "-" + last + "/" + step;
          default -> {
            var list = new StringBuilder().append(first);
            for (int hour = first + step; hour <= 23; hour += step) {
              list.append(',').append(hour);
            }
            yield list.toString();
          }
        };
    return new Field<>(text, hour -> hour >= first && (hour - first) % step == 0);
  }

  private static Field<Integer> months(Random random) {
    var numbers = numbers(random, 12);
    return random.nextBoolean()
        ? new Field<>("*", month -> true)
        : new Field<>(numbers.text(), month -> numbers.holds().test(month));
  }

  private static Field<LocalDateTime> dayOfMonth(Random random) {
    var weekday = DayOfWeek.of(1 + random.nextInt(7));
    var numbers = numbers(random, 28);
    return switch (random.nextInt(4)) {
      case 0 -> new Field<>("*", hour -> true);
      case 1 -> new Field<>("L", hour -> hour.with(lastDayOfMonth()).equals(hour));
      case 2 ->
          new Field<>(name(weekday) + "L", hour -> hour.with(lastInMonth(weekday)).equals(hour));
      default -> new Field<>(numbers.text(), hour -> numbers.holds().test(hour.getDayOfMonth()));
    };
  }

  private static Field<LocalDateTime> dayOfWeek(Random random) {
    var weekday = DayOfWeek.of(1 + random.nextInt(7));
    int nth = 1 + random.nextInt(5);
    var numbers = numbers(random, 7);
    return switch (random.nextInt(6)) {
      case 0 -> new Field<>("*", hour -> true);
      case 1 -> new Field<>("L", hour -> hour.getDayOfWeek() == DayOfWeek.SATURDAY);
      case 2 -> new Field<>(name(weekday), hour -> hour.getDayOfWeek() == weekday);
      case 3 ->
          new Field<>(name(weekday) + "L", hour -> hour.with(lastInMonth(weekday)).equals(hour));
      case 4 ->
          new Field<>(
              name(weekday) + "#" + nth,
              hour -> hour.with(dayOfWeekInMonth(nth, weekday)).equals(hour));
      default ->
          new Field<>(
              numbers.text(), hour -> numbers.holds().test(hour.getDayOfWeek().plus(1).getValue()));
    };
  }

  /** A number, list, range or step of 1 to {@code max}. */
  private static Field<Integer> numbers(Random random, int max) {
    int low = 1 + random.nextInt(max);
    int high = low + random.nextInt(max - low + 1);
    int step = 1 + random.nextInt(max);
    IntPredicate holds;
    String text;
    switch (random.nextInt(5)) {
      case 0 -> {
        text = "" + low;
        holds = number -> number == low;
      }
      case 1 -> {
        text = high + "," + low;
        holds = number -> number == low || number == high;
      }
      case 2 -> {
        text = low + "-" + high;
        holds = number -> number >= low && number <= high;
      }
      case 3 -> {
        text = "*/" + step;
        holds = number -> (number - 1) % step == 0;
      }
      default -> {
        text = low + "-" + high + "/" + step;
        holds = number -> number >= low && number <= high && (number - low) % step == 0;
      }
    }
    return new Field<>(text, holds::test);
  }

  private static String name(DayOfWeek weekday) {
    return weekday.name().substring(0, 3);
  }
}
