package dev.strongroom.junit.internal.leak;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Copies Logback's events to a transcript, until it is detached. */
final class LogbackTap extends UnsynchronizedAppenderBase<ILoggingEvent>
    implements LoggerContextListener {

  private final Transcript transcript;
  private final LoggerContext logback;

  private LogbackTap(Transcript transcript, LoggerContext logback) {
    this.transcript = transcript;
    this.logback = logback;
    setContext(logback);
    setName("strongroom");
    attach();
  }

  /** Returns a tap; null if SLF4J does not log through Logback. */
  static @Nullable LogbackTap open(Transcript transcript) {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext logback
        ? new LogbackTap(transcript, logback)
        : null;
  }

  /** Listens to the root logger and to those that are not additive, including new ones. */
  void attach() {
    start(); // a reset stops all appenders
    if (!logback.getCopyOfListenerList().contains(this)) { // a stop drops all listeners
      logback.addListener(this);
    }
    for (var logger : logback.getLoggerList()) {
      boolean isRootOrNotAdditive =
          logger.getName().equals(Logger.ROOT_LOGGER_NAME) || !logger.isAdditive();
      if (isRootOrNotAdditive && !logger.isAttached(this)) {
        logger.addAppender(this);
      }
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    var thrown =
        event.getThrowableProxy() instanceof ThrowableProxy proxy
            ? Thrown.messages(proxy.getThrowable())
            : "";
    var context = event.getMDCPropertyMap().isEmpty() ? "" : "\n" + event.getMDCPropertyMap();
    transcript.log(
        "logger '" + event.getLoggerName() + "' at " + event.getLevel(),
        event.getFormattedMessage() + pairs(event) + thrown + context);
  }

  private static String pairs(ILoggingEvent event) {
    try {
      var pairs = event.getKeyValuePairs();
      return pairs == null || pairs.isEmpty() ? "" : "\n" + pairs;
    } catch (NoSuchMethodError older) { // before Logback 1.3
      return "";
    }
  }

  void detach() {
    logback.removeListener(this);
    logback.getLoggerList().forEach(logger -> logger.detachAppender(this));
  }

  @Override
  public boolean isResetResistant() {
    return true;
  }

  @Override
  public void onReset(LoggerContext context) {
    attach();
  }

  @Override
  public void onStart(LoggerContext context) {}

  @Override
  public void onStop(LoggerContext context) {}

  @Override
  public void onLevelChange(Logger logger, Level level) {}
}
