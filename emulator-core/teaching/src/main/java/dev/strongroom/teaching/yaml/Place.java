package dev.strongroom.teaching.yaml;

/**
 * A place in a file.
 *
 * @param file the file's name, as messages print it
 * @param line counted from 1
 * @param column counted from 1
 */
public record Place(String file, int line, int column) {

  /** The same place as editors and compilers print it, {@code file:line:column}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
