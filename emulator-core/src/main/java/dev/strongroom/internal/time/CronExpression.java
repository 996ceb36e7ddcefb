package dev.strongroom.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hours that {@code cron(0 Hours Day-of-month Month Day-of-week *)} names (ROT-36).
 *
 * <p>Days are kept under the names by which a date is known: the last day of September 2026, a
 * Wednesday, is {@code 30}, {@code WED}, {@code WED#5}, {@code WEDL} and {@code L}.
 */
record CronExpression(SortedSet<Integer> hours, Set<Integer> months, Set<String> days)
    implements RotationSchedule.Rule {

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final Field HOURS = new Field("Hours", 0, 23, List.of(), "");
  private static final Field DAY_OF_MONTH =
      new Field("Day-of-month", 1, 31, List.of(), ", L or SUNL");
  private static final Field MONTH = new Field("Month", 1, 12, MONTHS, "");
  private static final Field DAY_OF_WEEK =
      new Field("Day-of-week", 1, 7, WEEKDAYS, ", L, SUNL or SUN#1");

  private static final Pattern ELEMENT =
      Pattern.compile("(?:\\*|(?<from>\\w+)(?:-(?<to>\\w+))?)?(?:/(?<step>\\d{1,2}))?");
  private static final Pattern ONE_WEEKDAY_OF_A_MONTH = Pattern.compile("(\\w+)(L|#[1-5])");

  /** Every kind of year, by its first weekday and its length, occurs in these 28. */
  private static final LocalDate CYCLE_BEGINS = LocalDate.of(2000, 1, 1);

  private static final LocalDate CYCLE_ENDS = LocalDate.of(2028, 1, 1);

  /** A February with five Sundays can be 40 years away, for 2100 isn't a leap year. */
  private static final int LONGEST_WAIT_YEARS = 41;

  /** Refuses with {@link IllegalArgumentException} what ROT-36 doesn't allow. */
  static CronExpression parse(String expression) {
    boolean framed = expression.startsWith("cron(") && expression.endsWith(")");
    var fields =
        framed
            ? expression.substring(5, expression.length() - 1).strip().split(" +", -1)
            : new String[0];
    if (fields.length != 6) {
      throw refusal("must be cron(0 Hours Day-of-month Month Day-of-week *)", expression);
    }
    if (!fields[0].equals("0") || !fields[5].equals("*")) {
      throw refusal("must have 0 in Minutes and * in Year", expression);
    }
    var dayOfMonth = fields[2];
    var dayOfWeek = fields[4];
    if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
      throw refusal("must have ? in one of Day-of-month and Day-of-week", expression);
    }
    var cron =
        new CronExpression(
            HOURS.values(fields[1]),
            MONTH.values(fields[3]),
            dayOfWeek.equals("?") ? daysOfMonth(dayOfMonth) : daysOfWeek(dayOfWeek));
    if (cycle().noneMatch(cron::matches)) {
      throw refusal("must match a date", expression);
    }
    if (cron.opensTooOften()) {
      throw refusal("must leave four hours from one window to the next", expression);
    }
    return cron;
  }

  @Override
  public Instant nextOpening(Instant lastChange, Instant after) {
    var today = after.atOffset(ZoneOffset.UTC).toLocalDate();
    return today
        .datesUntil(today.plusYears(LONGEST_WAIT_YEARS))
        .filter(this::matches)
        .flatMap(date -> hours.stream().map(hour -> date.atTime(hour, 0)))
        .map(opening -> opening.toInstant(ZoneOffset.UTC))
        .filter(opening -> opening.isAfter(after))
        .findFirst()
        .orElseThrow(); // parse saw that a date matches
  }

  @Override
  public boolean isInHours() {
    return hours.size() > 1;
  }

  @Override
  public Duration longestWindow() {
    return Duration.ofHours(Math.min(shortestGapWithinADay(), 24 - hours.last()));
  }

  private boolean opensTooOften() {
    long shortest = RotationSchedule.SHORTEST_PERIOD.toHours();
    return shortestGapWithinADay() < shortest
        || (24 - hours.last() + hours.first() < shortest
            && cycle().anyMatch(date -> matches(date) && matches(date.plusDays(1))));
  }

  private int shortestGapWithinADay() {
    int shortest = 24;
    int previous = -24;
    for (int hour : hours) {
      shortest = Math.min(shortest, hour - previous);
      previous = hour;
    }
    return shortest;
  }

  private boolean matches(LocalDate date) {
    if (!months.contains(date.getMonthValue())) {
      return false;
    }
    int day = date.getDayOfMonth();
    int daysLeft = date.lengthOfMonth() - day;
    var weekday = WEEKDAYS.get(date.getDayOfWeek().getValue() % 7);
    return days.contains(String.valueOf(day))
        || days.contains(weekday)
        || days.contains(weekday + "#" + ((day - 1) / 7 + 1))
        || (daysLeft < 7 && days.contains(weekday + "L"))
        || (daysLeft == 0 && days.contains("L"));
  }

  private static Stream<LocalDate> cycle() {
    return CYCLE_BEGINS.datesUntil(CYCLE_ENDS);
  }

  private static Set<String> daysOfMonth(String text) {
    var days = new TreeSet<String>();
    for (var element : text.split(",", -1)) {
      if (element.equals("L") || WEEKDAYS.stream().anyMatch(day -> element.equals(day + "L"))) {
        days.add(element);
      } else {
        DAY_OF_MONTH.values(element).forEach(day -> days.add(String.valueOf(day)));
      }
    }
    return days;
  }

  private static Set<String> daysOfWeek(String text) {
    var days = new TreeSet<String>();
    for (var element : text.split(",", -1)) {
      var one = ONE_WEEKDAY_OF_A_MONTH.matcher(element);
      if (element.equals("L")) {
        days.add("SAT"); // the last day of the week
      } else if (one.matches()) {
        days.add(WEEKDAYS.get(DAY_OF_WEEK.value(one.group(1), element) - 1) + one.group(2));
      } else {
        DAY_OF_WEEK.values(element).forEach(day -> days.add(WEEKDAYS.get(day - 1)));
      }
    }
    return days;
  }

  private static IllegalArgumentException refusal(String demand, String expression) {
    return RotationSchedule.refusal(
        "ScheduleExpression " + demand + ", but is '" + expression + "'.");
  }

  /** One of the fields whose values are numbers, some of which have names. */
  private record Field(String name, int min, int max, List<String> names, String moreForms) {

    /** The numbers that a list of {@code a}, {@code a-b}, {@code a/n}, {@code /n} and so on has. */
    SortedSet<Integer> values(String list) {
      var values = new TreeSet<Integer>();
      for (var text : list.split(",", -1)) {
        var element = ELEMENT.matcher(text);
        if (text.isEmpty() || !element.matches()) {
          throw refusal(text);
        }
        var from = element.group("from");
        var to = element.group("to");
        var step = element.group("step");
        int first = from == null ? min : value(from, text);
        int last = to != null ? value(to, text) : from != null && step == null ? first : max;
        int by = step == null ? 1 : Integer.parseInt(step);
        if (first > last || by == 0) {
          throw refusal(text);
        }
        for (int value = first; value <= last; value += by) {
          values.add(value);
        }
      }
      return values;
    }

    int value(String text, String element) {
      if (names.contains(text)) {
        return names.indexOf(text) + 1;
      }
      int value = text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
      if (value < min || value > max) {
        throw refusal(element);
      }
      return value;
    }

    private IllegalArgumentException refusal(String element) {
      var named = names.isEmpty() ? "" : " or " + names.get(0) + " to " + names.get(max - 1);
      return RotationSchedule.refusal(
          name
              + " in ScheduleExpression must be "
              + min
              + " to "
              + max
              + named
              + ", alone or as list a,b, range a-b or step a/n"
              + moreForms
              + ", but has '"
              + element
              + "'.");
    }
  }
}
