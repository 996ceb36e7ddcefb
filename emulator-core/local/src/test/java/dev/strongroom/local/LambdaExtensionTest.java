package dev.strongroom.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Lambda extension answers, rule by rule. */
class LambdaExtensionTest extends AgentFixture {

  @Test
  @DisplayName("LE-2: the body is the SDK's answer as Go prints it, with escaped angle brackets")
  void bodyOfAText() throws Exception {
    var extension = start(AgentEndpoint.Builder::lambdaExtension);

    var answer = get(extension, "/secretsmanager/get?secretId=prod/odd", TOKEN);

    var arn = aws.audit().last().secretArn();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .matches(".*\"VersionId\":\"[0-9a-f-]{36}\".*")
        .startsWith(
            "{\"ARN\":\"%s\",\"CreatedDate\":\"2026-01-01T00:00:00.25Z\",\"Name\":".formatted(arn)
                + "\"prod/odd\",\"SecretBinary\":null,\"SecretString\":"
                + "\"\\u003cone\\u003e \\u0026 \\\"two\\\"\",\"VersionId\":\"")
        .endsWith("\",\"VersionStages\":[\"AWSCURRENT\"],\"ResultMetadata\":{}}");
  }

  @Test
  @DisplayName("LE-2: a binary value is base64 beside a text of null")
  void bodyOfBytes() throws Exception {
    var extension = start(AgentEndpoint.Builder::lambdaExtension);

    assertThat(get(extension, "/secretsmanager/get?secretId=prod/bytes", TOKEN).body())
        .contains("\"SecretBinary\":\"AQL/\",\"SecretString\":null");
  }

  @Test
  @DisplayName("LE-1, LE-2: a parameter is answered as the SDK for Go has it, and cached")
  void parameter() throws Exception {
    aws.seed(
        Seed.EMPTY
            .and(ParameterSeed.of("/prod/url", "jdbc:x"))
            .and(ParameterSeed.secure("/prod/token", "hunter2")));
    var extension = start(AgentEndpoint.Builder::lambdaExtension);
    var parameters = "/systemsmanager/parameters/get";
    var url = parameters + "?name=%2Fprod%2Furl&version=1&label=none";

    assertThat(get(extension, url, TOKEN))
        .hasToString(
            "200 {\"Parameter\":{\"ARN\":\"arn:aws:ssm:us-east-1:123456789012:parameter/prod/url\","
                + "\"DataType\":\"text\",\"LastModifiedDate\":\"2026-01-01T00:00:00.25Z\","
                + "\"Name\":\"/prod/url\",\"Selector\":\":1\",\"SourceResult\":null,"
                + "\"Type\":\"String\",\"Value\":\"jdbc:x\",\"Version\":1},\"ResultMetadata\":{}}");
    int read = aws.audit().of("GetParameter").size();
    get(extension, url, TOKEN);
    assertThat(aws.audit().of("GetParameter")).hasSize(read);
    var secure = parameters + "/?name=/prod/token";
    assertThat(get(extension, secure, TOKEN).body()).doesNotContain("hunter2");
    assertThat(get(extension, secure + "&withDecryption=true", TOKEN).body()).contains("hunter2");
    var reference = "?withDecryption=true&name=%2Faws%2Freference%2Fsecretsmanager%2Fprod%2Fdb";
    assertThat(get(extension, parameters + reference, TOKEN).body()).contains("\"Value\":\"one\"");
    assertThat(get(extension, parameters + "?name=none", TOKEN).status()).isEqualTo(400);
    assertThat(get(extension, parameters, TOKEN)).hasToString("400 missing parameter name");
  }

  @ParameterizedTest(name = "LE-1: {0} is {1}")
  @CsvSource({
    "versionStage=AWSPREVIOUS&versionId=absent, one",
    "versionStage=AWSCURRENT&versionStage=AWSPREVIOUS, two",
  })
  void firstSelectorCounts(String selectors, String value) throws Exception {
    var extension = start(AgentEndpoint.Builder::lambdaExtension);
    put("two");

    assertThat(get(extension, GET_DB + "&" + selectors, TOKEN).body())
        .contains("\"SecretString\":\"" + value + "\"");
  }

  @Test
  @DisplayName("LE-1: an id is a name or an ARN, and the token is in one header only")
  void arnAndToken() throws Exception {
    var extension = start(it -> it.lambdaExtension().token("session"));
    var arn = aws.audit().of("CreateSecret").first().secretArn();
    var target = "/secretsmanager/get?secretId=" + arn;

    var token = "X-Aws-Parameters-Secrets-Token: session";
    assertThat(get(extension, target, token).body()).contains("\"SecretString\":\"one\"");
    assertThat(get(extension, target, "X-Vault-Token: session").status()).isEqualTo(401);
    assertThat(get(extension, target, TOKEN).status()).isEqualTo(401);
  }

  @Test
  @DisplayName("LE-3: before the first invocation nothing is served")
  void initPhase() throws Exception {
    var extension = start(AgentEndpoint.Builder::lambdaExtensionInInitPhase);

    assertThat(get(extension, GET_DB, TOKEN))
        .hasToString("400 not ready to serve traffic, please wait");
    assertThat(aws.audit().of("GetSecretValue").size()).isZero();

    extension.endInitPhase();
    assertThat(get(extension, GET_DB, TOKEN).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("LE-3: any error of AWS has status 400")
  void errorOfAws() throws Exception {
    var extension = start(AgentEndpoint.Builder::lambdaExtension);

    assertThat(get(extension, "/secretsmanager/get?secretId=absent", TOKEN).status())
        .isEqualTo(400);
    aws.faults().on("GetSecretValue").fail(ErrorCode.INTERNAL_SERVICE_ERROR, "busy");
    assertThat(get(extension, GET_DB, TOKEN).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("LE-4: after the TTL the value is read again; there is no refreshNow")
  void cacheHasATtl() throws Exception {
    var extension = start(it -> it.lambdaExtension().ttl(Duration.ofSeconds(30)));
    get(extension, GET_DB, TOKEN);
    put("two");

    aws.clock().advance(Duration.ofSeconds(30));
    assertThat(get(extension, GET_DB + "&refreshNow=true", TOKEN).body()).contains("\"one\"");
    aws.clock().advance(Duration.ofSeconds(1));

    assertThat(get(extension, GET_DB, TOKEN).body()).contains("\"two\"");
    assertThat(aws.audit().of("DescribeSecret").size()).isZero();
  }

  @Test
  @DisplayName("LE-4: its TTL is at most 300 seconds")
  void longestTtl() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> AgentEndpoint.of(aws).lambdaExtension().ttl(Duration.ofSeconds(301)).start())
        .withMessage("ttl_seconds must be in the range 0 to 300, but is 301");
  }

  @Test
  @DisplayName("LE-4: its variables have the TTLs of both services, and its port")
  void timesOfTheEnvironment() throws Exception {
    aws.seed(Seed.EMPTY.and(ParameterSeed.of("/prod/url", "one")));
    var variables =
        Map.of(
            "SECRETS_MANAGER_TTL", "30",
            "SSM_PARAMETER_STORE_TTL", "0",
            "PARAMETERS_SECRETS_EXTENSION_LOG_LEVEL", "debug",
            "PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED", "true");
    var extension = start(it -> it.lambdaExtension(variables).port(0));

    get(extension, GET_DB, TOKEN);
    put("two");
    aws.clock().advance(Duration.ofSeconds(30));
    assertThat(get(extension, GET_DB, TOKEN).body()).contains("\"one\"");
    aws.clock().advance(Duration.ofSeconds(1));
    assertThat(get(extension, GET_DB, TOKEN).body()).contains("\"two\"");
    int read = aws.audit().of("GetParameter").size();
    get(extension, "/systemsmanager/parameters/get?name=/prod/url", TOKEN);
    get(extension, "/systemsmanager/parameters/get?name=/prod/url", TOKEN);
    assertThat(aws.audit().of("GetParameter")).hasSize(read + 2);
  }

  @ParameterizedTest(name = "LE-4: {0}={1}")
  @CsvSource({
    "PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED, false",
    "PARAMETERS_SECRETS_EXTENSION_CACHE_SIZE, 0",
    "SECRETS_MANAGER_TTL, 0",
  })
  void nothingIsCached(String variable, String value) throws Exception {
    var extension = start(it -> it.lambdaExtension(Map.of(variable, value)).port(0));

    get(extension, GET_DB, TOKEN);
    put("two");

    assertThat(get(extension, GET_DB, TOKEN).body()).contains("\"two\"");
  }

  @Test
  @DisplayName("LE-4: a read that takes longer than the variable's time has failed")
  void timeout() throws Exception {
    var patient = start(it -> it.lambdaExtension(Map.of()).port(0));
    var variables = Map.of("SECRETS_MANAGER_TIMEOUT_MILLIS", "1000");
    var hasty = start(it -> it.lambdaExtension(variables).port(0));
    aws.faults().on("GetSecretValue").delay(Duration.ofSeconds(2));

    assertThat(get(hasty, GET_DB, TOKEN).status()).isEqualTo(500);
    assertThat(get(patient, GET_DB, TOKEN).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("LE-4: of each service so many reads are made at a time, and others wait")
  void connections() throws Exception {
    aws.seed(Seed.EMPTY.and(ParameterSeed.of("/prod/url", "one")));
    var variables = Map.of("PARAMETERS_SECRETS_EXTENSION_MAX_CONNECTIONS", "2");
    var extension = start(it -> it.lambdaExtension(variables).port(0));
    var held = aws.faults().on("GetSecretValue").delayInRealTime(Duration.ofHours(1));
    var waiting = new ArrayList<Socket>();
    for (int i = 0; i < 5; i++) {
      waiting.add(send(extension));
    }
    while (held.struck() < 2) {
      Thread.onSpinWait(); // until two are held
    }

    var parameter = get(extension, "/systemsmanager/parameters/get?name=/prod/url", TOKEN);

    assertThat(parameter.status()).isEqualTo(200);
    assertThat(held.struck()).isEqualTo(2);
    for (var socket : waiting) {
      socket.close();
    }
  }

  private static Socket send(AgentEndpoint extension) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), extension.uri().getPort());
    var request = "GET " + GET_DB + " HTTP/1.1\r\nHost: localhost\r\n" + TOKEN + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  @ParameterizedTest(name = "LE-4: {0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SECRETS_MANAGER_TTL | 301 | SECRETS_MANAGER_TTL must be a number in the range 0 to 300, but is '301'",
        "SSM_PARAMETER_STORE_TTL | soon | SSM_PARAMETER_STORE_TTL must be a number in the range 0 to 300, but is 'soon'",
        "PARAMETERS_SECRETS_EXTENSION_CACHE_SIZE | 1001 | PARAMETERS_SECRETS_EXTENSION_CACHE_SIZE must be a number in the range 0 to 1000, but is '1001'",
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT | 0 | PARAMETERS_SECRETS_EXTENSION_HTTP_PORT must be a number in the range 1 to 65535, but is '0'",
        "PARAMETERS_SECRETS_EXTENSION_MAX_CONNECTIONS | 0 | PARAMETERS_SECRETS_EXTENSION_MAX_CONNECTIONS must be a number in the range 1 to 2147483647, but is '0'",
        "PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED | yes | PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED must be one of FALSE, TRUE, but is 'yes'",
        "PARAMETERS_SECRETS_EXTENSION_LOG_LEVEL | all | PARAMETERS_SECRETS_EXTENSION_LOG_LEVEL must be one of DEBUG, ERROR, INFO, NONE, WARN, but is 'all'",
      })
  void variableIsRefused(String variable, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentEndpoint.of(aws).lambdaExtension(Map.of(variable, value)))
        .withMessage(message);
  }

  @Test
  void agentHasNoInitPhase() throws Exception {
    var agent = start(it -> it);

    assertThatIllegalStateException()
        .isThrownBy(agent::endInitPhase)
        .withMessageContaining("lambdaExtensionInInitPhase()");
  }
}
