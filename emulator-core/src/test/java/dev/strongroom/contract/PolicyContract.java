package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;
import static dev.strongroom.api.ErrorCode.PUBLIC_POLICY;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.Request;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.api.ValidateResourcePolicy.ValidationError;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PutResourcePolicy, GetResourcePolicy, DeleteResourcePolicy and ValidateResourcePolicy. */
public abstract class PolicyContract extends Contract {

  private static final String SYNTAX = "This resource policy contains a syntax error.";
  private static final String PRINCIPAL = "This resource policy contains an unsupported principal";
  private static final String SERVICE =
      "This resource policy contains an invalid service principal.";
  private static final String BROAD =
      "You can't attach a resource-based policy that allows broad access to the secret.";
  private static final String LOCK_OUT =
      "Your requested changes will not allow you to manage this secret in the future.";

  private static final String PARTNER =
      policy("'Effect':'Allow','Principal':{'AWS':'222222222222'}");
  private static final String EVERYBODY = policy("'Effect':'Allow','Principal':'*'");
  private static final String NOBODY = policy("'Effect':'Deny','Principal':'*'");

  @Test
  @DisplayName("POL-1, POL-2: the text comes back unchanged, blanks, order and duplicates kept")
  void textComesBackUnchanged() {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    var text = "\n\t" + PARTNER.replace(",", " ,\n ").replace("}]", "} ]") + "  ";

    var put = secrets.call(new PutResourcePolicy("a", text, null));

    assertThat(put).isEqualTo(new PutResourcePolicy.Result(arn, "a"));
    assertThat(secrets.call(new GetResourcePolicy(arn)))
        .isEqualTo(new GetResourcePolicy.Result(arn, "a", text));
  }

  @Test
  @DisplayName("POL-1: a secret without a policy tells none, and its policy can be deleted")
  void absentPolicyIsNoError() {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();

    assertThat(get("a")).isNull();
    assertThat(secrets.call(new DeleteResourcePolicy("a")))
        .isEqualTo(new DeleteResourcePolicy.Result(arn, "a"));
  }

  @Test
  @DisplayName("POL-1: a second policy takes the place of the first, a deleted one is gone")
  void policyIsReplacedAndDeleted() {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    put("a", EVERYBODY);

    put(arn, PARTNER);
    assertThat(get("a")).isEqualTo(PARTNER);

    secrets.call(new DeleteResourcePolicy(arn));
    assertThat(get("a")).isNull();
  }

  @Test
  @DisplayName("POL-1: a policy touches neither value nor labels, and it survives a new value")
  void policyAndValueAreIndependent() {
    secrets.create("a", Secrets.token(1), "one");
    aws.clock().advance(Duration.ofSeconds(1));

    put("a", PARTNER);
    secrets.put("a", Secrets.token(2), "two");

    assertThat(get("a")).isEqualTo(PARTNER);
    assertThat(secrets.get("a")).isEqualTo("two");
    assertThat(secrets.versions("a")).hasSize(2);
  }

  static Stream<Arguments> onePerOperation() {
    return Stream.of(
            new PutResourcePolicy("a", PARTNER, null),
            new GetResourcePolicy("a"),
            new DeleteResourcePolicy("a"))
        .map(request -> Arguments.of(request.operation(), request));
  }

  @ParameterizedTest(name = "MD-5, MD-6: {0}")
  @MethodSource("onePerOperation")
  void scheduledSecretHasNoPolicy(String operation, Request<?> request) {
    secrets.create("a", Secrets.token(1), "one");
    put("a", PARTNER);
    secrets.delete("a");

    refused(INVALID_REQUEST, MARKED, () -> secrets.call(raw(request)));
    secrets.restore("a");

    assertThat(get("a")).isEqualTo(PARTNER);
  }

  @ParameterizedTest(name = "ID-10: {0}")
  @MethodSource("onePerOperation")
  void absentSecretIsNotFound(String operation, Request<?> request) {
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.call(raw(request)));
  }

  @Test
  @DisplayName("POL-1: validation looks the secret up only where one is named")
  void validationOfAnAbsentSecretIsNotFound() {
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> validate("nowhere", PARTNER));
    assertThat(validate(null, PARTNER).policyValidationPassed()).isTrue();
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("no JSON", "needle", SYNTAX),
        Arguments.of("nothing but blanks", "   ", SYNTAX),
        Arguments.of("cut off", "{\"Version\":\"needle", SYNTAX),
        Arguments.of("no object", "[\"needle\"]", SYNTAX),
        Arguments.of("something behind", PARTNER + "needle", SYNTAX),
        Arguments.of(
            "the same element twice",
            PARTNER.replace("{\"V", "{\"Id\":\"x\",\"Id\":\"needle\",\"V"),
            SYNTAX),
        Arguments.of("unknown element", PARTNER.replace("\"Version\"", "\"needle\""), SYNTAX),
        Arguments.of("bad Version", PARTNER.replace("2012-10-17", "needle"), SYNTAX),
        Arguments.of("no statement", "{\"Version\":\"2012-10-17\",\"Statement\":[]}", SYNTAX),
        Arguments.of("no principal", policy("'Sid':'needle','Effect':'Allow'"), SYNTAX),
        Arguments.of("bad effect", policy("'Effect':'needle','Principal':'*'"), SYNTAX),
        Arguments.of("no action", PARTNER.replace("Action", "needle"), SYNTAX),
        Arguments.of("bad action", PARTNER.replace("secretsmanager:*", "needle"), SYNTAX),
        Arguments.of(
            "unknown operator",
            policy("'Effect':'Allow','Principal':'*','Condition':{'needle':{'aws:x':'y'}}"),
            SYNTAX),
        Arguments.of("null", PARTNER.replace("\"secretsmanager:*\"", "null"), SYNTAX),
        Arguments.of("nested too deeply", "[".repeat(5_000), SYNTAX),
        Arguments.of("no ARN", policy("'Effect':'Allow','Principal':{'AWS':'needle'}"), PRINCIPAL),
        Arguments.of(
            "wildcard in an ARN",
            policy("'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::222222222222:role/needle*'}"),
            PRINCIPAL),
        Arguments.of(
            "provider of no account",
            policy(
                "'Effect':'Allow','Principal':{'Federated':'arn:aws:iam::x:saml-provider/needle'}"),
            PRINCIPAL),
        Arguments.of(
            "no service",
            policy("'Effect':'Allow','Principal':{'Service':'needle.example.com'}"),
            SERVICE));
  }

  @ParameterizedTest(name = "POL-4: {0}")
  @MethodSource("malformed")
  void malformedDocumentIsRefused(String what, String document, String text) {
    secrets.create("a", Secrets.token(1), "one");
    put("a", PARTNER);

    var refusal = refused(MALFORMED_POLICY_DOCUMENT, text, () -> put("a", document));

    assertThat(refusal.text()).doesNotContain("needle");
    assertThat(refusal.getCause()).isNull();
    assertThat(validate("a", document).validationErrors())
        .containsExactly(new ValidationError("POLICY_SYNTAX", text));
  }

  @Test
  @DisplayName("POL-4: where an account's roles are known, a policy may name no other")
  void principalThatDoesNotExistIsRefused() {
    secrets.create("a", Secrets.token(1), "one");
    var role = aws.account("222222222222").role("app").arn();

    put("a", PARTNER.replace("222222222222", role));
    put(
        "a",
        PARTNER.replace(
            "222222222222",
            role.replace("iam", "sts").replace("role/app", "assumed-role/app/session")));
    refused(
        MALFORMED_POLICY_DOCUMENT,
        PRINCIPAL,
        () -> put("a", PARTNER.replace("222222222222", role + "2")));
  }

  @ParameterizedTest(name = "POL-4: {0}")
  @ValueSource(
      strings = {
        "{\"AWS\":\"222222222222\"}",
        "{\"AWS\":[\"arn:aws:iam::222222222222:root\",\"arn:aws:iam::333333333333:user/path/bob\"]}",
        "{\"AWS\":\"AROAABCDEFGHIJKLMNOP\"}",
        "{\"Service\":\"rds.amazonaws.com\"}",
        "{\"Federated\":\"cognito-identity.amazonaws.com\"}"
      })
  void principalsOfEveryKindAreAccepted(String principal) {
    secrets.create("a", Secrets.token(1), "one");
    var document = PARTNER.replace("{\"AWS\":\"222222222222\"}", principal);

    put("a", document);

    assertThat(get("a")).isEqualTo(document);
  }

  @Test
  @DisplayName("POL-2, POL-6: a policy for everybody is refused only with BlockPublicPolicy")
  void publicPolicyIsBlockedOnRequest() {
    secrets.create("a", Secrets.token(1), "one");

    refused(PUBLIC_POLICY, BROAD, () -> secrets.call(new PutResourcePolicy("a", EVERYBODY, true)));
    secrets.call(new PutResourcePolicy("a", EVERYBODY, false));
    put("a", EVERYBODY);

    assertThat(get("a")).isEqualTo(EVERYBODY);
  }

  @ParameterizedTest(name = "POL-7: {0} with {1} is broad: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'Principal':'*'                       |                                                        | true",
        "'Principal':{'AWS':'*'}               |                                                        | true",
        "'Principal':{'AWS':['222222222222','*']} |                                                     | true",
        "'Principal':'*' | 'StringEquals':{'secretsmanager:VersionStage':'AWSCURRENT'}                  | true",
        "'Principal':'*' | 'StringLike':{'aws:SourceVpce':'vpce-*'}                                     | true",
        "'Principal':'*' | 'StringNotEquals':{'aws:SourceVpce':'vpce-1'}                                | true",
        "'Principal':'*' | 'StringEqualsIfExists':{'aws:SourceVpce':'vpce-1'}                           | true",
        "'Principal':'*' | 'StringEquals':{'aws:SourceVpce':'vpce-1'}                                   | false",
        "'Principal':'*' | 'StringEquals':{'aws:SourceVpc':'vpc-1'}                                     | false",
        "'Principal':'*' | 'StringEquals':{'aws:SourceAccount':'222222222222'}                          | false",
        "'Principal':'*' | 'ArnEquals':{'aws:SourceArn':'arn:aws:sns:us-east-1:222222222222:topic'}     | false",
        "'Principal':{'AWS':'222222222222'}    |                                                        | false",
        "'Principal':{'Service':'rds.amazonaws.com'} |                                                  | false"
      })
  void broadAccessIsAnAllowToEverybodyWithoutAFixedCondition(
      String principal, String condition, boolean broad) {
    secrets.create("a", Secrets.token(1), "one");
    var document =
        policy(
            "'Effect':'Allow',"
                + principal
                + (condition == null ? "" : ",'Condition':{" + condition + "}"));

    if (broad) {
      refused(PUBLIC_POLICY, BROAD, () -> secrets.call(new PutResourcePolicy("a", document, true)));
      assertThat(validate("a", document).validationErrors())
          .containsExactly(new ValidationError("BROAD_ACCESS", BROAD));
    } else {
      secrets.call(new PutResourcePolicy("a", document, true));
      assertThat(validate("a", document).policyValidationPassed()).isTrue();
    }
  }

  @Test
  @DisplayName("POL-5: a policy that locks its author out is refused")
  void lockOutIsRefused() {
    secrets.create("a", Secrets.token(1), "one");
    put("a", PARTNER);

    refused(INVALID_PARAMETER, LOCK_OUT, () -> put("a", NOBODY));
    refused(
        INVALID_PARAMETER,
        LOCK_OUT,
        () -> put("a", NOBODY.replace("secretsmanager:*", "secretsmanager:PutResourcePolicy")));
    put("a", NOBODY.replace("secretsmanager:*", "secretsmanager:GetSecretValue"));
  }

  @Test
  @DisplayName("POL-6, POL-5: a document that is both public and a lock-out is told to be public")
  void publicPolicyIsToldBeforeTheLockOut() {
    secrets.create("a", Secrets.token(1), "one");
    var both = EVERYBODY.replace("}]}", "},") + NOBODY.substring(NOBODY.indexOf("[") + 1);

    refused(PUBLIC_POLICY, BROAD, () -> secrets.call(new PutResourcePolicy("a", both, true)));
    assertThat(validate("a", both).validationErrors())
        .extracting(ValidationError::checkName)
        .containsExactly("BROAD_ACCESS", "CALLER_LOCK_OUT");
  }

  @Test
  @DisplayName("POL-1, POL-3: validation changes nothing and tells what would be refused")
  void validationTellsWithoutDoing() {
    secrets.create("a", Secrets.token(1), "one");
    var before = aws.snapshot();

    assertThat(validate("a", PARTNER))
        .isEqualTo(new ValidateResourcePolicy.Result(true, List.of()));
    assertThat(validate("a", NOBODY))
        .isEqualTo(
            new ValidateResourcePolicy.Result(
                false, List.of(new ValidationError("CALLER_LOCK_OUT", LOCK_OUT))));
    assertThat(validate(null, NOBODY).policyValidationPassed()).isTrue(); // of no secret

    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("POL-8: 20,480 characters fit, one more doesn't")
  void lengthIsLimited() {
    secrets.create("a", Secrets.token(1), "one");
    var longest = PARTNER + " ".repeat(20_480 - PARTNER.length());

    put("a", longest);

    assertThat(get("a")).isEqualTo(longest);
    var text =
        violation(
            "'" + longest + " '", "resourcePolicy", "have length less than or equal to 20480");
    refused(VALIDATION, text, () -> put("a", longest + " "));
    refused(VALIDATION, text, () -> validate("a", longest + " "));
  }

  @Test
  @DisplayName("POL-8, VAL-5: an empty text is no policy")
  void emptyPolicyIsRefused() {
    secrets.create("a", Secrets.token(1), "one");

    var text = violation("''", "resourcePolicy", "have length greater than or equal to 1");
    refused(VALIDATION, text, () -> put("a", ""));
    refused(VALIDATION, text, () -> validate("a", ""));
  }

  @Test
  @DisplayName("POL-1, VAL-4: SecretId and ResourcePolicy must be there")
  void missingMembersAreRefused() {
    var noId = violation("null", "secretId", "not be null");
    var noPolicy = violation("null", "resourcePolicy", "not be null");

    refused(VALIDATION, noId, () -> put(missing(), PARTNER));
    refused(VALIDATION, noPolicy, () -> put("a", missing()));
    refused(VALIDATION, noId, () -> get(missing()));
    refused(VALIDATION, noId, () -> secrets.call(new DeleteResourcePolicy(missing())));
    refused(VALIDATION, noPolicy, () -> validate(null, missing()));
  }

  private void put(String secretId, String policy) {
    secrets.call(new PutResourcePolicy(secretId, policy, null));
  }

  private String get(String secretId) {
    return secrets.call(new GetResourcePolicy(secretId)).resourcePolicy();
  }

  private ValidateResourcePolicy.Result validate(String secretId, String policy) {
    return secrets.call(new ValidateResourcePolicy(secretId, policy));
  }

  /** A member that a caller leaves out though it is required. */
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  private static String missing() {
    return null;
  }

  private static String violation(String value, String member, String constraint) {
    return "1 validation error detected: Value %s at '%s' failed to satisfy constraint: Member must %s"
        .formatted(value, member, constraint);
  }

  private static String policy(String effectAndPrincipal) {
    return ("{'Version':'2012-10-17','Statement':[{%s,"
            + "'Action':'secretsmanager:*','Resource':'*'}]}")
        .formatted(effectAndPrincipal)
        .replace('\'', '"');
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // one request of any operation
  private static Request<Record> raw(Request<?> request) {
    return (Request) request;
  }
}
