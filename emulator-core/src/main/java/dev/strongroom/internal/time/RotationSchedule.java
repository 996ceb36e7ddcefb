package dev.strongroom.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a secret may be rotated: windows in UTC that open on the hour, never reach into the next
 * window or the next day, and follow from the last rotation and the rules of RotateSecret alone.
 *
 * <p>Rules that AWS's documentation doesn't describe are refused with {@link
 * IllegalArgumentException}. Except for ROT-5's, the texts are ours and say so: AWS's are not
 * known.
 */
public final class RotationSchedule {

  static final Duration SHORTEST_PERIOD = Duration.ofHours(4); // ROT-35
  static final Duration DAY = Duration.ofDays(1);

  private static final Duration LONGEST_RATE = Duration.ofDays(999); // ROT-35
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,9}) (hour|day)s?\\)");
  private static final Pattern HOURS = Pattern.compile("(\\d{1,2})h");

  private final Rule rule;
  private final Duration length;

  /**
   * One span of time in which the secret is to be rotated once.
   *
   * @param opens the first instant of the window, on the hour
   * @param closes the last second of the window, which DescribeSecret shows as NextRotationDate
   *     (ROT-38)
   */
  public record Window(Instant opens, Instant closes) {

    private boolean isOverAt(Instant now) {
      return !now.isBefore(closes.plus(SECOND));
    }
  }

  /** On which hours windows open. */
  sealed interface Rule permits Every, CronExpression {

    /** The first opening after both the last change, from which periods count, and an instant. */
    Instant nextOpening(Instant lastChange, Instant after);

    /** A rule in hours opens its windows for an hour, one in days until the day ends (ROT-35). */
    boolean isInHours();

    /** How long a window may be before it reaches into the next one or the next day (ROT-37). */
    Duration longestWindow();
  }

  /** Whole hours or days that pass from one opening to the next. */
  private record Every(Duration period, ChronoUnit unit) implements Rule {

    @Override
    public Instant nextOpening(Instant lastChange, Instant after) {
      var start = lastChange.truncatedTo(unit);
      long passed = Duration.between(start, after).toSeconds() / period.toSeconds();
      return start.plus(period.multipliedBy(passed + 1));
    }

    @Override
    public boolean isInHours() {
      return unit == ChronoUnit.HOURS;
    }

    @Override
    public Duration longestWindow() {
      return period.compareTo(DAY) < 0 ? period : DAY;
    }
  }

  private RotationSchedule(Rule rule, Duration length) {
    this.rule = rule;
    this.length = length;
  }

  /**
   * The schedule that the members of RotationRules describe. Refuses with {@link
   * IllegalArgumentException} both or none of the first two (ROT-5), and what ROT-35 to ROT-37
   * don't allow.
   *
   * @param automaticallyAfterDays 1 to 1000
   * @param scheduleExpression {@code rate(...)} of 4 hours to 999 days, or {@code cron(...)}
   * @param duration how long a window is open, as in {@code 3h}; without it one hour where windows
   *     open by the hour ({@code rate} in hours, {@code cron} with more than one hour), else until
   *     the day ends
   */
  public static RotationSchedule of(
      @Nullable Long automaticallyAfterDays,
      @Nullable String scheduleExpression,
      @Nullable String duration) {
    if (automaticallyAfterDays != null && scheduleExpression != null) {
      throw new IllegalArgumentException( // ROT-5
          "You cannot specify both rotation frequency and schedule expression together.");
    }
    Rule rule;
    if (automaticallyAfterDays != null) {
      rule = afterDays(automaticallyAfterDays);
    } else if (scheduleExpression != null) {
      rule =
          scheduleExpression.startsWith("cron(")
              ? CronExpression.parse(scheduleExpression)
              : rate(scheduleExpression);
    } else {
      throw refusal("RotationRules must have AutomaticallyAfterDays or ScheduleExpression.");
    }
    if (duration != null) {
      return new RotationSchedule(rule, length(duration, rule));
    }
    return new RotationSchedule(rule, rule.isInHours() ? HOUR : DAY);
  }

  /**
   * The first window that opens after the last change and isn't over: a window in which the secret
   * was changed is used up, one that is open now and unused counts (ROT-41), and of those that went
   * by unused none does.
   *
   * <p>Days and hours count from the day or the hour of the last change. A window that would reach
   * into the next day ends with its day; only {@code rate} in hours can make one.
   *
   * @param lastChange when the secret was last rotated or, which AWS counts as a rotation (ROT-39),
   *     given a value by hand
   */
  public Window windowAfter(Instant lastChange, Instant now) {
    // No window outlasts its day, so that whatever opened before today is over.
    var yesterday = now.truncatedTo(ChronoUnit.DAYS).minus(SECOND);
    var window = windowOpeningAfter(lastChange, later(lastChange, yesterday));
    while (window.isOverAt(now)) { // at most once for each window of a day
      window = windowOpeningAfter(lastChange, window.opens());
    }
    return window;
  }

  /**
   * What DescribeSecret shows as AutomaticallyAfterDays (ROT-6): the days from the last change to
   * the next opening, rounded up. It is the number given for rules in days, but varies for {@code
   * cron}, which is why AWS computes it anew after each rotation.
   */
  public long days(Instant lastChange) {
    var wait = Duration.between(lastChange, rule.nextOpening(lastChange, lastChange));
    return wait.plus(DAY).minusNanos(1).toDays();
  }

  private Window windowOpeningAfter(Instant lastChange, Instant after) {
    var opens = rule.nextOpening(lastChange, after);
    var dayEnds = opens.truncatedTo(ChronoUnit.DAYS).plus(DAY);
    var end = opens.plus(length);
    return new Window(opens, (end.isAfter(dayEnds) ? dayEnds : end).minus(SECOND));
  }

  private static Every afterDays(long days) {
    if (days < 1 || days > 1000) { // ROT-2
      throw refusal("AutomaticallyAfterDays must be 1 to 1000, but is " + days + ".");
    }
    return new Every(Duration.ofDays(days), ChronoUnit.DAYS);
  }

  private static Every rate(String expression) {
    var rate = RATE.matcher(expression);
    if (!rate.matches()) {
      throw refusal(
          "ScheduleExpression must be rate(N hours), rate(N days) or cron(0 Hours Day-of-month Month Day-of-week *), but is '"
              + expression
              + "'.");
    }
    var unit = rate.group(2).equals("hour") ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    var period = Duration.of(Long.parseLong(rate.group(1)), unit);
    if (period.compareTo(SHORTEST_PERIOD) < 0 || period.compareTo(LONGEST_RATE) > 0) {
      throw refusal(
          "ScheduleExpression must have a rate of 4 hours to 999 days, but is '"
              + expression
              + "'.");
    }
    return new Every(period, unit);
  }

  private static Duration length(String duration, Rule rule) {
    var hours = HOURS.matcher(duration);
    if (!hours.matches()) {
      throw refusal("Duration must be whole hours such as 3h, but is '" + duration + "'.");
    }
    var length = Duration.ofHours(Long.parseLong(hours.group(1)));
    var longest = rule.longestWindow();
    if (length.isZero() || length.compareTo(longest) > 0) { // ROT-37
      throw refusal(
          "Duration must be 1h to "
              + longest.toHours()
              + "h, so that no window reaches into the next one or the next UTC day, but is '"
              + duration
              + "'.");
    }
    return length;
  }

  static IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(text + " (Strongroom's own text)");
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RotationSchedule that
        && rule.equals(that.rule)
        && length.equals(that.length);
  }

  @Override
  public int hashCode() {
    return 31 * rule.hashCode() + length.hashCode();
  }

  @Override
  public String toString() {
    return rule + " for " + length;
  }
}
