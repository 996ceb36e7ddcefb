package dev.strongroom.report;

import static dev.strongroom.report.Usage.HOURS_OF_A_MONTH;

import dev.strongroom.SecretsEmulator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What AWS would charge for a usage, line by line, in US dollars of 2026 in us-east-1. */
public record Bill(List<Line> lines) {

  private static final BigDecimal SECRET = new BigDecimal("0.40"); // COST-1: a month
  private static final BigDecimal CALLS = new BigDecimal("0.05"); // COST-1: for 10,000
  private static final BigDecimal KEY = new BigDecimal("1.00"); // COST-3: a month
  private static final BigDecimal KEY_REQUESTS = new BigDecimal("0.03"); // COST-3: for 10,000
  private static final long FREE_KEY_REQUESTS = 20_000; // COST-3: a month
  private static final BigDecimal PARAMETER = new BigDecimal("0.05"); // COST-3: a month

  private static final int BLOCK = 10_000;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  /**
   * One thing that is charged for.
   *
   * @param quantity in the unit of the price: months, or blocks of 10,000
   * @param what and how much of it there was, for a reader
   * @param price for one unit, for a reader
   */
  public record Line(String what, String price, BigDecimal quantity, BigDecimal amount) {}

  public Bill {
    lines = List.copyOf(lines);
  }

  /**
   * Returns what an emulator's accounts would have to pay for what they have used up to now.
   *
   * @throws IllegalStateException if the audit has dropped records, so that calls are missing
   */
  public static Bill of(SecretsEmulator aws) {
    return of(Usage.of(aws));
  }

  /** Returns what AWS would charge for a usage. */
  public static Bill of(Usage usage) {
    var lines = new ArrayList<Line>();
    add(lines, usage.secretHours(), "hours of secrets", HOURS_OF_A_MONTH, SECRET, "a month");
    add(lines, usage.replicaHours(), "hours of replicas", HOURS_OF_A_MONTH, SECRET, "a month");
    add(lines, usage.calls(), "calls of Secrets Manager", BLOCK, CALLS, "for 10,000");
    add(lines, usage.keyHours(), "hours of customer keys", HOURS_OF_A_MONTH, KEY, "a month");
    long free = Math.min(usage.keyRequests(), FREE_KEY_REQUESTS * usage.months());
    add(lines, free, "requests of KMS, free", BLOCK, BigDecimal.ZERO, "for 10,000");
    add(lines, usage.keyRequests() - free, "requests of KMS", BLOCK, KEY_REQUESTS, "for 10,000");
    add(
        lines,
        usage.advancedParameterHours(),
        "hours of advanced parameters",
        HOURS_OF_A_MONTH,
        PARAMETER,
        "a month");
    return new Bill(lines);
  }

  private static void add(
      List<Line> lines, long count, String what, int unit, BigDecimal price, String per) {
    if (count == 0) {
      return;
    }
    var quantity =
        BigDecimal.valueOf(count).divide(BigDecimal.valueOf(unit), 12, RoundingMode.HALF_UP);
    var amount =
        BigDecimal.valueOf(count)
            .multiply(price)
            .divide(BigDecimal.valueOf(unit), 12, RoundingMode.HALF_UP);
    lines.add(
        new Line(
            String.format(
                Locale.ROOT, "%,d %s", count, count == 1 ? what.replaceFirst("s ", " ") : what),
            "$" + price + " " + per,
            quantity.stripTrailingZeros(),
            amount.stripTrailingZeros()));
  }

  /** Returns the sum in US dollars, not rounded to cents. */
  public BigDecimal total() {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Returns an amount as people write it: in cents, and below a cent as exactly as it is. */
  private static String dollars(BigDecimal amount) {
    boolean tiny = amount.signum() > 0 && amount.compareTo(CENT) < 0;
    return "$"
        + (tiny
            ? amount.stripTrailingZeros().toPlainString()
            : amount.setScale(2, RoundingMode.HALF_UP).toPlainString());
  }

  /** Returns the bill as a table: what, its price, the amount, and the total in the last line. */
  @Override
  public String toString() {
    var table = new StringBuilder();
    for (var line : lines) {
      table.append(row(line.what(), line.price(), dollars(line.amount()))).append('\n');
    }
    return table.append(row("Total", "", dollars(total()))).toString();
  }

  private static String row(String what, String price, String amount) {
    return String.format(Locale.ROOT, "%-40s %-18s %12s", what, price, amount);
  }
}
