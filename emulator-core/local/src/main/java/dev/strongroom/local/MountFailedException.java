package dev.strongroom.local;

/** A mount of secrets that failed, in the words of the AWS provider; it has written nothing. */
public final class MountFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public MountFailedException(String message) {
    super(message);
  }
}
