package dev.strongroom.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** An emulator with some secrets, and agents in front of it that are asked over sockets. */
abstract class AgentFixture {

  static final String TOKEN = "X-Aws-Parameters-Secrets-Token: test";
  static final String GET_DB = "/secretsmanager/get?secretId=prod/db";

  /** An answer: its status, and its body exactly. */
  record Answer(int status, String head, String body) {
    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00.25Z"))
          .randomSeed(1)
          .secret(Seed.secret("prod/db").string("one").tag("app", "shop"))
          .secret(Seed.secret("prod/odd").string("<one> & \"two\""))
          .secret(Seed.secret("prod/bytes").binary(new byte[] {1, 2, -1}))
          .build();
  final List<AgentEndpoint> running = new ArrayList<>();

  @AfterEach
  void close() {
    running.forEach(AgentEndpoint::close);
  }

  AgentEndpoint start(UnaryOperator<AgentEndpoint.Builder> settings) throws IOException {
    var agent = settings.apply(AgentEndpoint.of(aws)).start();
    running.add(agent);
    return agent;
  }

  /** Puts a value, as the administrator, and returns the id of its version. */
  String put(String value) {
    return aws.as(aws.administrator())
        .call(
            PutSecretValue.of("prod/db", aws.newClientRequestToken())
                .withSecretString(SecretValue.ofText(value)))
        .versionId();
  }

  /** A role of the account, and a user who may assume it and read everything. */
  Caller user(String... roles) {
    var account = aws.account("123456789012");
    for (var role : roles) {
      account.role(role).allow("secretsmanager:*", "*");
    }
    var user = account.user("agent");
    user.allow("sts:AssumeRole", "*");
    user.allow("secretsmanager:*", "*");
    return user.caller();
  }

  static Answer get(AgentEndpoint agent, String target, String... headers) throws IOException {
    return ask(agent, "GET", target, headers);
  }

  static Answer ask(AgentEndpoint agent, String method, String target, String... headers)
      throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), agent.uri().getPort())) {
      socket.setSoTimeout(30_000);
      var request =
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(answer.substring(9, 12)),
          answer.substring(0, end),
          answer.substring(end + 4));
    }
  }
}
