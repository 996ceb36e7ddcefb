package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.sdk.Clients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Each way in which a test can tell its values, and those in which it seems to but doesn't. */
@Isolated("it watches all that the JVM puts out")
class NoSecretLeaksTest {

  private static final String HERE = NoSecretLeaksTest.class.getName() + "$";
  private static final String PASSWORD = "correct \"hörse\" & battery/staple+1?~*";
  private static final String TOKEN = "0Dm-T9_kkE~plain.1";
  private static final byte[] KEY =
      HexFormat.of().parseHex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8");
  private static final String PEM =
      "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(new byte[200])
          + "\n-----END PRIVATE KEY-----\n";

  /** What the fixture does in its test. */
  private static final AtomicReference<Consumer<SecretsEmulator>> DEED = new AtomicReference<>();

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private final Logger root = Logger.getLogger("");
  private final List<Handler> handlers = List.of(root.getHandlers()); // which have kept System.err

  @BeforeEach
  void printToNobody() {
    handlers.forEach(root::removeHandler);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
  }

  @AfterEach
  void printAgain() {
    System.setOut(out);
    System.setErr(err);
    Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
    handlers.forEach(root::addHandler);
  }

  /** A way out of a program. */
  private enum Channel {
    OUT("standard output, line 1") {
      @Override
      void put(String text) {
        System.out.println(text);
      }
    },
    ERR("standard error, line 1") {
      @Override
      void put(String text) {
        System.err.println(text);
      }
    },
    LOGGING("java.util.logging, logger 'app.Orders' at WARNING") {
      @Override
      void put(String text) {
        Logger.getLogger("app.Orders").log(Level.WARNING, "{0}", text);
      }
    },
    THROWN_TO_LOGGING("java.util.logging, logger 'app.Orders' at INFO") {
      @Override
      void put(String text) {
        Logger.getLogger("app.Orders").log(Level.INFO, "it failed", caused(text));
      }
    },
    LOGBACK("Logback, logger 'app.Orders' at WARN") {
      @Override
      void put(String text) {
        LoggerFactory.getLogger("app.Orders").warn("{}", text);
      }
    },
    THROWN_TO_LOGBACK("Logback, logger 'app.Orders' at ERROR") {
      @Override
      void put(String text) {
        LoggerFactory.getLogger("app.Orders").error("it failed", caused(text));
      }
    },
    CONTEXT_OF_LOGBACK("Logback, logger 'app.Orders' at INFO") {
      @Override
      void put(String text) {
        MDC.put("url", text);
        LoggerFactory.getLogger("app.Orders").info("connects");
        MDC.remove("url");
      }
    },
    PAIR_IN_LOGBACK("Logback, logger 'app.Orders' at INFO") {
      @Override
      void put(String text) {
        LoggerFactory.getLogger("app.Orders").atInfo().addKeyValue("url", text).log("connects");
      }
    },
    FAILURE("the message of java.lang.AssertionError") {
      @Override
      void put(String text) {
        throw new AssertionError(text);
      }
    },
    CAUSE("the message of java.lang.IllegalStateException, a cause of the failure") {
      @Override
      void put(String text) {
        throw caused(text);
      }
    },
    SUPPRESSED("the message of java.lang.IllegalStateException, suppressed by the failure") {
      @Override
      void put(String text) {
        var failure = new AssertionError("on purpose");
        failure.addSuppressed(new IllegalStateException(text));
        throw failure;
      }
    },
    ABORTION("the message of org.opentest4j.TestAbortedException") {
      @Override
      void put(String text) {
        throw new TestAbortedException(text);
      }
    };

    final String words;

    Channel(String words) {
      this.words = words;
    }

    abstract void put(String text);

    /** Whose cause goes round in a circle. */
    private static RuntimeException caused(String text) {
      var cause = new IllegalStateException(text);
      var failure = new IllegalArgumentException("on purpose", cause);
      cause.initCause(failure);
      return failure;
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  static Stream<Arguments> forms() {
    var percent = URLEncoder.encode(PASSWORD, UTF_8);
    var escaped = new String(JsonStringEncoder.getInstance().quoteAsString(PASSWORD));
    return Stream.of(
        arguments("", PASSWORD),
        arguments("", "jdbc:postgresql://db/orders?password=" + PASSWORD + "&ssl=true"),
        arguments(", escaped as in JSON", "{\"a\":\"" + escaped + "\"}"),
        arguments(", escaped as in JSON", escaped.replace("/", "\\/")),
        arguments(", escaped as in JSON", escaped.replace("ö", "\\u00f6")),
        arguments(", percent-encoded", "https://db/?p=" + percent),
        arguments(
            ", percent-encoded",
            percent.replace("+", "%20").replace("%7E", "~").replace("*", "%2A")),
        arguments(
            ", percent-encoded",
            percent
                .replaceAll("%C3%B6", "%c3%b6")
                .replace("%2F", "%2f")
                .replace("%2B", "%2b")
                .replace("%3F", "%3f")
                .replace("%7E", "%7e")),
        arguments(", in base64", base64(PASSWORD)),
        arguments(", in base64", base64(PASSWORD).replace("=", "")),
        arguments(", in base64", "Authorization: Basic " + base64("a:" + PASSWORD)),
        arguments(", in base64", "Authorization: Basic " + base64("ab:" + PASSWORD)),
        arguments(", in base64", "Authorization: Basic " + base64("abc:" + PASSWORD + " and more")),
        arguments(", in base64", Base64.getUrlEncoder().encodeToString(PASSWORD.getBytes(UTF_8))),
        arguments(
            ", in base64",
            Base64.getMimeEncoder()
                .encodeToString(("a long line that ends before it: " + PASSWORD).getBytes(UTF_8))),
        arguments("", TOKEN),
        arguments(", in hex", HexFormat.of().formatHex(KEY)),
        arguments(", in hex", "0x" + HexFormat.of().withUpperCase().formatHex(KEY)),
        arguments(", in hex", SdkBytes.fromByteArray(KEY).toString()),
        arguments(", in base64", Base64.getEncoder().encodeToString(KEY)),
        arguments(", in base64", Base64.getUrlEncoder().encodeToString(KEY)));
  }

  static Stream<Arguments> formsInChannels() {
    return Stream.of(Channel.values())
        .flatMap(channel -> forms().map(form -> arguments(channel, form.get()[0], form.get()[1])));
  }

  @ParameterizedTest
  @MethodSource("formsInChannels")
  void leakIsFoundInEachChannelAndForm(Channel channel, String form, String text) {
    var leak = leak(aws -> channel.put(text));

    assertThat(leak)
        .startsWith(HERE + "Planted#test leaks a secret value:\n- " + channel.words + ": ")
        .contains("***", form + "\n  *** is ", " [AWSCURRENT]")
        .doesNotContain(text, PASSWORD, TOKEN);
    assertThat(leak.lines()).hasSizeLessThan(8);
  }

  @Test
  void messageTellsPlaceSecretVersionAndRemedy() {
    var leak =
        leak(
            aws -> {
              System.out.println("one");
              System.out.println("password=" + PASSWORD + ", token=" + TOKEN + ".");
              System.out.println("again: " + TOKEN);
              Channel.LOGGING.put("Basic " + base64("ab:" + TOKEN));
            });

    assertThat(leak.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "VERSION"))
        .isEqualTo(
            """
            %sPlanted#test leaks secret values in 3 places:
            - standard output, line 2: password=***, token=***.
              *** is the member 'password' of prod/db, version VERSION [AWSCURRENT]
            - standard output, line 2: password=***, token=***. (the first of 2 times)
              *** is prod/token, version VERSION [AWSCURRENT]
            - java.util.logging, logger 'app.Orders' at WARNING: Basic YWI***, in base64
              *** is prod/token, version VERSION [AWSCURRENT]
            Not looked for:
            - the member 'username' of prod/db: shorter than 8 characters
            Take the values out of what is printed, logged and thrown. If a member of theirs may be shown, say so: @NoSecretLeaks(except = "its name"); if this test shows values on purpose: @NoSecretLeaks(false)."""
                .formatted(HERE));
  }

  @Test
  void shortValuesAndStrangeNamesAreNotToldBesideALeak() {
    var strange = "whose name is a secret";
    var leak =
        leak(
            aws -> {
              try (var secrets = Clients.of(aws).secretsManager()) {
                secrets.createSecret(
                    r ->
                        r.name("login")
                            .secretString(
                                "{\"pin\":\"s3cr3t!\",\"%s\":\"a long value\",\"%s\":\"short\"}"
                                    .formatted(strange, "x".repeat(41))));
              }
              System.out.println("Login[pin=s3cr3t!, s3cr3t!s, token=a long value]");
            });

    assertThat(leak)
        .contains(
            "line 1: Login[pin=***, s3cr3t!s, token=***]",
            "*** is the member 'who...' of login",
            "- the member 'xxx...' of login: shorter than 8 characters")
        .doesNotContain(strange, "x".repeat(4));
  }

  @Test
  void valueThatIsRestoredTwiceIsOne() {
    var leak =
        leak(
            aws -> {
              var snapshot = aws.snapshot();
              aws.restore(snapshot);
              aws.restore(snapshot);
              System.out.println(TOKEN);
            });

    assertThat(leak).contains("*** is prod/token").doesNotContain("the same in");
  }

  @Test
  void jsonThatIsAStringIsFoundWithoutItsQuotesToo() {
    var leak =
        leak(
            aws -> {
              try (var secrets = Clients.of(aws).secretsManager()) {
                secrets.createSecret(r -> r.name("b").secretString("\"a long value\""));
                secrets.createSecret(r -> r.name("c").secretString("\"quotation\" and more"));
              }
              System.out.println("a long value or a quotation");
            });

    assertThat(leak)
        .contains("line 1: *** or a quotation\n  *** is b, version")
        .contains("leaks a secret value:");
  }

  @Test
  void labelsAreToldWhereAPolicyKeepsTheAdministratorOut() {
    var leak =
        leak(
            aws -> {
              try (var secrets = Clients.of(aws).secretsManager()) {
                secrets.putResourcePolicy(
                    r ->
                        r.secretId("prod/token")
                            .resourcePolicy(
                                """
                                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*",\
                                "Action":"secretsmanager:DescribeSecret","Resource":"*"}}"""));
              }
              System.out.println(TOKEN);
            });

    assertThat(leak).contains(" [AWSCURRENT]");
  }

  @Test
  void wholeJsonIsOneLeakAndNotThoseOfItsMembersToo() {
    var leak = leak(aws -> System.out.println("got " + Planted.JSON));

    assertThat(leak).contains("- standard output, line 1: got ***\n  *** is prod/db, version");
    assertThat(leak.lines().filter(line -> line.startsWith("- standard"))).hasSize(1);
  }

  @Test
  void stringsAreFoundHoweverDeepInJson() {
    var leak =
        leak(
            aws -> {
              System.out.println("deep-in-an-array");
              System.out.println("deep-in-a-text");
            });

    assertThat(leak)
        .contains("the member 'hosts[1].secret' of prod/deep", "the member 'inner.a' of prod/deep");
  }

  @Test
  void valueOfManyLinesIsFoundWithTheLineOfItsFirst() {
    var leak =
        leak(
            aws -> {
              System.out.println("the key:");
              PEM.strip().lines().forEach(System.out::println);
              System.out.println("that was the key");
            });

    assertThat(leak).contains("- standard output, line 2: ***\n  *** is prod/pem, version");
  }

  @Test
  void printedInPiecesItIsFound() {
    var leak =
        leak(
            aws -> {
              for (int i = 0; i < TOKEN.length(); i++) {
                System.out.print(TOKEN.charAt(i));
              }
              System.out.println();
              for (byte b : PASSWORD.getBytes(UTF_8)) {
                System.err.write(b);
              }
              System.err.printf("%n%s and %s%n", TOKEN.substring(0, 3), TOKEN.substring(3));
              System.out.append(TOKEN.substring(0, 5)).append(TOKEN, 5, TOKEN.length());
            });

    assertThat(leak)
        .contains("- standard output, line 1: *** (the first of 2 times)")
        .contains("- standard error, line 1: ***");
  }

  @Test
  void longLineIsCutAroundTheValue() {
    var leak = leak(aws -> System.out.println("x".repeat(5000) + TOKEN + "y".repeat(5000)));

    assertThat(leak).contains(": ..." + "x".repeat(80) + "***" + "y".repeat(117) + "...\n");
  }

  @Test
  void atMostTenLeaksAreTold() {
    var leak =
        leak(
            aws -> {
              try (var secrets = Clients.of(aws).secretsManager()) {
                for (int i = 0; i < 12; i++) {
                  var value = "a long value " + (char) ('a' + i);
                  var name = "n" + (char) ('a' + i);
                  secrets.createSecret(r -> r.name(name).secretString(value));
                  System.out.println(value);
                }
              }
            });

    assertThat(leak)
        .contains("leaks secret values in 12 places:", "*** is nj, version", "\n- and 2 more\n");
    assertThat(leak).doesNotContain("*** is nk");
  }

  @Test
  void outputBeforeItIsTooMuchIsSearchedAndLinesAreCountedOn() {
    var leak =
        leak(
            aws -> {
              System.out.println("first " + TOKEN);
              var many = ("x".repeat(1023) + "\n").repeat(1024);
              for (int i = 0; i < 17; i++) {
                System.out.print(many);
              }
              System.out.println("password " + PASSWORD);
            });

    assertThat(leak)
        .contains("standard output, line 1: first ***")
        .contains("standard output, line 17410: password ***");
  }

  static Stream<Arguments> lives() {
    RotationFunction toTwo =
        (event, service) -> {
          if (event.step().wireName().equals("createSecret")) {
            service.call(
                new PutSecretValue(
                    event.secretId(),
                    event.clientRequestToken(),
                    null,
                    dev.strongroom.api.SecretValue.ofText("value-number-two"),
                    List.of("AWSPENDING")));
          }
        };
    return Stream.of(
        arguments(
            "put",
            life(
                (aws, secrets) ->
                    secrets.putSecretValue(
                        r -> r.secretId("prod/token").secretString("value-number-two")))),
        arguments(
            "come and gone",
            life(
                (aws, secrets) -> {
                  secrets.createSecret(r -> r.name("b").secretString("value-number-two"));
                  secrets.deleteSecret(r -> r.secretId("b").forceDeleteWithoutRecovery(true));
                })),
        arguments(
            "deprecated",
            life(
                (aws, secrets) -> {
                  for (var value : List.of("value-number-two", "three", "four")) {
                    secrets.putSecretValue(r -> r.secretId("prod/token").secretString(value));
                  }
                })),
        arguments(
            "under a key that is disabled",
            life(
                (aws, secrets) -> {
                  var admin = aws.administrator();
                  var create = CreateKey.DEFAULT;
                  var key = aws.execute(admin, create).result().keyMetadata().keyId();
                  secrets.createSecret(
                      r -> r.name("b").kmsKeyId(key).secretString("value-number-two"));
                  aws.execute(admin, new DisableKey(key));
                })),
        arguments(
            "in another Region",
            life(
                (aws, secrets) -> {
                  try (var other = Clients.of(aws).in(Region.EU_WEST_1).secretsManager()) {
                    other.createSecret(r -> r.name("b").secretString("value-number-two"));
                  }
                })),
        arguments(
            "rotated",
            life(
                (aws, secrets) -> {
                  var rotation = aws.rotation("prod/token").with(toTwo);
                  secrets.rotateSecret(
                      r -> r.secretId("prod/token").rotationLambdaARN(rotation.lambdaArn()));
                })));
  }

  private interface Life {
    void live(SecretsEmulator aws, SecretsManagerClient secrets);
  }

  private static Consumer<SecretsEmulator> life(Life life) {
    return aws -> {
      try (var secrets = Clients.of(aws).secretsManager()) {
        life.live(aws, secrets);
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lives")
  void eachValueIsKnownThatTheEmulatorEverHad(String life, Consumer<SecretsEmulator> live) {
    var leak =
        leak(
            aws -> {
              System.out.println("before it is stored: value-number-two");
              live.accept(aws);
            });

    assertThat(leak).contains("line 1: before it is stored: ***");
  }

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
  void notesAreFew() {
    var results =
        run(
            aws -> {
              try (var secrets = Clients.of(aws).secretsManager()) {
                for (int i = 0; i < 30; i++) {
                  var name = "short-" + i;
                  secrets.createSecret(r -> r.name(name).secretString("short"));
                }
              }
            });

    assertThat(entries(results))
        .singleElement()
        .extracting(entry -> entry.get("strongroom"))
        .asString()
        .endsWith("\n- and 11 more")
        .hasLineCount(22);
  }

  static Stream<Arguments> skips() {
    return Stream.of(
        arguments("short", "seven77", "shorter than 8 characters"),
        arguments("localhost", "LocalHost", "a common value"),
        arguments("password", "password", "a common value"),
        arguments("engine", "postgresql", "a common value"),
        arguments("region", "ap-northeast-1", "a common value"),
        arguments("masterarn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:x", "an ARN"),
        arguments("checkout", "checkout", "the same as its name"));
  }

  @ParameterizedTest
  @MethodSource("skips")
  void whatStandsInManyOutputsIsSkippedWithANote(String member, String value, String why) {
    var results =
        run(
            aws -> {
              try (var secrets = Clients.of(aws).secretsManager()) {
                secrets.createSecret(
                    r -> r.name("b").secretString("{\"" + member + "\":\"" + value + "\"}"));
              }
              System.out.println(value);
            });

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(entries(results))
        .containsExactly(
            Map.of(
                "strongroom",
                "Not looked for in outputs:\n- the member 'username' of prod/db: shorter than 8 characters\n- the member '%s' of b: %s"
                    .formatted(member, why)));
  }

  @Test
  void nothingIsFoundWhereNoValueIsTold() {
    var results =
        run(
            aws -> {
              System.out.println(PASSWORD.substring(1) + TOKEN.substring(0, TOKEN.length() - 1));
              System.out.println("BEGIN PRIVATE KEY" + base64(PASSWORD.substring(4)));
              Channel.LOGGING.put("all is well");
            });

    assertThat(Kit.failures(results)).isEmpty();
  }

  @Test
  void earlierFailureStaysWithReportAndLeaksBesideIt() {
    var failures =
        Kit.failures(
            run(
                aws -> {
                  System.out.println(TOKEN);
                  throw new AssertionError("on purpose");
                }));

    assertThat(failures).singleElement().extracting(Throwable::getMessage).isEqualTo("on purpose");
    assertThat(failures.get(0).getSuppressed())
        .extracting(Throwable::getMessage)
        .satisfiesExactly(
            report -> assertThat(report).startsWith("The emulator when "),
            leak -> assertThat(leak).startsWith(HERE + "Planted#test leaks a secret value:"));
  }

  @Test
  void leakAloneFailsTheTestWithoutATrace() {
    assertThat(Kit.failures(run(aws -> System.out.println(TOKEN))))
        .singleElement()
        .satisfies(leak -> assertThat(leak).isExactlyInstanceOf(AssertionError.class))
        .satisfies(leak -> assertThat(leak.getStackTrace()).isEmpty());
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
  void innermostAnnotationCounts() {
    var results = Kit.run(Choices.class);

    assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
    assertThat(Kit.failures(results))
        .extracting(Throwable::getMessage)
        .satisfiesExactlyInAnyOrder(
            leak -> assertThat(leak).startsWith(HERE + "Choices#watched leaks a secret value:"),
            leak ->
                assertThat(leak)
                    .startsWith(HERE + "Choices#exceptsAnother leaks a secret value:")
                    .contains("the member 'username' of db"));
  }

  @Test
  void dynamicTestFailsWithItsOwnLeaks() {
    var results = Kit.run(Dynamic.class);

    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    assertThat(results.containerEvents().failed().count()).isZero();
    assertThat(Kit.failures(results))
        .satisfiesExactly(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .satisfiesExactly(
                        report -> assertThat(report).startsWith("The emulator when "),
                        leak ->
                            assertThat(leak)
                                .startsWith(
                                    HERE
                                        + "Dynamic#factory leaks a secret value:\n"
                                        + "- the message of java.lang.IllegalStateException: ***\n")),
            leak ->
                assertThat(leak)
                    .hasMessageStartingWith(
                        HERE
                            + "Dynamic#factory leaks a secret value:\n"
                            + "- the message of org.opentest4j.TestAbortedException: ***\n"));
  }

  @Test
  @EnabledIf("dev.strongroom.junit.Kit#junitTellsConstructorsTheirTest")
  void constructorThatFailsIsSearchedToo() {
    assertThat(Kit.failures(Kit.run(FailsToConstruct.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure).isExactlyInstanceOf(IllegalStateException.class))
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .satisfiesExactly(
                        report -> assertThat(report).startsWith("The emulator when "),
                        leak ->
                            assertThat(leak)
                                .startsWith(
                                    HERE
                                        + "FailsToConstruct#test leaks secret values in 2 places:\n")
                                .contains(
                                    "\n- standard output, line 1: ***\n",
                                    "\n- the message of java.lang.IllegalStateException: ***\n")));
  }

  @Test
  void exceptionsFromNothingAreRefused() {
    assertThat(Kit.failures(Kit.run(ExceptsFromNothing.class)))
        .singleElement()
        .satisfies(
            refusal -> assertThat(refusal).isInstanceOf(ExtensionConfigurationException.class))
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "@NoSecretLeaks(value = false, except = ...) on %sExceptsFromNothing#prints can't be: A test that isn't watched may show all members, so drop one of the two"
                .formatted(HERE));
  }

  @ParameterizedTest
  @ValueSource(classes = {Inherits.class, Composed.class, OnMethod.class})
  void annotationIsInheritedAndComposable(Class<?> fixture) {
    assertThat(Kit.failures(Kit.run(fixture)))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith(fixture.getName() + "#prints leaks a secret value:");
  }

  @Test
  void configurationParameterSwitchesItOnForAll() {
    assertThat(Kit.failures(global("true", ByDefault.class))).hasSize(1);
    assertThat(Kit.failures(global("false", ByDefault.class))).isEmpty();
    assertThat(Kit.failures(global("yes", ByDefault.class)))
        .hasSize(2)
        .extracting(Throwable::getMessage)
        .containsOnly("The configuration parameter strongroom.leaks is 'yes': write true or false");
  }

  private static EngineExecutionResults global(String value, Class<?> fixture) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("strongroom.leaks", value)
        .selectors(selectClass(fixture))
        .execute();
  }

  @Test
  void ofTestsThatRunAtTheSameTimeEachOwnerFailsAndNamesTheOthers() {
    var results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(
                selectClass(Parallel1.class),
                selectClass(Parallel2.class),
                selectClass(Parallel3.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
            .execute();

    assertThat(Kit.failures(results))
        .hasSize(2)
        .extracting(Throwable::getMessage)
        .allSatisfy(
            leak ->
                assertThat(leak)
                    .contains(
                        "standard output, line 1: shared ***, another's ***\n",
                        "  owned by %1$sParallel1#test and %1$sParallel2#test, which ran at the same time\n"
                            .formatted(HERE)));
    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
  }

  @Test
  void testThatRanBeforeIsNoOwner() {
    assertThat(Kit.failures(Kit.run(OneAfterTheOther.class)))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith(HERE + "OneAfterTheOther#prints leaks")
        .doesNotContain("owned by");
  }

  @Test
  void switchedOffItCostsNothing() throws ClassNotFoundException {
    var loader = new OwnLoader();

    Kit.runAndSucceed(loader.loadClass(Off.class.getName()), 1);

    assertThat(loader.loaded)
        .contains(SecretsManagerExtension.class.getName())
        .noneMatch(name -> name.startsWith("dev.strongroom.junit.internal.leak."));
  }

  @Test
  void switchedOnItsClassesAreLoaded() throws ClassNotFoundException {
    var loader = new OwnLoader();

    Kit.run(loader.loadClass(Choices.class.getName()));

    assertThat(loader.loaded)
        .anyMatch(name -> name.startsWith("dev.strongroom.junit.internal.leak."));
  }

  @Test
  void logbackNeedNotBeThere() throws ClassNotFoundException {
    var loader = new OwnLoader();
    loader.hidden = "ch.qos.logback.";

    var results = Kit.run(loader.loadClass(Choices.class.getName()));

    assertThat(Kit.failures(results)).hasSize(2).allMatch(AssertionError.class::isInstance);
  }

  @Test
  void watchOfATestThatNeverBeganIsOver() {
    var before = System.out;

    var failures = Kit.failures(Kit.run(NeverBegins.class));

    assertThat(failures).singleElement().extracting(Throwable::getMessage).isEqualTo("on purpose");
    assertThat(System.out).isSameAs(before);
  }

  /** Loads the extension anew, and tells what of it is loaded. */
  private static final class OwnLoader extends ClassLoader {

    final List<String> loaded = new CopyOnWriteArrayList<>();

    String hidden = "?";

    OwnLoader() {
      super(NoSecretLeaksTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        var known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        if (name.startsWith(hidden)) {
          throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("dev.strongroom.junit.")
            && !name.startsWith("dev.strongroom.junit.internal.leak.")) {
          return super.loadClass(name, resolve);
        }
        loaded.add(name);
        try (var file = getResourceAsStream(name.replace('.', '/') + ".class")) {
          var bytes = file.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
          throw new ClassNotFoundException(name, unreadable);
        }
      }
    }
  }

  private static EngineExecutionResults run(Consumer<SecretsEmulator> deed) {
    DEED.set(deed);
    return Kit.run(Planted.class);
  }

  /** What is told of the leaks of a test that does this. */
  private static String leak(Consumer<SecretsEmulator> deed) {
    var failures = Kit.failures(run(deed));
    assertThat(failures).hasSize(1);
    return Stream.concat(failures.stream(), Arrays.stream(failures.get(0).getSuppressed()))
        .map(Throwable::getMessage)
        .filter(message -> message.startsWith(HERE))
        .findAny()
        .orElseThrow(() -> new AssertionError("No leak is told", failures.get(0)));
  }

  private static List<Map<String, String>> entries(EngineExecutionResults results) {
    return results
        .allEvents()
        .reportingEntryPublished()
        .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
        .toList();
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  static class Planted {

    private static final String JSON =
        "{\"username\":\"app\",\"password\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(PASSWORD))
            + "\"}";

    @BeforeEach
    void secrets(SecretsManagerClient secrets) {
      secrets.createSecret(r -> r.name("prod/db").secretString(JSON));
      secrets.createSecret(r -> r.name("prod/token").secretString(TOKEN));
      secrets.createSecret(r -> r.name("prod/key").secretBinary(SdkBytes.fromByteArray(KEY)));
      secrets.createSecret(r -> r.name("prod/pem").secretBinary(SdkBytes.fromUtf8String(PEM)));
      secrets.createSecret(
          r ->
              r.name("prod/deep")
                  .secretString(
                      "{\"hosts\":[1,{\"secret\":\"deep-in-an-array\"}],\"inner\":\"{\\\"a\\\":\\\"deep-in-a-text\\\"}\"}"));
    }

    @Test
    void test(SecretsEmulator aws) {
      DEED.get().accept(aws);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", json = "{\"username\":\"application\"}")
  static class Choices {

    @Test
    void watched() {
      System.out.println("application");
    }

    @Test
    @NoSecretLeaks(false)
    void switchedOff() {
      System.out.println("application");
    }

    @Test
    @NoSecretLeaks(except = "username")
    void excepts() {
      System.out.println("application");
    }

    @Test
    @NoSecretLeaks(except = "password")
    void exceptsAnother() {
      System.out.println("application");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "a-shared-value")
  abstract static class Prints {

    @Test
    void prints() {
      System.out.println("a-shared-value");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", string = "a-shared-value")
  static class Dynamic {

    @TestFactory
    Stream<DynamicTest> factory() {
      return Stream.of(
          dynamicTest(
              "fails",
              () -> {
                throw new IllegalStateException("a-shared-value");
              }),
          dynamicTest(
              "is aborted",
              () -> {
                throw new TestAbortedException("a-shared-value");
              }),
          dynamicTest("succeeds", () -> {}));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", string = "a-shared-value")
  static class FailsToConstruct {

    FailsToConstruct() {
      System.out.println("a-shared-value");
      throw new IllegalStateException("a-shared-value");
    }

    @Test
    void test() {}
  }

  @NoSecretLeaks
  abstract static class Watched extends Prints {}

  static class Inherits extends Watched {}

  @Retention(RetentionPolicy.RUNTIME)
  @NoSecretLeaks
  @interface Careful {}

  @Careful
  static class Composed extends Prints {}

  static class OnMethod extends Prints {

    @Test
    @NoSecretLeaks
    @Override
    void prints() {
      super.prints();
    }
  }

  @Tag("fixture")
  static class ExceptsFromNothing extends Prints {

    @Test
    @NoSecretLeaks(value = false, except = "username")
    @Override
    void prints() {
      super.prints();
    }
  }

  @Tag("fixture")
  static class ByDefault extends Prints {

    @Test
    @NoSecretLeaks(false)
    void switchedOff() {
      System.out.println("a-shared-value");
    }
  }

  private static final CyclicBarrier TOGETHER = new CyclicBarrier(3);

  private static void meet() {
    try {
      TOGETHER.await(30, SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new AssertionError(alone);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "mine", string = "a-shared-value")
  static class Parallel1 {

    @Test
    void test() {
      meet();
      System.out.println("shared a-shared-value, another's only-of-the-second");
      meet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(
      name = "ours",
      json = "{\"password\":\"a-shared-value\",\"other\":\"only-of-the-second\"}")
  static class Parallel2 {

    @Test
    void test() {
      meet();
      meet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "theirs", string = "another-value-of-nobody")
  static class Parallel3 {

    @Test
    void test() {
      meet();
      meet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", string = "a-shared-value")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class OneAfterTheOther {

    @Test
    void before() {}

    @Test
    void prints() {
      System.out.println("a-shared-value");
    }

    @Test
    void quietAfterwards() {}
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

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "a-shared-value")
  static class Off {

    private static final PrintStream BEFORE = System.out;

    @Test
    void test() {
      System.out.println("a-shared-value");
      assertThat(System.out).isSameAs(BEFORE);
    }
  }
}
