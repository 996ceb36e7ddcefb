package dev.strongroom.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.internal.time.RotationSchedule.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationScheduleTest {

  private static final String OWN_TEXT = " (Strongroom's own text)";

  @DisplayName("ROT-35, ROT-36: the user guide's examples open windows where it says")
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # last change at 2026-01-01T00:30:00Z, a Thursday
          every four hours                    | rate(4 hours)              | 2026-01-01T04 2026-01-01T08 2026-01-01T12 2026-01-01T16
          every twelve hours                  | rate(12 hours)             | 2026-01-01T12 2026-01-02T00 2026-01-02T12
          every day                           | rate(1 day)                | 2026-01-02T00 2026-01-03T00 2026-01-04T00
          every eight days                    | rate(8 days)               | 2026-01-09T00 2026-01-17T00 2026-01-25T00 2026-02-02T00
          every ten days                      | rate(10 days)              | 2026-01-11T00 2026-01-21T00 2026-01-31T00 2026-02-10T00
          every eight hours from midnight     | cron(0 /8 * * ? *)         | 2026-01-01T08 2026-01-01T16 2026-01-02T00 2026-01-02T08
          every eight hours from 8:00         | cron(0 8/8 * * ? *)        | 2026-01-01T08 2026-01-01T16 2026-01-02T08 2026-01-02T16
          every ten hours from 2:00           | cron(0 2/10 * * ? *)       | 2026-01-01T02 2026-01-01T12 2026-01-01T22 2026-01-02T02
          steps begin anew each day           | cron(0 4/12 * * ? *)       | 2026-01-01T04 2026-01-01T16 2026-01-02T04 2026-01-02T16
          every day at 10:00                  | cron(0 10 * * ? *)         | 2026-01-01T10 2026-01-02T10 2026-01-03T10
          every Saturday at 18:00             | cron(0 18 ? * SAT *)       | 2026-01-03T18 2026-01-10T18 2026-01-17T18
          first day of the month at 8:00      | cron(0 8 1 * ? *)          | 2026-01-01T08 2026-02-01T08 2026-03-01T08
          each third month, first Sunday      | cron(0 1 ? 1/3 SUN#1 *)    | 2026-01-04T01 2026-04-05T01 2026-07-05T01 2026-10-04T01 2027-01-03T01
          last day of the month at 17:00      | cron(0 17 L * ? *)         | 2026-01-31T17 2026-02-28T17 2026-03-31T17 2026-04-30T17
          Monday to Friday at 8:00            | cron(0 8 ? * MON-FRI *)    | 2026-01-01T08 2026-01-02T08 2026-01-05T08 2026-01-06T08
          first and 15th at 16:00             | cron(0 16 1,15 * ? *)      | 2026-01-01T16 2026-01-15T16 2026-02-01T16
          first Sunday of the month           | cron(0 0 ? * SUN#1 *)      | 2026-01-04T00 2026-02-01T00 2026-03-01T00
          each eleventh month, first Monday   | cron(0 0 ? 1/11 2#1 *)     | 2026-01-05T00 2026-12-07T00 2027-01-04T00
          every day at 1:00                   | cron(0 1 * * ? *)          | 2026-01-01T01 2026-01-02T01
          # the forms that the guide's table of fields names
          days 1 to 15                        | cron(0 0 1-15 * ? *)       | 2026-01-02T00 2026-01-03T00 2026-01-04T00
          every second day from day 1         | cron(0 0 1/2 * ? *)        | 2026-01-03T00 2026-01-05T00 2026-01-07T00
          last Sunday of the month            | cron(0 0 SUNL * ? *)       | 2026-01-25T00 2026-02-22T00 2026-03-29T00
          four months by name                 | cron(0 0 1 JAN,APR,JUL,OCT ? *) | 2026-04-01T00 2026-07-01T00 2026-10-01T00 2027-01-01T00
          months 1 to 3                       | cron(0 0 5 1-3 ? *)        | 2026-01-05T00 2026-02-05T00 2026-03-05T00 2027-01-05T00
          months 1, 4, 7 and 10               | cron(0 0 5 1/3 ? *)        | 2026-01-05T00 2026-04-05T00 2026-07-05T00 2026-10-05T00
          third Tuesday of the month          | cron(0 0 ? * TUE#3 *)      | 2026-01-20T00 2026-02-17T00 2026-03-17T00
          first and fourth day of the week    | cron(0 0 ? * 1,4 *)        | 2026-01-04T00 2026-01-07T00 2026-01-11T00
          days 1 to 4 of the week             | cron(0 0 ? * 1-4 *)        | 2026-01-04T00 2026-01-05T00 2026-01-06T00 2026-01-07T00 2026-01-11T00
          days 1, 3, 5 and 7 of the week      | cron(0 0 ? * 1/2 *)        | 2026-01-03T00 2026-01-04T00 2026-01-06T00 2026-01-08T00 2026-01-10T00
          last day of the week                | cron(0 0 ? * L *)          | 2026-01-03T00 2026-01-10T00
          # forms that it names without an example
          any day of the week                 | cron(0 0 ? * * *)          | 2026-01-02T00 2026-01-03T00
          hours in a list                     | cron(0 3,9,20 * * ? *)     | 2026-01-01T03 2026-01-01T09 2026-01-01T20 2026-01-02T03
          hours in steps of a range           | cron(0 8-16/4 * * ? *)     | 2026-01-01T08 2026-01-01T12 2026-01-01T16 2026-01-02T08
          hours in steps from anywhere        | cron(0 */12 * * ? *)       | 2026-01-01T12 2026-01-02T00
          months in a range by name           | cron(0 0 L NOV-DEC ? *)    | 2026-11-30T00 2026-12-31T00 2027-11-30T00
          last Friday by day of the week      | cron(0 0 ? * 6L *)         | 2026-01-30T00 2026-02-27T00
          days of several forms in a list     | cron(0 0 10-11,L,MONL * ? *) | 2026-01-10T00 2026-01-11T00 2026-01-26T00 2026-01-31T00
          weekdays of several forms in a list | cron(0 0 ? * FRI,SUN#1,TUEL *) | 2026-01-02T00 2026-01-04T00 2026-01-09T00 2026-01-16T00 2026-01-23T00 2026-01-27T00
          """)
  void documentedExamples(String meaning, String expression, String openings) {
    var schedule = RotationSchedule.of(null, expression, null);
    var expected = Arrays.stream(openings.split(" ")).map(hour -> hour + ":00:00Z").toList();

    assertThat(openings(schedule, "2026-01-01T00:30:00Z", expected.size()))
        .as(meaning)
        .isEqualTo(expected);
  }

  @DisplayName("ROT-35, ROT-36: month ends, leap years and year ends")
  @ParameterizedTest(name = "{0} after {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate(1 day)           | 2026-12-31T23:59:59Z | 2027-01-01T00
          rate(4 hours)         | 2026-12-31T23:59:59Z | 2027-01-01T03
          rate(1 days)          | 2028-02-28T12:00:00Z | 2028-02-29T00
          rate(1 days)          | 2027-02-28T12:00:00Z | 2027-03-01T00
          rate(999 days)        | 2026-01-01T00:00:00Z | 2028-09-26T00
          rate(23976 hours)     | 2026-01-01T00:00:00Z | 2028-09-26T00
          cron(0 23 31 12 ? *)  | 2026-12-31T22:59:59Z | 2026-12-31T23
          cron(0 23 31 12 ? *)  | 2026-12-31T23:00:00Z | 2027-12-31T23
          cron(0 0 1 1 ? *)     | 2026-12-31T23:59:59Z | 2027-01-01T00
          cron(0 0 31 * ? *)    | 2026-01-31T00:00:00Z | 2026-03-31T00
          cron(0 0 L FEB ? *)   | 2027-01-01T00:00:00Z | 2027-02-28T00
          cron(0 0 L FEB ? *)   | 2028-01-01T00:00:00Z | 2028-02-29T00
          cron(0 0 29 2 ? *)    | 2025-01-01T00:00:00Z | 2028-02-29T00
          cron(0 0 29 2 ? *)    | 2096-02-29T00:00:00Z | 2104-02-29T00
          cron(0 0 SUNL 2 ? *)  | 2032-01-01T00:00:00Z | 2032-02-29T00
          cron(0 0 ? * SUN#5 *) | 2026-03-01T00:00:00Z | 2026-03-29T00
          cron(0 0 ? 2 MON#5 *) | 2026-01-01T00:00:00Z | 2044-02-29T00
          cron(0 0 ? 2 SUN#5 *) | 2088-02-29T00:00:00Z | 2128-02-29T00
          """)
  void calendarCorners(String expression, String lastChange, String opening) {
    var schedule = RotationSchedule.of(null, expression, null);

    assertThat(openings(schedule, lastChange, 1)).containsExactly(opening + ":00:00Z");
  }

  @DisplayName("ROT-35, ROT-37, ROT-38: a window closes with its last second")
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # last change at 2026-02-03T17:42:24Z; the first row was seen on AWS
          30 | -                       | -   | 2026-03-05T00:00:00Z | 2026-03-05T23:59:59Z
          1  | -                       | 1h  | 2026-02-04T00:00:00Z | 2026-02-04T00:59:59Z
          1  | -                       | 24h | 2026-02-04T00:00:00Z | 2026-02-04T23:59:59Z
          -  | rate(10 days)           | -   | 2026-02-13T00:00:00Z | 2026-02-13T23:59:59Z
          -  | rate(10 days)           | 3h  | 2026-02-13T00:00:00Z | 2026-02-13T02:59:59Z
          -  | rate(4 hours)           | -   | 2026-02-03T21:00:00Z | 2026-02-03T21:59:59Z
          -  | rate(4 hours)           | 2h  | 2026-02-03T21:00:00Z | 2026-02-03T22:59:59Z
          -  | rate(4 hours)           | 4h  | 2026-02-03T21:00:00Z | 2026-02-03T23:59:59Z
          -  | rate(6 hours)           | 6h  | 2026-02-03T23:00:00Z | 2026-02-03T23:59:59Z
          -  | rate(36 hours)          | 24h | 2026-02-05T05:00:00Z | 2026-02-05T23:59:59Z
          -  | cron(0 18 * * ? *)      | -   | 2026-02-03T18:00:00Z | 2026-02-03T23:59:59Z
          -  | cron(0 18 * * ? *)      | 6h  | 2026-02-03T18:00:00Z | 2026-02-03T23:59:59Z
          -  | cron(0 8/8 * * ? *)     | -   | 2026-02-04T08:00:00Z | 2026-02-04T08:59:59Z
          -  | cron(0 8/8 * * ? *)     | 2h  | 2026-02-04T08:00:00Z | 2026-02-04T09:59:59Z
          -  | cron(0 8,20 ? * WED *)  | -   | 2026-02-04T08:00:00Z | 2026-02-04T08:59:59Z
          -  | cron(0 16 1,15 * ? *)   | 2h  | 2026-02-15T16:00:00Z | 2026-02-15T17:59:59Z
          """)
  void windows(
      @Nullable Long days,
      @Nullable String expression,
      @Nullable String duration,
      Instant opens,
      Instant closes) {
    var lastChange = Instant.parse("2026-02-03T17:42:24Z");

    var window =
        RotationSchedule.of(days, expression, duration).windowAfter(lastChange, lastChange);

    assertThat(window).isEqualTo(new Window(opens, closes));
  }

  @DisplayName("ROT-39, ROT-41: a window is used once, lasts while unused, and is gone when over")
  @ParameterizedTest(name = "{0}, changed {1}, at {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # unused: until its last second
          rate(10 days)       | 2026-01-01T12:00:00Z | 2026-01-10T23:59:59Z     | 2026-01-11T00
          rate(10 days)       | 2026-01-01T12:00:00Z | 2026-01-11T00:00:00Z     | 2026-01-11T00
          rate(10 days)       | 2026-01-01T12:00:00Z | 2026-01-11T23:59:59.999Z | 2026-01-11T00
          rate(10 days)       | 2026-01-01T12:00:00Z | 2026-01-12T00:00:00Z     | 2026-01-21T00
          cron(0 8 * * ? *)   | 2026-01-01T12:00:00Z | 2026-01-02T23:59:59.999Z | 2026-01-02T08
          cron(0 8 * * ? *)   | 2026-01-01T12:00:00Z | 2026-01-03T00:00:00Z     | 2026-01-03T08
          cron(0 8/8 * * ? *) | 2026-01-01T01:00:00Z | 2026-01-01T08:59:59.999Z | 2026-01-01T08
          cron(0 8/8 * * ? *) | 2026-01-01T01:00:00Z | 2026-01-01T09:00:00Z     | 2026-01-01T16
          rate(4 hours)       | 2026-01-01T01:30:00Z | 2026-01-01T05:59:59.999Z | 2026-01-01T05
          rate(4 hours)       | 2026-01-01T01:30:00Z | 2026-01-01T06:00:00Z     | 2026-01-01T09
          # used: by a change at its first instant or later
          rate(10 days)       | 2026-01-11T00:00:00Z | 2026-01-11T00:00:00Z     | 2026-01-21T00
          cron(0 8 * * ? *)   | 2026-01-02T07:59:59Z | 2026-01-02T09:00:00Z     | 2026-01-02T08
          cron(0 8 * * ? *)   | 2026-01-02T08:00:00Z | 2026-01-02T09:00:00Z     | 2026-01-03T08
          cron(0 8 * * ? *)   | 2026-01-02T08:00:01Z | 2026-01-02T09:00:00Z     | 2026-01-03T08
          # slept through: only the next one counts
          rate(10 days)       | 2026-01-01T12:00:00Z | 2026-06-01T00:00:00Z     | 2026-06-10T00
          rate(10 days)       | 2026-01-01T12:00:00Z | 2026-06-10T09:00:00Z     | 2026-06-10T00
          rate(4 hours)       | 2026-01-01T01:30:00Z | 2026-06-01T00:00:00Z     | 2026-06-01T01
          cron(0 8 * * ? *)   | 2026-01-01T12:00:00Z | 2026-06-01T00:00:00Z     | 2026-06-01T08
          cron(0 8 1 1 ? *)   | 2026-01-01T12:00:00Z | 2030-01-02T00:00:00Z     | 2031-01-01T08
          # a clock behind the last change
          rate(10 days)       | 2026-01-01T12:00:00Z | 2025-01-01T00:00:00Z     | 2026-01-11T00
          """)
  void eachWindowOnce(String expression, Instant lastChange, Instant now, String opening) {
    var window = RotationSchedule.of(null, expression, null).windowAfter(lastChange, now);

    assertThat(window.opens()).isEqualTo(opening + ":00:00Z");
  }

  @DisplayName("ROT-6: days to the next opening, rounded up")
  @ParameterizedTest(name = "{0} {1} after {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          30   | -                     | 2026-01-01T00:00:00Z     | 30
          30   | -                     | 2026-01-01T23:59:59.999Z | 30
          1000 | -                     | 2026-01-01T12:00:00Z     | 1000
          -    | rate(10 days)         | 2026-01-01T12:00:00Z     | 10
          -    | rate(10 hours)        | 2026-01-01T12:00:00Z     | 1
          -    | rate(24 hours)        | 2026-01-01T12:00:00Z     | 1
          -    | rate(25 hours)        | 2026-01-01T12:59:59Z     | 2
          -    | cron(0 8/8 * * ? *)   | 2026-01-01T08:00:00Z     | 1
          # the API reference shows 14 for this expression
          -    | cron(0 16 1,15 * ? *) | 2026-01-01T16:00:00Z     | 14
          -    | cron(0 16 1,15 * ? *) | 2026-01-01T16:05:00Z     | 14
          -    | cron(0 16 1,15 * ? *) | 2026-01-15T16:05:00Z     | 17
          -    | cron(0 16 1,15 * ? *) | 2026-02-14T16:00:00Z     | 1
          -    | cron(0 16 1,15 * ? *) | 2026-02-14T15:59:59.999Z | 2
          """)
  void daysToTheNextOpening(
      @Nullable Long days, @Nullable String expression, Instant lastChange, long shown) {
    assertThat(RotationSchedule.of(days, expression, null).days(lastChange)).isEqualTo(shown);
  }

  @DisplayName("ROT-5: rotation frequency and schedule expression exclude each other")
  @Test
  void notBoth() {
    assertThatThrownBy(() -> RotationSchedule.of(30L, "rate(10 days)", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("You cannot specify both rotation frequency and schedule expression together.");
  }

  @DisplayName("ROT-5: one of rotation frequency and schedule expression is needed")
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "2h")
  void notNone(@Nullable String duration) {
    assertThatThrownBy(() -> RotationSchedule.of(null, null, duration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RotationRules must have AutomaticallyAfterDays or ScheduleExpression." + OWN_TEXT);
  }

  @DisplayName("ROT-2: AutomaticallyAfterDays is 1 to 1000")
  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1001, Long.MIN_VALUE, Long.MAX_VALUE})
  void daysOutOfRange(long days) {
    assertThatThrownBy(() -> RotationSchedule.of(days, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AutomaticallyAfterDays must be 1 to 1000, but is " + days + "." + OWN_TEXT);
  }

  @DisplayName("ROT-35, ROT-36: whatever the documentation doesn't describe is refused")
  @ParameterizedTest(name = "''{0}''")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                          | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is ''.
          every day                   | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is 'every day'.
          rate(-1 days)               | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is 'rate(-1 days)'.
          rate(90 minutes)            | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is 'rate(90 minutes)'.
          rate(10)                    | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is 'rate(10)'.
          rate(10 days) or so         | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is 'rate(10 days) or so'.
          rate(99999999999 days)      | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is 'rate(99999999999 days)'.
          RATE(10 days)               | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is 'RATE(10 days)'.
          0 8 * * ? *                 | ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is '0 8 * * ? *'.
          rate(0 days)                | ScheduleExpression must have a rate of 4 hours to 999 days, but is 'rate(0 days)'.
          rate(3 hours)               | ScheduleExpression must have a rate of 4 hours to 999 days, but is 'rate(3 hours)'.
          rate(1000 days)             | ScheduleExpression must have a rate of 4 hours to 999 days, but is 'rate(1000 days)'.
          rate(23977 hours)           | ScheduleExpression must have a rate of 4 hours to 999 days, but is 'rate(23977 hours)'.
          rate(999999999 days)        | ScheduleExpression must have a rate of 4 hours to 999 days, but is 'rate(999999999 days)'.
          cron(                       | ScheduleExpression must be cron(0 Hours Day-of-month Month Day-of-week *), but is 'cron('.
          cron()                      | ScheduleExpression must be cron(0 Hours Day-of-month Month Day-of-week *), but is 'cron()'.
          cron(0 8 * * ? *            | ScheduleExpression must be cron(0 Hours Day-of-month Month Day-of-week *), but is 'cron(0 8 * * ? *'.
          cron(0 8 * * ?)             | ScheduleExpression must be cron(0 Hours Day-of-month Month Day-of-week *), but is 'cron(0 8 * * ?)'.
          cron(0 8 * * ? * *)         | ScheduleExpression must be cron(0 Hours Day-of-month Month Day-of-week *), but is 'cron(0 8 * * ? * *)'.
          cron(1 8 * * ? *)           | ScheduleExpression must have 0 in Minutes and * in Year, but is 'cron(1 8 * * ? *)'.
          cron(* 8 * * ? *)           | ScheduleExpression must have 0 in Minutes and * in Year, but is 'cron(* 8 * * ? *)'.
          cron(0 8 * * ? 2026)        | ScheduleExpression must have 0 in Minutes and * in Year, but is 'cron(0 8 * * ? 2026)'.
          cron(0 8 * * ? *))          | ScheduleExpression must have 0 in Minutes and * in Year, but is 'cron(0 8 * * ? *))'.
          cron(0 8 * * * *)           | ScheduleExpression must have ? in one of Day-of-month and Day-of-week, but is 'cron(0 8 * * * *)'.
          cron(0 8 1 * SUN *)         | ScheduleExpression must have ? in one of Day-of-month and Day-of-week, but is 'cron(0 8 1 * SUN *)'.
          cron(0 8 ? * ? *)           | ScheduleExpression must have ? in one of Day-of-month and Day-of-week, but is 'cron(0 8 ? * ? *)'.
          cron(0 24 * * ? *)          | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has '24'.
          cron(0 ? * * ? *)           | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has '?'.
          cron(0 L * * ? *)           | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has 'L'.
          cron(0 8, * * ? *)          | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has ''.
          cron(0 8/0 * * ? *)         | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has '8/0'.
          cron(0 8/ * * ? *)          | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has '8/'.
          cron(0 16-8 * * ? *)        | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has '16-8'.
          cron(0 0,8-24/8 * * ? *)    | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has '8-24/8'.
          cron(0 008 * * ? *)         | Hours in ScheduleExpression must be 0 to 23, alone or as list a,b, range a-b or step a/n, but has '008'.
          cron(0 8 0 * ? *)           | Day-of-month in ScheduleExpression must be 1 to 31, alone or as list a,b, range a-b or step a/n, L or SUNL, but has '0'.
          cron(0 8 32 * ? *)          | Day-of-month in ScheduleExpression must be 1 to 31, alone or as list a,b, range a-b or step a/n, L or SUNL, but has '32'.
          cron(0 8 1,? * ? *)         | Day-of-month in ScheduleExpression must be 1 to 31, alone or as list a,b, range a-b or step a/n, L or SUNL, but has '?'.
          cron(0 8 1W * ? *)          | Day-of-month in ScheduleExpression must be 1 to 31, alone or as list a,b, range a-b or step a/n, L or SUNL, but has '1W'.
          cron(0 8 1L * ? *)          | Day-of-month in ScheduleExpression must be 1 to 31, alone or as list a,b, range a-b or step a/n, L or SUNL, but has '1L'.
          cron(0 8 SUN * ? *)         | Day-of-month in ScheduleExpression must be 1 to 31, alone or as list a,b, range a-b or step a/n, L or SUNL, but has 'SUN'.
          cron(0 8 2#1 * ? *)         | Day-of-month in ScheduleExpression must be 1 to 31, alone or as list a,b, range a-b or step a/n, L or SUNL, but has '2#1'.
          cron(0 8 * 13 ? *)          | Month in ScheduleExpression must be 1 to 12 or JAN to DEC, alone or as list a,b, range a-b or step a/n, but has '13'.
          cron(0 8 * 0/3 ? *)         | Month in ScheduleExpression must be 1 to 12 or JAN to DEC, alone or as list a,b, range a-b or step a/n, but has '0/3'.
          cron(0 8 * NOV-FEB ? *)     | Month in ScheduleExpression must be 1 to 12 or JAN to DEC, alone or as list a,b, range a-b or step a/n, but has 'NOV-FEB'.
          cron(0 8 * January ? *)     | Month in ScheduleExpression must be 1 to 12 or JAN to DEC, alone or as list a,b, range a-b or step a/n, but has 'January'.
          cron(0 8 * SUN ? *)         | Month in ScheduleExpression must be 1 to 12 or JAN to DEC, alone or as list a,b, range a-b or step a/n, but has 'SUN'.
          cron(0 8 ? * 8 *)           | Day-of-week in ScheduleExpression must be 1 to 7 or SUN to SAT, alone or as list a,b, range a-b or step a/n, L, SUNL or SUN#1, but has '8'.
          cron(0 8 ? * 0 *)           | Day-of-week in ScheduleExpression must be 1 to 7 or SUN to SAT, alone or as list a,b, range a-b or step a/n, L, SUNL or SUN#1, but has '0'.
          cron(0 8 ? * SAT-SUN *)     | Day-of-week in ScheduleExpression must be 1 to 7 or SUN to SAT, alone or as list a,b, range a-b or step a/n, L, SUNL or SUN#1, but has 'SAT-SUN'.
          cron(0 8 ? * SUN#6 *)       | Day-of-week in ScheduleExpression must be 1 to 7 or SUN to SAT, alone or as list a,b, range a-b or step a/n, L, SUNL or SUN#1, but has 'SUN#6'.
          cron(0 8 ? * SUN#0 *)       | Day-of-week in ScheduleExpression must be 1 to 7 or SUN to SAT, alone or as list a,b, range a-b or step a/n, L, SUNL or SUN#1, but has 'SUN#0'.
          cron(0 8 ? * 8#1 *)         | Day-of-week in ScheduleExpression must be 1 to 7 or SUN to SAT, alone or as list a,b, range a-b or step a/n, L, SUNL or SUN#1, but has '8#1'.
          cron(0 8 ? * MAYL *)        | Day-of-week in ScheduleExpression must be 1 to 7 or SUN to SAT, alone or as list a,b, range a-b or step a/n, L, SUNL or SUN#1, but has 'MAYL'.
          cron(0 8 31 FEB ? *)        | ScheduleExpression must match a date, but is 'cron(0 8 31 FEB ? *)'.
          cron(0 8 30-31 2 ? *)       | ScheduleExpression must match a date, but is 'cron(0 8 30-31 2 ? *)'.
          cron(0 8 31 4,6,9,11 ? *)   | ScheduleExpression must match a date, but is 'cron(0 8 31 4,6,9,11 ? *)'.
          cron(0 * * * ? *)           | ScheduleExpression must leave four hours from one window to the next, but is 'cron(0 * * * ? *)'.
          cron(0 8,11 * * ? *)        | ScheduleExpression must leave four hours from one window to the next, but is 'cron(0 8,11 * * ? *)'.
          cron(0 /3 * * ? *)          | ScheduleExpression must leave four hours from one window to the next, but is 'cron(0 /3 * * ? *)'.
          cron(0 0,21 * * ? *)        | ScheduleExpression must leave four hours from one window to the next, but is 'cron(0 0,21 * * ? *)'.
          cron(0 0,21 1,L * ? *)      | ScheduleExpression must leave four hours from one window to the next, but is 'cron(0 0,21 1,L * ? *)'.
          """)
  void refusedExpressions(String expression, String text) {
    assertThatThrownBy(() -> RotationSchedule.of(null, expression, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text + OWN_TEXT);
  }

  @DisplayName(
      "ROT-35: four hours are enough, also across midnight, and only there where days meet")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(4 hours)",
        "rate(4 hour)",
        "cron(0 /4 * * ? *)",
        "cron(0 0,20 * * ? *)",
        "cron(0 0,21 1 * ? *)",
        "cron(0 0,21 ? * SUN *)",
        "cron( 0  8 * * ? * )"
      })
  void acceptedExpressions(String expression) {
    var schedule = RotationSchedule.of(null, expression, null);

    assertThat(openings(schedule, "2026-01-01T00:30:00Z", 5)).doesNotHaveDuplicates().isSorted();
  }

  @DisplayName("ROT-37: a Duration that reaches too far or is none is refused")
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          rate(10 days)          | ""    | Duration must be whole hours such as 3h, but is ''.
          rate(10 days)          | 3     | Duration must be whole hours such as 3h, but is '3'.
          rate(10 days)          | h3    | Duration must be whole hours such as 3h, but is 'h3'.
          rate(10 days)          | PT3H  | Duration must be whole hours such as 3h, but is 'PT3H'.
          rate(10 days)          | -1h   | Duration must be whole hours such as 3h, but is '-1h'.
          rate(10 days)          | 100h  | Duration must be whole hours such as 3h, but is '100h'.
          rate(10 days)          | 0h    | Duration must be 1h to 24h, so that no window reaches into the next one or the next UTC day, but is '0h'.
          rate(10 days)          | 25h   | Duration must be 1h to 24h, so that no window reaches into the next one or the next UTC day, but is '25h'.
          rate(36 hours)         | 25h   | Duration must be 1h to 24h, so that no window reaches into the next one or the next UTC day, but is '25h'.
          rate(4 hours)          | 5h    | Duration must be 1h to 4h, so that no window reaches into the next one or the next UTC day, but is '5h'.
          cron(0 18 * * ? *)     | 7h    | Duration must be 1h to 6h, so that no window reaches into the next one or the next UTC day, but is '7h'.
          cron(0 8/8 * * ? *)    | 9h    | Duration must be 1h to 8h, so that no window reaches into the next one or the next UTC day, but is '9h'.
          cron(0 2/10 * * ? *)   | 3h    | Duration must be 1h to 2h, so that no window reaches into the next one or the next UTC day, but is '3h'.
          cron(0 3,9,19 * * ? *) | 6h    | Duration must be 1h to 5h, so that no window reaches into the next one or the next UTC day, but is '6h'.
          cron(0 3,7,9/8 * * ? *) | 1h   | ScheduleExpression must leave four hours from one window to the next, but is 'cron(0 3,7,9/8 * * ? *)'.
          cron(0 23 * * ? *)     | 2h    | Duration must be 1h to 1h, so that no window reaches into the next one or the next UTC day, but is '2h'.
          """)
  void refusedDurations(String expression, String duration, String text) {
    assertThatThrownBy(() -> RotationSchedule.of(null, expression, duration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text + OWN_TEXT);
  }

  @DisplayName("ROT-37: the longest Duration allowed")
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate(4 hours)        | 4h
          rate(36 hours)       | 24h
          rate(1 day)          | 24h
          cron(0 18 * * ? *)   | 6h
          cron(0 23 * * ? *)   | 1h
          cron(0 /8 * * ? *)   | 8h
          cron(0 2/10 * * ? *) | 2h
          """)
  void longestDurations(String expression, String duration) {
    var now = Instant.parse("2026-01-01T00:30:00Z");

    var window = RotationSchedule.of(null, expression, duration).windowAfter(now, now);

    assertThat(window.closes()).isAfter(window.opens());
  }

  @Test
  @DisplayName("ROT-35, ROT-36: schedules are equal when their windows are")
  void equality() {
    var schedule = RotationSchedule.of(null, "cron(0 8,16 ? JAN 1 *)", "1h");

    assertThat(schedule)
        .isEqualTo(RotationSchedule.of(null, "cron(0 8/8 ? 1 SUN *)", null))
        .hasSameHashCodeAs(RotationSchedule.of(null, "cron(0 8/8 ? 1 SUN *)", null))
        .isNotEqualTo(RotationSchedule.of(null, "cron(0 8,16 ? JAN 1 *)", "2h"))
        .isNotEqualTo(RotationSchedule.of(null, "cron(0 8,16 ? JAN 2 *)", "1h"))
        .isNotEqualTo(RotationSchedule.of(30L, null, "1h"));
    assertThat(RotationSchedule.of(30L, null, null))
        .isEqualTo(RotationSchedule.of(null, "rate(30 days)", "24h"))
        .isNotEqualTo(RotationSchedule.of(null, "rate(720 hours)", "24h"));
  }

  /** The openings of one window after the other, each used at its first instant. */
  private static List<String> openings(RotationSchedule schedule, String from, int count) {
    var openings = new ArrayList<String>();
    var last = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      last = schedule.windowAfter(last, last).opens();
      openings.add(last.toString());
    }
    return openings;
  }
}
