package dev.strongroom.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * One rule of AWS's behaviour, as {@code rules.tsv} tells it.
 *
 * @param source the marks of what it stands on, e.g. {@code (1)(4)}
 * @param later why no test can name it yet; empty if one can
 */
record Rule(String id, String source, String statement, String later) {

  static List<Rule> all() {
    var resource = Objects.requireNonNull(Rule.class.getResourceAsStream("/rules.tsv"));
    try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(Rule::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rule parse(String line) {
    var cells = line.split("\t", -1);
    return new Rule(cells[0], cells[1], cells[2], cells.length > 3 ? cells[3] : "");
  }

  /** The letters before the number, e.g. {@code LBL}. */
  String section() {
    return id.substring(0, id.indexOf('-'));
  }

  /** Whether real AWS was seen to behave so. */
  boolean isEvidenced() {
    return List.of("(1)", "(1a)", "(1s)", "(2)").stream().anyMatch(source::contains);
  }
}
