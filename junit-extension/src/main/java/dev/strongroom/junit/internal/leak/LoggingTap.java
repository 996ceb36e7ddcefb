package dev.strongroom.junit.internal.leak;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Copies the records of java.util.logging to a transcript, until it is detached. */
final class LoggingTap extends Handler {

  private final Transcript transcript;
  private final Formatter formatter = new SimpleFormatter(); // for messages with parameters
  private final Set<Logger> loggers = new LinkedHashSet<>(); // which the JDK holds on to weakly
  private final Runnable onNewConfiguration = this::attach; // which drops all handlers

  LoggingTap(Transcript transcript) {
    this.transcript = transcript;
    setLevel(Level.ALL);
    attach();
    LogManager.getLogManager().addConfigurationListener(onNewConfiguration);
  }

  /** Listens to the root logger and to those that don't pass records on, including new ones. */
  synchronized void attach() {
    var manager = LogManager.getLogManager();
    for (var names = manager.getLoggerNames(); names.hasMoreElements(); ) {
      var logger = manager.getLogger(names.nextElement());
      boolean isRootOrSeparate =
          logger != null && (logger.getParent() == null || !logger.getUseParentHandlers());
      if (isRootOrSeparate && !Arrays.asList(logger.getHandlers()).contains(this)) {
        logger.addHandler(this);
        loggers.add(logger);
      }
    }
  }

  @Override
  public void publish(LogRecord record) {
    var thrown = record.getThrown();
    try {
      transcript.log(
          "logger '" + record.getLoggerName() + "' at " + record.getLevel(),
          formatter.formatMessage(record) + (thrown == null ? "" : Thrown.messages(thrown)));
    } catch (RuntimeException unprintable) { // which is not the application's fault
      reportError(null, unprintable, ErrorManager.FORMAT_FAILURE);
    }
  }

  @Override
  public void flush() {}

  /** A new configuration closes all handlers. */
  @Override
  public void close() {}

  synchronized void detach() {
    LogManager.getLogManager().removeConfigurationListener(onNewConfiguration);
    loggers.forEach(logger -> logger.removeHandler(this));
  }
}
