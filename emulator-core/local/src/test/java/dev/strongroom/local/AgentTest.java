package dev.strongroom.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.ErrorCode;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Agent answers, rule by rule. */
class AgentTest extends AgentFixture {

  private static final String ROLE = "arn:aws:iam::123456789012:role/";

  @ParameterizedTest(name = "{0}: {1} {2} is answered with {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        // rule | method | target | headers | answer
        "AG-2 | GET  | /secretsmanager/get?secretId=prod/db | X-Forwarded-For: 10.0.0.1 | 400 Forwarded",
        "AG-2 | GET  | /nowhere | Accept: */* | 403 Bad Token",
        "AG-2 | GET  | /secretsmanager/get?secretId=prod/db | X-Vault-Token: wrong | 403 Bad Token",
        "AG-2 | POST | /nowhere | X-Vault-Token: test | 405 Not allowed",
        "AG-2 | GET  | /nowhere | X-Vault-Token: test | 404 Not found",
        "AG-2 | GET  | /ping    | X-Forwarded-For: 10.0.0.1 | 200 healthy",
        "AG-2 | POST | /ping    | Accept: */* | 405 Not allowed",
        "AG-3 | GET  | /ping    | Accept: */* | 200 healthy",
        "AG-4 | GET  | /secretsmanager/get?secretId=prod/db&a=b&refreshNow=x | X-Vault-Token: test | 400 unknown parameter: a",
        "AG-4 | GET  | /v1/prod/db?secretId=prod/db | X-Vault-Token: test | 400 unknown parameter: secretId",
        "AG-4 | GET  | /secretsmanager/get | X-Vault-Token: test | 400 missing parameter secretId",
        "AG-4 | GET  | /secretsmanager/get?secretId= | X-Vault-Token: test | 400 missing parameter secretId",
        "AG-4 | GET  | /v1/?a=b | X-Vault-Token: test | 400 missing secret ID",
        "AG-4 | GET  | /v1/prod/db?refreshNow=yes | X-Vault-Token: test | 400 invalid refreshNow value",
        "AG-4 | GET  | /v1/prod/db?roleArn=admin | X-Vault-Token: test | 400 invalid roleArn format, expected arn:<partition>:iam::<account>:role/<name>",
        "AG-5 | GET  | /v1/absent | X-Vault-Token: test | '400 {\"__type\":\"ResourceNotFoundException\",\"message\":\"Secrets Manager can''t find the specified secret.\"}'",
      })
  void requestIsAnswered(String rule, String method, String target, String header, String answer)
      throws Exception {
    var agent = start(it -> it);

    assertThat(ask(agent, method, target, header)).hasToString(answer);
    assertThat(aws.audit().of("GetSecretValue").succeeded()).as(rule).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "AG-3, /secretsmanager/get?secretId=prod/db",
    "AG-3, /secretsmanager/get?secretId=prod%2Fdb",
    "AG-3, /v1/prod/db",
    "AG-4, /v1/prod/db?refreshNow=TRUE",
    "AG-4, /v1/prod/db?refreshNow=0",
    "AG-4, /v1/prod/db?versionStage=AWSCURRENT&refreshNow=1",
  })
  void valueIsFound(String rule, String target) throws Exception {
    var agent = start(it -> it);

    assertThat(get(agent, target, TOKEN).body()).as(rule).contains("\"SecretString\":\"one\"");
  }

  @Test
  @DisplayName("AG-3: an id in a path is not decoded")
  void idInAPathIsNotDecoded() throws Exception {
    var agent = start(it -> it);

    assertThat(get(agent, "/v1/prod%2Fdb", TOKEN).status()).isEqualTo(400);
    assertThat(aws.audit().of("GetSecretValue").last().requestParameters())
        .containsEntry("secretId", "prod%2Fdb");
  }

  @Test
  @DisplayName(
      "AG-2, AG-6: the body has no Content-Type, and the members of the value in their order")
  void bodyOfAText() throws Exception {
    var agent = start(it -> it);
    var id = put("two");
    var arn = aws.audit().last().secretArn();

    var answer = get(agent, GET_DB, TOKEN);

    assertThat(answer.body())
        .isEqualTo(
            "{\"ARN\":\"%s\",\"Name\":\"prod/db\",\"VersionId\":\"%s\",\"SecretString\":\"two\","
                    .formatted(arn, id)
                + "\"VersionStages\":[\"AWSCURRENT\"],\"CreatedDate\":\"1767225600.25\"}");
    assertThat(answer.head()).doesNotContainIgnoringCase("content-type:");
  }

  @Test
  @DisplayName("AG-6: a binary value is base64, and the text is absent")
  void bodyOfBytes() throws Exception {
    var agent = start(it -> it);

    assertThat(get(agent, "/v1/prod/bytes", TOKEN).body())
        .contains("\"SecretBinary\":\"AQL/\"")
        .doesNotContain("SecretString");
  }

  @Test
  @DisplayName("AG-5: version 2 writes errors with a space and knows no roles")
  void versionTwo() throws Exception {
    var agent = start(AgentEndpoint.Builder::version2);

    assertThat(get(agent, "/v1/absent", TOKEN))
        .hasToString(
            "400 {\"__type\":\"ResourceNotFoundException\", \"message\":\"Secrets Manager can't find"
                + " the specified secret.\"}");
    assertThat(get(agent, "/v1/prod/db?roleArn=" + ROLE + "a", TOKEN))
        .hasToString("400 unknown parameter: roleArn");
  }

  @Test
  @DisplayName("AG-5: the message is escaped in version 3 only")
  void quotesInAMessage() throws Exception {
    aws.faults().on("GetSecretValue").fail(ErrorCode.INVALID_REQUEST, "say \"no\"");

    assertThat(get(start(it -> it), GET_DB, TOKEN))
        .hasToString("400 {\"__type\":\"InvalidRequestException\",\"message\":\"say \\\"no\\\"\"}");
    assertThat(get(start(AgentEndpoint.Builder::version2), GET_DB, TOKEN))
        .hasToString("400 {\"__type\":\"InvalidRequestException\", \"message\":\"say \"no\"\"}");
  }

  @Test
  @DisplayName(
      "AG-5: failures of the network have statuses of their own, an empty message is internal")
  void failuresOfTheNetwork() throws Exception {
    var agent = start(it -> it);

    aws.faults().on("GetSecretValue").timeOut();
    assertThat(get(agent, GET_DB, TOKEN))
        .hasToString("504 {\"__type\":\"TimeoutError\",\"message\":\"Timeout\"}");
    aws.faults().removeAll();
    aws.faults().on("GetSecretValue").cutConnection();
    assertThat(get(agent, GET_DB, TOKEN))
        .hasToString("502 {\"__type\":\"ConnectionError\",\"message\":\"Read Error\"}");
    aws.faults().removeAll();
    aws.faults().on("GetSecretValue").loseAnswer();
    assertThat(get(agent, GET_DB, TOKEN))
        .hasToString("502 {\"__type\":\"ConnectionError\",\"message\":\"Response Error\"}");
    aws.faults().removeAll();
    aws.faults().on("GetSecretValue").fail(ErrorCode.INVALID_REQUEST, "");
    assertThat(get(agent, GET_DB, TOKEN)).hasToString("500 {\"__type\":\"InternalFailure\"}");
    aws.close();
    assertThat(get(agent, GET_DB, TOKEN)).hasToString("500 {\"__type\":\"InternalFailure\"}");
  }

  @Test
  @DisplayName("AG-2: requests beyond the limit are refused first; ping has two more")
  void connectionLimit() throws Exception {
    var agent = start(it -> it.maxConnections(1));
    var held = aws.faults().on("GetSecretValue").delayInRealTime(Duration.ofHours(1));
    try (var waiting = new Socket(InetAddress.getLoopbackAddress(), agent.uri().getPort())) {
      waiting
          .getOutputStream()
          .write(
              ("GET " + GET_DB + " HTTP/1.1\r\nHost: localhost\r\n" + TOKEN + "\r\n\r\n")
                  .getBytes(US_ASCII));
      while (held.struck() == 0) {
        Thread.onSpinWait(); // until it is held
      }

      assertThat(get(agent, "/nowhere", "X-Forwarded-For: 10.0.0.1"))
          .hasToString("429 Connection limit exceeded");
      assertThat(get(agent, "/ping")).hasToString("200 healthy");
    }
  }

  @Test
  @DisplayName("AG-1: the ready line of each version names the address")
  void readyLine() throws Exception {
    var third = start(it -> it);
    var second = start(AgentEndpoint.Builder::version2);

    assertThat(third.uri().getHost()).isEqualTo("127.0.0.1");
    assertThat(third.readyLine())
        .isEqualTo("Secrets Manager Provider/3.0.0 listening on " + third.uri());
    assertThat(second.readyLine()).isEqualTo("Agent/2.0.0 listening on " + second.uri());
  }

  @Test
  @DisplayName("AG-7: a role is assumed and checked at its first use, and has a cache of its own")
  void roleIsAssumedOnce() throws Exception {
    var user = user("reader");
    var agent = start(it -> it.caller(user));
    var target = GET_DB + "&roleArn=" + ROLE + "reader";

    assertThat(get(agent, GET_DB, TOKEN).body()).contains("\"one\"");
    put("two");
    assertThat(get(agent, target, TOKEN).body()).contains("\"two\"");
    assertThat(get(agent, target, TOKEN).body()).contains("\"two\"");

    assertThat(get(agent, GET_DB, TOKEN).body()).contains("\"one\"");
    assertThat(aws.audit().of("AssumeRole").size()).isEqualTo(1);
    assertThat(aws.audit().of("GetCallerIdentity").size()).isEqualTo(2); // AG-9: the agent's own
    assertThat(aws.audit().of("GetSecretValue").last().caller().principalArn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/secrets-manager-provider");
  }

  @Test
  @DisplayName("AG-7: a role's session is renewed when it ends")
  void sessionIsRenewed() throws Exception {
    var user = user("reader");
    var agent = start(it -> it.caller(user));
    var target = GET_DB + "&refreshNow=1&roleArn=" + ROLE + "reader";
    get(agent, target, TOKEN);

    aws.clock().advance(Duration.ofHours(2));

    assertThat(get(agent, target, TOKEN).body()).contains("\"one\"");
    assertThat(aws.audit().of("AssumeRole").size()).isEqualTo(2);
  }

  @Test
  @DisplayName("AG-7: a role that can't be assumed, or is one too many, is refused")
  void roleIsRefused() throws Exception {
    var user = user("reader", "other");
    var agent = start(it -> it.caller(user).maxRoles(1));
    var absent = ROLE + "absent";
    var other = ROLE + "other";

    assertThat(get(agent, GET_DB + "&roleArn=" + absent, TOKEN))
        .hasToString(
            "403 {\"__type\":\"AccessDeniedException\",\"message\":\"Failed to create caching client"
                + " from role: %s\"}".formatted(absent));
    assertThat(get(agent, GET_DB + "&roleArn=" + ROLE + "reader", TOKEN).status()).isEqualTo(200);
    assertThat(get(agent, GET_DB + "&roleArn=" + other, TOKEN))
        .hasToString(
            "400 {\"__type\":\"MaxRolesExceeded\",\"message\":\"The maximum number of assumed roles"
                + " (1) has been reached. Unable to assume the following role to create a client:"
                + " %s\"}".formatted(other));
    assertThat(get(agent, GET_DB + "&roleArn=" + ROLE + "reader", TOKEN).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "AG-10: {0} gives {1}")
  @CsvSource({
    "'AWS_TOKEN=a,AWS_SESSION_TOKEN=b', a",
    "'AWS_SESSION_TOKEN=b,AWS_CONTAINER_AUTHORIZATION_TOKEN=c', b",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN=c, c",
    "AWS_TOKEN=file://FILE, of a file",
  })
  void tokenOfTheEnvironment(String variables, String token, @TempDir Path folder)
      throws Exception {
    var file = Files.writeString(folder.resolve("token"), " of a file\n");
    var environment = new HashMap<String, String>();
    for (var variable : variables.split(",")) {
      var parts = variable.split("=");
      environment.put(parts[0], parts[1].replace("FILE", file.toString()));
    }
    var agent = start(it -> it.tokenFrom(environment));

    assertThat(get(agent, GET_DB, "X-Vault-Token: " + token).status()).isEqualTo(200);
    assertThat(get(agent, GET_DB, TOKEN)).hasToString("403 Bad Token");
  }

  @Test
  @DisplayName("AG-10: without a token nothing starts")
  void tokenMustBeSet() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AgentEndpoint.of(aws).tokenFrom(Map.of()))
        .withMessage(
            "The agent's token is not set: set one of AWS_TOKEN, AWS_SESSION_TOKEN,"
                + " AWS_CONTAINER_AUTHORIZATION_TOKEN");
    assertThatIllegalStateException()
        .isThrownBy(() -> AgentEndpoint.of(aws).tokenFrom(Map.of("AWS_TOKEN", "file:///absent")))
        .withMessage("The file of the agent's token can't be read");
  }

  @Test
  @DisplayName("AG-9: settings have AWS's ranges")
  void settingsHaveRanges() {
    var agent = AgentEndpoint.of(aws);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.ttl(Duration.ofSeconds(3601)).start())
        .withMessage("ttl_seconds must be in the range 0 to 3600, but is 3601");
    assertThatIllegalArgumentException().isThrownBy(() -> agent.cacheSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> agent.maxConnections(1001));
    assertThatIllegalArgumentException().isThrownBy(() -> agent.maxRoles(21));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agent.token("hunter2\r\n"))
        .withMessageNotContaining("hunter2");
  }

  @Test
  void takenPortIsRefused() throws Exception {
    var agent = start(it -> it);

    assertThatThrownBy(() -> AgentEndpoint.start(aws, agent.uri().getPort()))
        .isInstanceOf(BindException.class);
  }
}
