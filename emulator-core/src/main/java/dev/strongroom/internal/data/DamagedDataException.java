package dev.strongroom.internal.data;

/** Data on disk that can't be used, with the name of the file and the reason. */
public final class DamagedDataException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  public DamagedDataException(String file, String reason) {
    super(file + ": " + reason + ". Nothing in it was changed");
  }

  public DamagedDataException(String file, String reason, Throwable cause) {
    super(file + ": " + reason + ". Nothing in it was changed", cause);
  }
}
