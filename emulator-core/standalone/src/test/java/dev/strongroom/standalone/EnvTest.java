package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The environment that is printed for applications. */
class EnvTest {

  private final Endpoint endpoint = start();
  private final String port = String.valueOf(endpoint.uri().getPort());

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void variablesLeadEveryServiceHereAndClearWhatWouldBeInTheWay() {
    var printed = Command.run("env", "--port", port);

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out())
        .containsExactly(
            "export AWS_ENDPOINT_URL_SECRETS_MANAGER='" + endpoint.uri() + "'",
            "export AWS_ENDPOINT_URL_KMS='" + endpoint.uri() + "'",
            "export AWS_ENDPOINT_URL_STS='" + endpoint.uri() + "'",
            "export AWS_ENDPOINT_URL_IAM='" + endpoint.uri() + "'",
            "export AWS_ENDPOINT_URL_SSM='" + endpoint.uri() + "'",
            "export AWS_ENDPOINT_URL_CLOUDTRAIL='" + endpoint.uri() + "'",
            "export AWS_ACCESS_KEY_ID='test'",
            "export AWS_SECRET_ACCESS_KEY='test'",
            "export AWS_REGION='eu-west-1'",
            "export AWS_DEFAULT_REGION='eu-west-1'",
            "unset AWS_PROFILE",
            "unset AWS_SESSION_TOKEN",
            "unset AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
  }

  @Test
  void powerShellAndDotenvHaveTheirOwnForms() {
    var powerShell = Command.run("env", "--port", port, "--shell", "powershell");
    var dotenv = Command.run("env", "--port", port, "--shell", "dotenv", "--access-key", "AKIAAPP");

    assertThat(powerShell.out())
        .contains("$env:AWS_REGION = 'eu-west-1'")
        .contains("Remove-Item Env:AWS_PROFILE -ErrorAction SilentlyContinue");
    assertThat(dotenv.out())
        .contains("AWS_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=AKIAAPP")
        .allMatch(line -> line.matches("[A-Z_]+=\\S+"));
  }

  @Test
  void quoteInAnArgumentCannotEndTheQuotedValue() {
    var printed = Command.run("env", "--port", port, "--access-key", "a'; rm -rf /; '");

    assertThat(printed.out()).contains("export AWS_ACCESS_KEY_ID='a'\\''; rm -rf /; '\\'''");
  }

  @Test
  void profileIsASectionForTheConfigFile() {
    var printed = Command.run("env", "--port", port, "--profile", "local");

    assertThat(String.join("\n", printed.out()))
        .isEqualTo(
            """
            [profile local]
            region = eu-west-1
            aws_access_key_id = test
            aws_secret_access_key = test
            services = strongroom-local

            [services strongroom-local]
            secrets_manager =
              endpoint_url = %1$s
            kms =
              endpoint_url = %1$s
            sts =
              endpoint_url = %1$s
            iam =
              endpoint_url = %1$s
            ssm =
              endpoint_url = %1$s
            cloudtrail =
              endpoint_url = %1$s"""
                .formatted(endpoint.uri()));
  }

  @Test
  void environmentIsPrintedBeforeTheServiceIsUpAndSaysSo() {
    endpoint.close();

    var printed = Command.run("env", "--port", port);

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).contains("export AWS_REGION='us-east-1'");
    assertThat(printed.err())
        .containsExactly(
            "Nothing listens on http://127.0.0.1:" + port + " yet: start it with strongroom start");
  }

  @Test
  void noEnvironmentLeadsToAnotherProgram() throws Exception {
    try (var other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var greeter = new Thread(() -> greetOnce(other));
      greeter.start();
      var taken = String.valueOf(other.getLocalPort());

      var printed = Command.run("env", "--port", taken);

      greeter.join();
      assertThat(printed.exitCode()).isEqualTo(1);
      assertThat(printed.out()).isEmpty();
      assertThat(printed.err())
          .containsExactly(
              "What listens on http://127.0.0.1:"
                  + taken
                  + " is not Strongroom: choose another --port");
    }
  }

  /** Answers twice: env asks whether somebody is there, and then who. */
  private static void greetOnce(ServerSocket server) {
    for (int i = 0; i < 2; i++) {
      try (var client = server.accept()) {
        client.getOutputStream().write("220 smtp.example ready\r\n".getBytes(US_ASCII));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Endpoint start() {
    try {
      return Endpoint.start(SecretsEmulator.builder().region("eu-west-1").build(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
