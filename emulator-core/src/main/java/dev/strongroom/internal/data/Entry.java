package dev.strongroom.internal.data;

/**
 * An entry that is to be written.
 *
 * @param outline what a start needs of it: kept in plain, and authenticated; may be empty
 * @param content the entry, which is kept encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Entry(byte[] outline, byte[] content) {

  private static final byte[] NONE = {};

  /** An entry that a start needs as a whole. */
  public Entry(byte[] content) {
    this(NONE, content);
  }
}
