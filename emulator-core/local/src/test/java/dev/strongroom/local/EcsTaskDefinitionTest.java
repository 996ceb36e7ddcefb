package dev.strongroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets of ECS task definitions, rule by rule. */
class EcsTaskDefinitionTest {

  private static final String ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";
  private static final String ROLE = "arn:aws:iam::123456789012:role/execution";
  private static final String FAILURE =
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource"
          + " retrieval failed: unable to retrieve secret from asm: ";
  private static final String RETRIED = FAILURE + "service call has been retried 1 time(s): ";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(
              Seed.secret("prod/db")
                  .arnSuffix("AbCdEf")
                  .string(
                      "{\"password\":\"one\",\"port\":5432,\"large\":1234567,\"small\":0.00001,"
                          + "\"half\":-0.5,\"million\":1e6,\"on\":true,\"none\":null,"
                          + "\"object\":{\"b\":[1,2],\"a\":\"x\"},\"list\":[1,\"2\",null],"
                          + "\"username\":\"me\"}"))
          .seed(
              Seed.EMPTY
                  .and(ParameterSeed.of("/prod/url", "jdbc:x"))
                  .and(ParameterSeed.secure("/prod/token", "hunter2")))
          .secret(Seed.secret("prod/text").arnSuffix("AbCdEf").string("'hunter2'"))
          .secret(Seed.secret("prod/list").arnSuffix("AbCdEf").string("[\"hunter2\"]"))
          .secret(Seed.secret("prod/cut").arnSuffix("AbCdEf").string("{\"password\":\"hunter2"))
          .secret(Seed.secret("prod/bytes").arnSuffix("AbCdEf").binary(new byte[] {1, 2}))
          .build();

  EcsTaskDefinitionTest() {
    aws.account("123456789012")
        .role("execution")
        .allow("secretsmanager:GetSecretValue", ARN + "prod/*");
  }

  @ParameterizedTest(name = "ECS-2: the member {0} is {1}")
  @CsvSource({
    "password, one",
    "port, 5432",
    "large, 1.234567e+06",
    "million, 1e+06",
    "small, 1e-05",
    "half, -0.5",
    "on, true",
    "none, <nil>",
    "object, map[a:x b:[1 2]]",
    "list, [1 2 <nil>]",
  })
  void memberIsPrintedAsGoPrintsIt(String key, String value) {
    assertThat(resolved(ARN + "prod/db-AbCdEf:" + key + "::")).isEqualTo(value);
  }

  @Test
  @DisplayName("ECS-2: without a key the value is the whole text, and empty for a binary")
  void wholeValue() {
    assertThat(resolved(ARN + "prod/text-AbCdEf")).isEqualTo("'hunter2'");
    assertThat(resolved(ARN + "prod/text-AbCdEf:::")).isEqualTo("'hunter2'");
    assertThat(resolved(ARN + "prod/bytes-AbCdEf")).isEmpty();
  }

  @Test
  @DisplayName("ECS-1: key, stage and version are read from five parts")
  void fiveParts() {
    var administrator = aws.as(aws.administrator());
    var second =
        administrator
            .call(
                PutSecretValue.of("prod/db", aws.newClientRequestToken())
                    .withSecretString(SecretValue.ofText("{\"password\":\"two\"}")))
            .versionId();
    administrator.call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("{\"password\":\"three\"}")));

    assertThat(resolved(ARN + "prod/db-AbCdEf:password::")).isEqualTo("three");
    assertThat(resolved(ARN + "prod/db-AbCdEf:password:AWSPREVIOUS:")).isEqualTo("two");
    assertThat(resolved(ARN + "prod/db-AbCdEf:password::" + second)).isEqualTo("two");
    assertThat(resolved(ARN + "prod/db-AbCdEf::AWSPREVIOUS:")).isEqualTo("{\"password\":\"two\"}");
  }

  @ParameterizedTest(name = "ECS-1: {0}")
  @CsvSource({":password", ":password:", "::password:::", ":a:b:c:d:e"})
  void otherNumberOfPartsIsRefused(String rest) {
    var arn = ARN + "prod/db-AbCdEf" + rest;

    refused(
        arn,
        FAILURE
            + "trying to retrieve secret with value "
            + arn
            + " resulted in error: an invalid ARN format for the AWS Secrets Manager secret was"
            + " specified. Specify a valid ARN and try again.");
  }

  @ParameterizedTest(name = "ECS-1, ECS-5: {0} is {1}")
  @CsvSource({
    "/prod/url, jdbc:x",
    "/prod/token, hunter2",
    "/prod/url:1, jdbc:x",
    "arn:aws:ssm:us-east-1:123456789012:parameter/prod/url, jdbc:x",
  })
  void parameterIsReadByNameOrArn(String valueFrom, String value) {
    aws.account("123456789012").role("execution").allow("ssm:GetParameters", "*");

    assertThat(resolved(valueFrom)).isEqualTo(value);
  }

  @Test
  @DisplayName("ECS-5: a parameter that is missing or may not be read stops the task")
  void parameterThatCannotBeRead() {
    var ofParameters = RETRIED.replace("secret from asm", "secrets from ssm");
    assertThatThrownBy(() -> resolved("/prod/url"))
        .isInstanceOf(TaskFailedToStartException.class)
        .hasMessageStartingWith(ofParameters + "AccessDeniedException: User: " + ROLE)
        .hasMessageContaining("is not authorized to perform: ssm:GetParameters")
        .hasMessageEndingWith(" status code: 400, request id: " + aws.audit().last().requestId());

    aws.account("123456789012").role("execution").allow("ssm:GetParameters", "*");
    refused("/prod/none", ofParameters + "invalid parameters: /prod/none");
  }

  @ParameterizedTest(name = "ECS-3: {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "prod/db-AbCdEf:absent:: | retrieved secret from Secrets Manager did not contain json key absent",
        "prod/text-AbCdEf:password:: | invalid character '\\'' looking for beginning of value",
        "prod/cut-AbCdEf:password:: | unexpected end of JSON input",
        "prod/bytes-AbCdEf:password:: | unexpected end of JSON input",
        "prod/list-AbCdEf:password:: | json: cannot unmarshal array into Go value of type map[string]interface {}",
      })
  void valueWithoutTheKeyIsRefused(String secret, String cause) {
    refused(ARN + secret, RETRIED + cause.replace("\"'", "'"));
  }

  @Test
  @DisplayName("ECS-3, ECS-4: what the execution role may not read, the task does not start with")
  void deniedToTheExecutionRole() {
    aws.account("123456789012").role("execution").deny("secretsmanager:GetSecretValue");

    assertThatThrownBy(() -> resolved(ARN + "prod/db-AbCdEf"))
        .isInstanceOf(TaskFailedToStartException.class)
        .hasMessageStartingWith(
            RETRIED
                + "failed to fetch secret "
                + ARN
                + "prod/db-AbCdEf from secrets manager: operation error Secrets Manager:"
                + " GetSecretValue, https response error StatusCode: 400, RequestID: "
                + aws.audit().last().requestId()
                + ", api error AccessDeniedException: User: "
                + ROLE)
        .hasMessageContaining("is not authorized to perform: secretsmanager:GetSecretValue");
    assertThat(TaskFailedToStartException.STOP_CODE).isEqualTo("TaskFailedToStart");
  }

  @Test
  @DisplayName("ECS-3: a secret that is marked for deletion stops the task")
  void markedForDeletion() {
    aws.as(aws.administrator()).call(DeleteSecret.of("prod/db").withRecoveryWindowInDays(7L));

    assertThatThrownBy(() -> resolved(ARN + "prod/db-AbCdEf"))
        .hasMessageContaining("InvalidRequestException: ")
        .hasMessageEndingWith("marked for deletion.");
  }

  @Test
  @DisplayName("ECS-3: without a network it was tried five times more")
  void withoutANetwork() {
    aws.faults().on("GetSecretValue").timeOut();

    assertThatThrownBy(() -> resolved(ARN + "prod/db-AbCdEf"))
        .hasMessageContaining("service call has been retried 5 time(s): ")
        .hasMessageEndingWith(
            "RequestCanceled: request context canceled caused by: context deadline exceeded. Please"
                + " check your task network configuration.");
  }

  @Test
  @DisplayName("ECS-4: log options and registry credentials come from secrets as well")
  void logOptionsAndRegistry() {
    var definition =
        EcsTaskDefinition.parse(
            """
            {"taskDefinition": {"executionRoleArn": "%2$s", "containerDefinitions": [{
              "name": "app",
              "environment": [{"name": "STAGE", "value": "test"}],
              "logConfiguration": {"logDriver": "splunk", "secretOptions": [
                {"name": "splunk-token", "valueFrom": "%1$sprod/db-AbCdEf:password::"}]},
              "repositoryCredentials": {"credentialsParameter": "%1$sprod/db-AbCdEf"}
            }]}}
            """
                .formatted(ARN, ROLE));

    var container = definition.resolve(aws).get(0);

    assertThat(container.environment()).containsOnlyKeys("STAGE").containsValue("test");
    assertThat(container.logOptions()).containsEntry("splunk-token", "one");
    assertThat(container.registryUser()).isEqualTo("me");
    assertThat(container.registryPassword()).isEqualTo("one");
    assertThat(container).hasToString("Container[app, [STAGE]]");
  }

  @Test
  void definitionThatIsNoneIsRefusedWithoutItsText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EcsTaskDefinition.parse("{\"a\": hunter2}"))
        .withMessageStartingWith("The task definition is no JSON: see line 1, column ")
        .withMessageNotContaining("hunter2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EcsTaskDefinition.parse("{}"))
        .withMessage("A task definition has containerDefinitions, this has none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> definition(ARN + "x", "taskRoleArn").resolve(aws))
        .withMessageContaining("executionRoleArn");
  }

  private String resolved(String valueFrom) {
    return definition(valueFrom, "executionRoleArn").resolve(aws).get(0).environment().get("VALUE");
  }

  private static EcsTaskDefinition definition(String valueFrom, String role) {
    return EcsTaskDefinition.parse(
        """
        {"%s": "%s", "containerDefinitions": [
          {"name": "app", "secrets": [{"name": "VALUE", "valueFrom": "%s"}]}]}
        """
            .formatted(role, ROLE, valueFrom));
  }

  private void refused(String valueFrom, String reason) {
    assertThatThrownBy(() -> resolved(valueFrom))
        .isInstanceOf(TaskFailedToStartException.class)
        .hasMessage(reason);
  }
}
