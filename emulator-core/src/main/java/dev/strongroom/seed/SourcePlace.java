package dev.strongroom.seed;

/**
 * Where something stands in a file. All places are equal, so that what was read from a file equals
 * what was made in code.
 *
 * @param file empty for a text without a file
 * @param line counted from 1; 0 if the place is unknown
 * @param column counted from 1
 */
public record SourcePlace(String file, int line, int column) {

  /** What stands in no file. */
  public static final SourcePlace NONE = new SourcePlace("", 0, 0);

  /** A message that begins with this place. */
  public String of(String message) {
    if (line == 0) {
      return file.isEmpty() ? message : file + ": " + message;
    }
    return (file.isEmpty() ? "line " + line + ", column " + column : this) + ": " + message;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourcePlace;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  /** As compilers print it, and editors open it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
