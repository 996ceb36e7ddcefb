package dev.strongroom.internal.seed;

/** What is wrong at one place of a seed file; the message begins with the place. */
public final class SeedSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  public SeedSyntaxException(String message) {
    super(message);
  }
}
