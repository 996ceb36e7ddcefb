package dev.strongroom.internal.codec;

/** Bytes that no record of the expected type was written as. */
public final class UnreadableEntryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UnreadableEntryException(String message) {
    super(message);
  }

  UnreadableEntryException(String message, Throwable cause) {
    super(message, cause);
  }
}
