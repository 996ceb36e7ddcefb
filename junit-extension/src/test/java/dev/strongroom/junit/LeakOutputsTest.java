package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.strongroom.SecretsEmulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Streams and loggers are watched however they are set up, and are restored afterwards. */
@Isolated("it watches all that the JVM puts out")
class LeakOutputsTest extends LeakTest {

  static Stream<Arguments> loggers() {
    var alone = Logger.getLogger("app.alone");
    var logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    return Stream.of(
        arguments("keeps its records to itself", deed(() -> alone.warning(TOKEN))),
        arguments(
            "of a new configuration",
            deed(
                () -> {
                  try {
                    LogManager.getLogManager()
                        .readConfiguration(new ByteArrayInputStream(new byte[0]));
                    Logger.getLogger("app.another").warning(TOKEN);
                    LogManager.getLogManager().readConfiguration();
                  } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                  }
                })),
        arguments(
            "of Logback that keeps its events to itself",
            deed(() -> logback.getLogger("app.alone").warn(TOKEN))),
        arguments(
            "of Logback after a reset",
            deed(
                () -> {
                  logback.reset();
                  logback.getLogger("app.another").warn(TOKEN);
                })));
  }

  private static Consumer<SecretsEmulator> deed(Runnable deed) {
    return aws -> deed.run();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loggers")
  void eachLoggerIsHeard(String logger, Consumer<SecretsEmulator> deed) {
    var alone = Logger.getLogger("app.alone");
    var aloneOfLogback = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("app.alone");
    alone.setUseParentHandlers(false);
    aloneOfLogback.setAdditive(false);
    try {
      assertThat(leak(deed)).contains("logger 'app.a", "*** is prod/token");
    } finally {
      alone.setUseParentHandlers(true);
      aloneOfLogback.setAdditive(true);
      configureLogbackAgain();
    }
    assertThat(alone.getHandlers()).isEmpty();
    assertThat(aloneOfLogback.iteratorForAppenders()).isExhausted();
  }

  @Test
  void loggersAreHeardThatSpringConfiguresBeforeTheTest() {
    try {
      assertThat(Kit.failures(Kit.run(Reconfigures.class)))
          .singleElement()
          .extracting(Throwable::getMessage)
          .asString()
          .contains("- Logback, logger 'app.Orders' at WARN: ***");
    } finally {
      configureLogbackAgain();
    }
  }

  @Test
  void loggersAreHeardAfterAResetThatFollowsAStop() {
    try {
      assertThat(Kit.failures(Kit.run(ReconfiguresTwice.class)))
          .singleElement()
          .extracting(Throwable::getMessage)
          .asString()
          .contains("- Logback, logger 'app.Orders' at WARN: ***");
    } finally {
      configureLogbackAgain();
    }
  }

  private static void configureLogbackAgain() {
    var logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    logback.reset();
    try {
      new ContextInitializer(logback).autoConfig();
    } catch (JoranException malformed) {
      throw new IllegalStateException(malformed);
    }
    assertThat(logback.getLogger("software.amazon.awssdk").getLevel())
        .isEqualTo(ch.qos.logback.classic.Level.OFF);
  }

  @Test
  void everythingIsPutBackWhenTheLastTestEnds() {
    var out = System.out;
    var err = System.err;
    var handlers = Logger.getLogger("").getHandlers();

    run(aws -> assertThat(System.out).isNotSameAs(out));

    assertThat(System.out).isSameAs(out);
    assertThat(System.err).isSameAs(err);
    assertThat(Logger.getLogger("").getHandlers()).containsExactly(handlers);
    assertThat(
            ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger("ROOT")
                .getAppender("strongroom"))
        .isNull();
  }

  @Test
  void streamThatATestPutThereStaysAndPrintsOn() {
    var printed = new StringBuilder();
    var original = System.out;
    System.setOut(
        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8) {
          @Override
          public void println(String line) {
            printed.append(line).append('\n');
          }
        });
    var replacement = new AtomicReference<PrintStream>();
    try {
      run(
          aws -> {
            var tee = System.out;
            replacement.set(
                new PrintStream(tee, true, UTF_8) {
                  @Override
                  public void println(String line) {
                    tee.println("> " + line);
                  }
                });
            System.setOut(replacement.get());
          });

      assertThat(System.out).isSameAs(replacement.get());
      System.out.println("later");
      assertThat(Kit.failures(run(aws -> System.out.println(TOKEN)))).hasSize(1);
      assertThat(printed.toString()).isEqualTo("> later\n> " + TOKEN + "\n");
    } finally {
      System.setOut(original);
    }
  }

  @Test
  void streamThatACapturePutsBackIsNotWrappedAgainByEachTest() {
    var depth = new AtomicLong();
    System.setOut(
        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8) {
          @Override
          public void println(String line) {
            depth.set(StackWalker.getInstance().walk(Stream::count));
          }
        });
    Kit.run(Captured.class);
    System.out.println("once");
    var once = depth.get();

    Kit.run(Captured.class);
    System.out.println("twice");

    assertThat(depth).hasValue(once);
  }

  @Test
  void watchOfATestThatNeverBeganIsOver() {
    var before = System.out;

    var failures = Kit.failures(Kit.run(NeverBegins.class));

    assertThat(failures).singleElement().extracting(Throwable::getMessage).isEqualTo("on purpose");
    assertThat(System.out).isSameAs(before);
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", string = "a-shared-value")
  static class Reconfigures {

    Reconfigures() {
      var logback = (LoggerContext) LoggerFactory.getILoggerFactory();
      logback.stop(); // as Spring Boot does, which drops those who listen to resets
      logback.reset();
      logback.start();
    }

    @Test
    void test() {
      LoggerFactory.getLogger("app.Orders").warn("a-shared-value");
    }
  }

  static class ReconfiguresTwice extends Reconfigures {

    @Test
    @Override
    void test() {
      ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
      super.test();
    }
  }

  /** As Spring's OutputCaptureExtension does. */
  static final class Capture implements BeforeEachCallback, AfterEachCallback {

    private PrintStream before = System.out;

    @Override
    public void beforeEach(ExtensionContext context) {
      before = System.out;
      System.setOut(new PrintStream(before, true, UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
      System.setOut(before);
    }
  }

  @Tag("fixture")
  @ExtendWith(Capture.class)
  @SecretsManagerTest
  @NoSecretLeaks
  static class Captured {

    Captured(SecretsEmulator aws) {
      assertThat(aws).isNotNull(); // which is watched from now on
    }

    @Test
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  static class NeverBegins {

    NeverBegins() {
      throw new IllegalStateException("on purpose");
    }

    @Test
    void test() {}
  }
}
