package dev.strongroom.standalone;

import java.util.logging.Level;
import java.util.logging.Logger;

/** How the JDK's own logging prints: a line for each record, on standard error. */
final class Logging {

  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  /** Made when somebody sets it: a start does without the logging system. */
  private static final class Ours {
    static final Logger LOGGER = Logger.getLogger("dev.strongroom"); // kept, so that it stays
  }

  private Logging() {}

  /** Before anything is logged. */
  static void inLines() {
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tT %5$s%6$s%n");
    }
  }

  static void errorsOnly() {
    Ours.LOGGER.setLevel(Level.WARNING);
  }
}
