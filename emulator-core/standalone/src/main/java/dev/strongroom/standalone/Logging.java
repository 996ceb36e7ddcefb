package dev.strongroom.standalone;

import java.util.logging.Level;
import java.util.logging.Logger;

/** How the JDK's own logging prints: a line for each record, on standard error. */
final class Logging {

  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final Logger OURS = Logger.getLogger("dev.strongroom"); // kept, so that it stays

  private Logging() {}

  /** Before anything is logged. */
  static void inLines() {
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tT %5$s%6$s%n");
    }
  }

  static void errorsOnly() {
    OURS.setLevel(Level.WARNING);
  }
}
