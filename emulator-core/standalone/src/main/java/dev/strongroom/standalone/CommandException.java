package dev.strongroom.standalone;

/** What stops a command, in a sentence for its user that quotes no secret value. */
final class CommandException extends Exception {

  private static final long serialVersionUID = 1;

  CommandException(String sentence) {
    super(sentence);
  }

  CommandException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
