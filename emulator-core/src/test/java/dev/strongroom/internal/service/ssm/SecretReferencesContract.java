package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.internal.service.ssm.api.GetParametersByPath;
import dev.strongroom.internal.service.ssm.api.Parameter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets, read as parameters. */
abstract class SecretReferencesContract extends SsmContract {

  private static final String PREFIX = "/aws/reference/secretsmanager/";
  private static final String FIRST = "00000000-0000-4000-8000-000000000001";
  private static final String SECOND = "00000000-0000-4000-8000-000000000002";
  private static final String SYNTAX =
      "Invalid parameter name. Please use correct syntax for referencing a version/label "
          + " <name>:<version/label>";

  private final String arn =
      aws.execute(
              aws.administrator(),
              CreateSecret.of("prod/db", FIRST).withSecretString(SecretValue.ofText("\"one\"")))
          .result()
          .arn();

  private static GetParameter reference(String name) {
    return new GetParameter(PREFIX + name, true);
  }

  private void second() {
    aws.clock().advance(Duration.ofMinutes(1));
    aws.execute(
        aws.administrator(),
        PutSecretValue.of("prod/db", SECOND).withSecretString(SecretValue.ofText("two")));
  }

  @Test
  @DisplayName("SSM-1: a secret is a SecureString of version 0, without a data type")
  void allMembers() {
    var parameter = call(reference("prod/db")).parameter();

    assertThat(parameter)
        .isEqualTo(
            new Parameter(
                PREFIX + "prod/db",
                "SecureString",
                SecretValue.ofText("\"one\""),
                0,
                null,
                SecretValue.ofText(
                    "{\"ARN\":\""
                        + arn
                        + "\",\"name\":\"prod/db\",\"versionId\":\""
                        + FIRST
                        + "\",\"secretString\":\"\\\"one\\\"\",\"versionStages\":[\"AWSCURRENT\"],"
                        + "\"createdDate\":\"Jan 1, 2026, 10:15:30 AM\"}"),
                START,
                arn,
                null));
  }

  @ParameterizedTest
  @ValueSource(strings = {":AWSPREVIOUS", ":" + FIRST})
  @DisplayName("SSM-1, SSM-28: a selector names a label, or a version by its ID")
  void selectors(String selector) {
    second();

    var parameter = call(reference("prod/db" + selector)).parameter();

    assertThat(text(parameter)).isEqualTo("\"one\"");
    assertThat(parameter.name()).isEqualTo(PREFIX + "prod/db");
    assertThat(parameter.selector()).isEqualTo(selector);
    assertThat(value(PREFIX + "prod/db")).isEqualTo("two");
  }

  @Test
  @DisplayName("SSM-1: a binary secret has no value")
  void binary() {
    aws.execute(
        aws.administrator(),
        CreateSecret.of("keystore", FIRST).withSecretBinary(SecretValue.ofBinary(new byte[] {1})));

    var parameter = call(reference("keystore")).parameter();

    assertThat(parameter.value()).isNull();
    assertThat(parameter.sourceResult().text()).doesNotContain("secretString", "secretBinary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prod/db:",
        "prod/db:AWSCURRENT:" + FIRST,
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-abcdef"
      })
  @DisplayName("SSM-2: syntax comes before decryption")
  void syntax(String name) {
    refused(ErrorCode.VALIDATION, SYNTAX, reference(name));
    refused(ErrorCode.VALIDATION, SYNTAX, new GetParameter(PREFIX + name, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod/db", "absent"})
  @DisplayName("SSM-2: decryption comes before the look-up")
  void withoutDecryption(String name) {
    refused(
        ErrorCode.VALIDATION,
        "WithDecryption flag must be True for retrieving a Secret Manager secret.",
        new GetParameter(PREFIX + name, false));
  }

  @Test
  @DisplayName("SSM-3: a missing secret, label or version, and one that is to be deleted")
  void missing() {
    refused(
        ErrorCode.PARAMETER_NOT_FOUND,
        "An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret"
            + " aws/reference/secretsmanager/absentnull not found.",
        reference("absent"));
    refused(
        ErrorCode.PARAMETER_NOT_FOUND,
        "An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret"
            + " aws/reference/secretsmanager/prod/db:NOSUCHSTAGE not found.",
        reference("prod/db:NOSUCHSTAGE"));
    aws.execute(aws.administrator(), DeleteSecret.of("prod/db"));
    refused(ErrorCode.VALIDATION, "Invalid Request to Secrets Manager", reference("prod/db"));
  }

  @Test
  @DisplayName("SSM-4: GetParameters has no errors of references")
  void several() {
    put("plain", "x");

    var names =
        List.of(
            PREFIX + "prod/db",
            PREFIX + "absent",
            PREFIX + "prod/db:NOSUCHSTAGE",
            PREFIX + "prod/db:",
            "plain");

    var result = call(new GetParameters(names, true));
    assertThat(result.parameters())
        .extracting(Parameter::name)
        .containsExactly(PREFIX + "prod/db", "plain");
    assertThat(result.invalidParameters()).containsExactlyElementsOf(names.subList(1, 4));
    var encrypted = call(new GetParameters(names, null));
    assertThat(encrypted.parameters()).extracting(Parameter::name).containsExactly("plain");
  }

  @Test
  @DisplayName("SSM-4: lists and histories don't know references, and nobody writes one")
  void onlyReads() {
    var principal = aws.administrator().principalArn();

    assertThat(call(new DescribeParameters(null, null, null, null, null)).parameters()).isEmpty();
    assertThat(call(new GetParametersByPath(PREFIX, true, null, true, null, null)).parameters())
        .isEmpty();
    refused(
        ErrorCode.PARAMETER_NOT_FOUND,
        "",
        new GetParameterHistory(PREFIX + "prod/db", null, null, null));
    refused(
        ErrorCode.ACCESS_DENIED,
        "User: "
            + principal
            + " is not authorized to perform: ssm:PutParameter on resource: "
            + ARNS
            + "aws/reference/secretsmanager/prod/db with an explicit deny",
        Puts.of(PREFIX + "prod/db", "String", "x").request());
  }

  @Test
  @DisplayName("SSM-4: permission for both services is needed, and both calls are audited")
  void permissions() {
    var role = aws.account("123456789012").role("reader").allow("ssm:GetParameter");
    var caller = role.caller();

    var refusal =
        catchThrowableOfType(ServiceError.class, () -> aws.execute(caller, reference("prod/db")));
    assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(refusal.text()).contains("secretsmanager:GetSecretValue");
    aws.repair(aws.explain(caller, reference("prod/db")));
    aws.execute(caller, reference("prod/db"));

    var records = aws.audit().records();
    assertThat(records.subList(records.size() - 3, records.size()))
        .extracting(AuditRecord::operation)
        .containsExactly("Decrypt", "GetSecretValue", "GetParameter");
    assertThat(records.get(records.size() - 2).invokedBy()).isEqualTo("ssm.amazonaws.com");
    role.deny("ssm:GetParameter");
    assertThat(
            catchThrowableOfType(
                    ServiceError.class, () -> aws.execute(caller, reference("prod/db")))
                .text())
        .contains("ssm:GetParameter on resource: " + ARNS + "aws/reference/secretsmanager/prod/db");
  }
}
