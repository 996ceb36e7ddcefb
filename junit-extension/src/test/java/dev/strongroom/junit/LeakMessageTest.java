package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.sdk.Clients;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The failure names place, secret and remedy of each leak, and never a value. */
@Isolated("it watches all that the JVM puts out")
class LeakMessageTest extends LeakTest {

  @Test
  void messageTellsPlaceSecretVersionAndRemedy() {
    var leak =
        leak(
            aws -> {
              System.out.println("one");
              System.out.println("password=" + PASSWORD + ", token=" + TOKEN + ".");
              System.out.println("again: " + TOKEN);
              Logger.getLogger("app.Orders")
                  .log(Level.WARNING, "{0}", "Basic " + base64("ab:" + TOKEN));
            });

    assertThat(leak.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "VERSION"))
        .isEqualTo(
            """
            %s#test leaks secret values in 3 places:
            - standard output, line 2: password=***, token=***.
              *** is the member 'password' of prod/db, version VERSION [AWSCURRENT]
            - standard output, line 2: password=***, token=***. (the first of 2 times)
              *** is prod/token, version VERSION [AWSCURRENT]
            - java.util.logging, logger 'app.Orders' at WARNING: Basic YWI***, in base64
              *** is prod/token, version VERSION [AWSCURRENT]
            Not looked for:
            - the member 'username' of prod/db: shorter than 8 characters
            Take the values out of what is printed, logged and thrown. If a member of theirs may be shown, say so: @NoSecretLeaks(except = "its name"); if this test shows values on purpose: @NoSecretLeaks(false)."""
                .formatted(PLANTED));
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
            leak -> assertThat(leak).startsWith(PLANTED + "#test leaks a secret value:"));
  }

  @Test
  void leakAloneFailsTheTestWithoutATrace() {
    assertThat(Kit.failures(run(aws -> System.out.println(TOKEN))))
        .singleElement()
        .satisfies(leak -> assertThat(leak).isExactlyInstanceOf(AssertionError.class))
        .satisfies(leak -> assertThat(leak.getStackTrace()).isEmpty());
  }
}
