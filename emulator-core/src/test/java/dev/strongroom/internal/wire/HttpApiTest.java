package dev.strongroom.internal.wire;

import static dev.strongroom.wire.Http.json;
import static dev.strongroom.wire.Http.post;
import static dev.strongroom.wire.Http.signed;
import static dev.strongroom.wire.Http.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.wire.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS JSON 1.1 to the letter. */
class HttpApiTest {

  private static final String TOKEN = "00000000-0000-4000-8000-000000000001";

  private static final String NEW_SECRET =
      "{\"Name\":\"a\",\"ClientRequestToken\":\"" + TOKEN + "\"}";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30.120Z"))
          .randomSeed(1)
          .build();
  private final HttpApi api = HttpApi.of(aws);

  @Test
  @DisplayName("WIRE-1, WIRE-6, WIRE-7, WIRE-9: members have AWS's names and forms")
  void membersHaveAwsNamesAndForms() {
    create("a", "\"SecretBinary\":\"AAEC/w==\"");

    var answer = api.answer(post("secretsmanager.GetSecretValue", "{\"SecretId\":\"a\"}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer))
        .matches(
            "\\{\"ARN\":\"arn:aws:secretsmanager:us-east-1:123456789012:secret:a-\\w{6}\","
                + "\"Name\":\"a\",\"VersionId\":\""
                + TOKEN
                + "\",\"SecretBinary\":\"AAEC/w==\","
                + "\"VersionStages\":\\[\"AWSCURRENT\"],\"CreatedDate\":1767262530.12}");
    assertThat(answer.headers().get("Content-Type")).containsExactly("application/x-amz-json-1.1");
    assertThat(answer.headers().get("x-amzn-RequestId"))
        .containsExactly(aws.audit().last().requestId());
  }

  @ParameterizedTest(name = "WIRE-7: {0} is {1}")
  @CsvSource({
    "2018-04-11T20:52:25.713Z, 1523479945.713",
    "2018-04-11T20:52:25.710Z, 1523479945.71",
    "2018-04-11T20:52:25Z,     1523479945",
    "2001-09-09T01:46:40Z,     1000000000",
  })
  void timestampsAreSeconds(String instant, String seconds) {
    var then = SecretsEmulator.builder().frozenAt(Instant.parse(instant)).build();
    var answer = HttpApi.of(then).answer(post("TrentService.CreateKey", "{}"));

    assertThat(text(answer)).contains("\"CreationDate\":" + seconds + ",");
  }

  @ParameterizedTest(name = "WIRE-8: {0} answers nothing")
  @ValueSource(strings = {"TagResource", "UntagResource"})
  void operationsWithoutOutputHaveNoBody(String operation) {
    create("a", "\"SecretString\":\"one\"");

    var answer =
        api.answer(
            post(
                "secretsmanager." + operation,
                "{\"SecretId\":\"a\",\"Tags\":[{\"Key\":\"k\"}],\"TagKeys\":[\"k\"]}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  @DisplayName("WIRE-9: a list that exists but is empty is an empty list")
  void emptyListIsToldAsOne() {
    var answer = api.answer(post("secretsmanager.ListSecrets", "{}"));

    assertThat(text(answer)).isEqualTo("{\"SecretList\":[]}");
  }

  @Test
  @DisplayName("WIRE-10: what an operation does not know is ignored, and null is nothing")
  void unknownMembersAreIgnored() {
    var answer =
        api.answer(
            post(
                "secretsmanager.CreateSecret",
                "{\"Name\":\"a\",\"ClientRequestToken\":\""
                    + TOKEN
                    + "\",\"Unknown\":{\"x\":[1]},\"name\":5,\"KmsKeyId\":null,\"Tags\":[{\"Key\":\"k\",\"More\":0}]}"));

    assertThat(json(answer).get("Name").textValue()).isEqualTo("a");
  }

  @Test
  @DisplayName("WIRE-2, WIRE-4: a modelled error has a capital Message")
  void modelledErrorHasCapitalMessage() {
    var answer = api.answer(post("secretsmanager.GetSecretValue", "{\"SecretId\":\"a\"}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .isEqualTo(
            "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"Secrets Manager can't find the specified secret.\"}");
    assertThat(answer.headers().get("x-amzn-RequestId"))
        .containsExactly(aws.audit().last().requestId());
  }

  @Test
  @DisplayName("WIRE-3, VAL-1: an error of the framework has a small message")
  void frameworkErrorHasSmallMessage() {
    var answer = api.answer(post("secretsmanager.GetSecretValue", "{}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .isEqualTo(
            "{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value null at 'secretId' failed to satisfy constraint: Member must not be null\"}");
  }

  @Test
  @DisplayName("WIRE-3: KMS has a small message in all its errors")
  void kmsErrorHasSmallMessage() {
    var answer = api.answer(post("TrentService.DescribeKey", "{\"KeyId\":\"alias/none\"}"));

    assertThat(text(answer))
        .startsWith("{\"__type\":\"NotFoundException\",\"message\":\"Alias arn:aws:kms:");
  }

  @ParameterizedTest(name = "ERR-7: {0} with {1} is no operation")
  @CsvSource({
    "POST, secretsmanager.GetSecret,           application/x-amz-json-1.1",
    "POST, secretsmanager.getSecretValue,      application/x-amz-json-1.1",
    "POST, secretsmanager.Filter,              application/x-amz-json-1.1",
    "POST, secretsmanager.Encrypt,             application/x-amz-json-1.1",
    "POST, TrentService.GetSecretValue,        application/x-amz-json-1.1",
    "POST, GetSecretValue,                     application/x-amz-json-1.1",
    "POST, '',                                 application/x-amz-json-1.1",
    "GET,  secretsmanager.ListSecrets,         application/x-amz-json-1.1",
    "POST, secretsmanager.ListSecrets,         application/json",
    "POST, secretsmanager.ListSecrets,         ''",
  })
  void whatIsNoOperationIsRefused(String method, String target, String contentType) {
    var headers = Map.of("x-amz-target", List.of(target), "CONTENT-TYPE", List.of(contentType));

    var answer = api.answer(new HttpRequest(method, "/", headers, new byte[] {'{', '}'}));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).isEqualTo("{\"__type\":\"UnknownOperationException\"}");
    assertThat(answer.headers().get("x-amzn-RequestId").get(0)).hasSize(36);
    assertThat(aws.audit().records()).isEmpty();
  }

  @Test
  @DisplayName("ERR-7: a request without any header is refused")
  void requestWithoutHeadersIsRefused() {
    var answer = api.answer(new HttpRequest("GET", "/", Map.of(), new byte[0]));

    assertThat(text(answer)).isEqualTo("{\"__type\":\"UnknownOperationException\"}");
  }

  @ParameterizedTest(name = "ERR-7: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CreateSecret    | {"Name":"a","SecretString":"hunter2   | The body of the request is not one JSON value
          CreateSecret    | {"SecretString":hunter2}              | The body of the request is not one JSON value
          CreateSecret    | {"SecretString":"hunter2"} "hunter2"  | The body of the request is not one JSON value
          CreateSecret    | ["hunter2"]                           | The body of the request must be an object, not array
          CreateSecret    | "hunter2"                             | The body of the request must be an object, not string
          CreateSecret    | null                                  | The body of the request must be an object, not null
          CreateSecret    | ``                                    | The body of the request must be an object, not missing
          CreateSecret    | {"SecretString":["hunter2"]}          | SecretString must be a string, not array
          CreateSecret    | {"SecretString":{"hunter2":1}}        | SecretString must be a string, not object
          CreateSecret    | {"SecretString":42}                   | SecretString must be a string, not number
          CreateSecret    | {"SecretBinary":"hunter2!"}           | SecretBinary must be base64
          CreateSecret    | {"Tags":"hunter2"}                    | Tags must be a list, not string
          CreateSecret    | {"Tags":["hunter2"]}                  | Tags must be an object, not string
          CreateSecret    | {"Tags":[null]}                       | Tags must be an object, not null
          CreateSecret    | {"Tags":[{"Key":true}]}               | Key must be a string, not boolean
          ListSecrets     | {"MaxResults":"5"}                    | MaxResults must be an integer, not string
          ListSecrets     | {"MaxResults":1.5}                    | MaxResults must be an integer, not number
          ListSecrets     | {"MaxResults":1e400}                  | MaxResults must be an integer, not number
          ListSecrets     | {"MaxResults":2147483648}             | MaxResults must be an integer, not number
          DeleteSecret    | {"RecoveryWindowInDays":9223372036854775808} | RecoveryWindowInDays must be a long, not number
          DeleteSecret    | {"ForceDeleteWithoutRecovery":"true"} | ForceDeleteWithoutRecovery must be true or false, not string
          PutSecretValue  | {"VersionStages":["a",null]}          | VersionStages must be a string, not null
          """)
  void bodyThatCannotBeReadIsRefusedWithoutTellingIt(
      String operation, String body, String message) {
    var answer = api.answer(post("secretsmanager." + operation, body));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .isEqualTo("{\"__type\":\"SerializationException\",\"message\":\"" + message + "\"}")
        .doesNotContain("hunter2");
    assertThat(aws.audit().records()).isEmpty();
  }

  @ParameterizedTest(name = "CAL-1, CAL-2: {0} calls as {1} in {2}")
  @CsvSource({
    "222222222222/20260101/us-east-1/secretsmanager/aws4_request,    222222222222, us-east-1",
    "222222222222/20260101/eu-central-1/secretsmanager/aws4_request, 222222222222, eu-central-1",
    "AKIDEXAMPLE/20260101/eu-central-1/secretsmanager/aws4_request,  123456789012, eu-central-1",
    "22222222222/20260101/eu-central-1/secretsmanager/aws4_request,  123456789012, eu-central-1",
    "222222222222/20260101/secretsmanager/aws4_request,              222222222222, us-east-1",
    "222222222222,                                                   222222222222, us-east-1",
    "'',                                                             123456789012, us-east-1",
  })
  void signatureNamesAccountAndRegion(String scope, String account, String region) {
    var answer = api.answer(signed("secretsmanager.CreateSecret", NEW_SECRET, scope));

    assertThat(json(answer).get("ARN").textValue())
        .startsWith("arn:aws:secretsmanager:" + region + ":" + account + ":secret:a-");
  }

  @Test
  @DisplayName("CAL-2: a presigned request names account and Region in its query")
  void presignedRequestNamesAccountAndRegion() {
    var unsigned = post("secretsmanager.CreateSecret", NEW_SECRET);
    var path =
        "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=222222222222%2F20260101%2Feu-west-1%2Fsecretsmanager%2Faws4_request&X-Amz-Signature=0";

    var answer = api.answer(new HttpRequest("POST", path, unsigned.headers(), unsigned.body()));

    assertThat(json(answer).get("ARN").textValue())
        .startsWith("arn:aws:secretsmanager:eu-west-1:222222222222:");
  }

  @Test
  @DisplayName("CAL-2: what is no Region is refused by name")
  void noRegionIsRefused() {
    var answer =
        api.answer(signed("secretsmanager.ListSecrets", "{}", "key/20260101/moon/s/aws4_request"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .isEqualTo(
            "{\"__type\":\"InvalidSignatureException\",\"message\":\"Credential should be scoped to a valid region, not 'moon'.\"}");
  }

  @Test
  @DisplayName("CAL-1: an access key id that a principal was given is that principal")
  void accessKeyIdIsThePrincipalItWasGivenTo() {
    aws.account("222222222222").role("app").session("tests").accessKey("AKIDAPP");

    var answer =
        api.answer(
            signed(
                "secretsmanager.ListSecrets",
                "{}",
                "AKIDAPP/20260101/eu-west-1/secretsmanager/aws4_request"));

    assertThat(json(answer).get("message").textValue())
        .startsWith(
            "User: arn:aws:sts::222222222222:assumed-role/app/tests is not authorized to perform: secretsmanager:ListSecrets");
  }

  @ParameterizedTest(name = "CAL-1: {0} is {1} where another caller is the default")
  @CsvSource({
    "AKIDEXAMPLE,  333333333333",
    "'',           333333333333",
    "222222222222, 222222222222",
    "123456789012, 123456789012",
    "AKIDAPP,      444444444444",
  })
  void keyThatNamesNobodyIsTheDefaultCallers(String key, String account) {
    aws.account("444444444444").user("app").allow("*", "*").accessKey("AKIDAPP");
    var caller = Caller.administrator("333333333333", "us-west-2");

    var answer =
        HttpApi.of(aws)
            .withDefaultCaller(caller)
            .answer(
                signed(
                    "secretsmanager.CreateSecret",
                    NEW_SECRET,
                    key + "/20260101/eu-west-1/secretsmanager/aws4_request"));

    assertThat(json(answer).get("ARN").textValue())
        .startsWith("arn:aws:secretsmanager:eu-west-1:" + account + ":secret:a-");
  }

  @Test
  @DisplayName("CAL-1: an access key id has one owner")
  void accessKeyIdHasOneOwner() {
    aws.account("222222222222").role("app").accessKey("AKIDAPP").accessKey("AKIDAPP");
    var other = aws.account("222222222222").role("other");

    assertThatThrownBy(() -> other.accessKey("AKIDAPP"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The access key id 'AKIDAPP' is that of arn:aws:iam::222222222222:role/app: choose another");
    assertThatThrownBy(() -> other.accessKey("222222222222"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("choose one that is not of 12 digits");
  }

  @Test
  @DisplayName("CAL-1: access key ids are part of a snapshot")
  void accessKeyIdsArePartOfASnapshot() {
    var before = aws.snapshot();
    var role = aws.account("222222222222").role("app").accessKey("AKIDAPP");

    assertThat(aws.fork().caller("AKIDAPP", null)).isEqualTo(role.caller());
    aws.restore(before);
    assertThat(aws.caller("AKIDAPP", null)).isEqualTo(aws.administrator());
  }

  @Test
  void secretsAreNotPrinted() {
    var request = post("secretsmanager.CreateSecret", "{\"SecretString\":\"hunter2\"}");
    create("a", "\"SecretString\":\"hunter2\"");
    var answer = api.answer(post("secretsmanager.GetSecretValue", "{\"SecretId\":\"a\"}"));

    assertThat(request).asString().doesNotContain("hunter2");
    assertThat(answer).asString().doesNotContain("hunter2");
    assertThat(text(answer)).contains("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Description\":\"\\ud83d\"",
        "\"SecretString\":\"a\\ude00b\"",
        "\"Tags\":[{\"Key\":\"\\ude00\\ud83d\"}]"
      })
  void halfASurrogatePairIsRefused(String member) {
    var body = "{\"Name\":\"a\",\"ClientRequestToken\":\"" + TOKEN + "\"," + member + "}";

    assertThat(text(api.answer(post("secretsmanager.CreateSecret", body))))
        .startsWith("{\"__type\":\"SerializationException\"")
        .contains(" has half a surrogate pair, which is no character");
    assertThat(aws.audit()).isEmpty();
  }

  @Test
  void wholeSurrogatePairIsKept() {
    create("a", "\"SecretString\":\"\\ud83d\\ude00\"");

    assertThat(text(api.answer(post("secretsmanager.GetSecretValue", "{\"SecretId\":\"a\"}"))))
        .contains("\"SecretString\":\"\ud83d\ude00\"");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    var request = post("secretsmanager.CreateSecret", "");
    var body = "{\"Name\":\"a\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);

    var answer = api.answer(new HttpRequest("POST", "/", request.headers(), body));

    assertThat(text(answer))
        .startsWith("{\"__type\":\"SerializationException\"")
        .contains("The body of the request is not in UTF-8");
  }

  private void create(String name, String value) {
    var answer =
        api.answer(
            post(
                "secretsmanager.CreateSecret",
                "{\"Name\":\""
                    + name
                    + "\",\"ClientRequestToken\":\""
                    + TOKEN
                    + "\","
                    + value
                    + "}"));
    assertThat(answer.status()).isEqualTo(200);
  }
}
