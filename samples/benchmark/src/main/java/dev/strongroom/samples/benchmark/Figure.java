package dev.strongroom.samples.benchmark;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that was measured, beside its floor in the same run.
 *
 * @param floor the least that the same work can cost, or {@code null} if the figure stands alone
 * @param bound what the ratio may be, or the figure itself if it stands alone; {@code null} if it
 *     is printed only
 */
record Figure(
    String what, String unit, Sample own, @Nullable Sample floor, @Nullable Double bound) {

  private static final String HEAD =
      """
      | what | unit | minimum | median | floor, minimum | floor, median | ratio of minima | ratio of medians | bound |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  static Figure beside(String what, String unit, Sample own, Sample floor, double bound) {
    return new Figure(what, unit, own, floor, bound);
  }

  static Figure alone(String what, String unit, Sample own, @Nullable Double bound) {
    return new Figure(what, unit, own, null, bound);
  }

  static String table(List<Figure> figures) {
    var table = new StringBuilder(HEAD);
    for (var figure : figures) {
      table.append(figure.row());
    }
    return table.toString();
  }

  private String row() {
    var limit = bound == null ? "" : text(bound);
    return floor == null
        ? "| %s | %s | %s | %s | | | | | %s |%n"
            .formatted(what, unit, text(own.minimum()), text(own.median()), limit)
        : "| %s | %s | %s | %s | %s | %s | %.2f | %.2f | %s |%n"
            .formatted(
                what,
                unit,
                text(own.minimum()),
                text(own.median()),
                text(floor.minimum()),
                text(floor.median()),
                own.minimum() / floor.minimum(),
                own.median() / floor.median(),
                limit);
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, number < 100 ? "%.2f" : "%,.0f", number);
  }
}
