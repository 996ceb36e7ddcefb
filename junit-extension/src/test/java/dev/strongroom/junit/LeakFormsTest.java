package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.sdk.Clients;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secret values are found in each channel, in each form, and whenever they were stored. */
@Isolated("it watches all that the JVM puts out")
class LeakFormsTest extends LeakTest {

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
        .startsWith(PLANTED + "#test leaks a secret value:\n- " + channel.words + ": ")
        .contains("***", form + "\n  *** is ", " [AWSCURRENT]")
        .doesNotContain(text, PASSWORD, TOKEN);
    assertThat(leak.lines()).hasSizeLessThan(8);
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
  @Tag("thorough")
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
                PutSecretValue.of(event.secretId(), event.clientRequestToken())
                    .withSecretString(SecretValue.ofText("value-number-two"))
                    .withVersionStages(List.of("AWSPENDING")));
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
}
