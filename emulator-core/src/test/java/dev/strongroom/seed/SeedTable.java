package dev.strongroom.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Rows of a file of seeds, each with what is to become of it. */
public final class SeedTable {

  private static final Pattern ROW =
      Pattern.compile("^== ([^\\n]*)\\n(.*?)^-> ([^\\n]*)$", Pattern.DOTALL | Pattern.MULTILINE);

  private SeedTable() {}

  /**
   * One seed.
   *
   * @param message of the refusal; "good" if there is none
   */
  public record Row(String what, String text, String message) {

    public boolean isGood() {
      return message.equals("good");
    }

    /** Whether no JSON Schema can tell what is wrong. */
    public boolean isBeyondTheSchema() {
      return what.endsWith("(beyond the schema)");
    }

    @Override
    public String toString() {
      return what;
    }
  }

  /** The rows of a file in this class's package. */
  public static List<Row> rows(String file) {
    try (var in = SeedTable.class.getResourceAsStream(file)) {
      var text = new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
      var rows = new ArrayList<Row>();
      ROW.matcher(text)
          .results()
          .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
          .forEach(rows::add);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
