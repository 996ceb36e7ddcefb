package dev.strongroom.sdk;

import static dev.strongroom.sdk.IamClientTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.iam.PolicyDocument;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.Position;

/** The policy simulator through the SDK's client. */
class IamSimulatorTest {

  private static final String ACCOUNT = "123456789012";
  private static final String ANN = "arn:aws:iam::" + ACCOUNT + ":user/ann";
  private static final String BUCKET = "arn:aws:s3:::bucket";
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:" + ACCOUNT + ":secret:prod/db-AbCdEf";
  private static final String GET = "secretsmanager:GetSecretValue";

  private final SecretsEmulator aws = SecretsEmulator.create();

  @ParameterizedTest
  @EnumSource
  @DisplayName("IAMAPI-26: the recorded simulation has the recorded answer")
  void answerIsAsRecorded(IamDoor door) throws Exception {
    var document =
        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Sid\": \"\", \"Effect\": \"Allow\","
            + " \"Action\": \"s3:PutObject\", \"Resource\": \"*\"}}";
    aws.account(ACCOUNT).user("ann");
    door.use(
        aws,
        iam -> {
          var policy = iam.createPolicy(r -> r.policyName("p").policyDocument(document)).policy();
          iam.attachUserPolicy(r -> r.userName("ann").policyArn(policy.arn()));

          var results =
              iam.simulatePrincipalPolicy(
                      r ->
                          r.policySourceArn(ANN)
                              .actionNames("s3:PutObject", "s3:GetObjectVersion")
                              .resourceArns(BUCKET))
                  .evaluationResults();

          assertThat(results).hasSize(2);
          var allowed = results.get(0);
          assertThat(allowed.evalActionName()).isEqualTo("s3:PutObject");
          assertThat(allowed.evalResourceName()).isEqualTo(BUCKET);
          assertThat(allowed.evalDecisionAsString()).isEqualTo("allowed");
          assertThat(allowed.missingContextValues()).isEmpty();
          assertThat(allowed.organizationsDecisionDetail().allowedByOrganizations()).isTrue();
          assertThat(allowed.permissionsBoundaryDecisionDetail()).isNull();
          var statement = allowed.matchedStatements().get(0);
          assertThat(statement.sourcePolicyTypeAsString()).isEqualTo("IAM Policy");
          assertThat(statement.startPosition())
              .isEqualTo(Position.builder().line(1).column(41).build());
          assertThat(statement.endPosition())
              .isEqualTo(Position.builder().line(1).column(113).build());
          assertThat(allowed.resourceSpecificResults().get(0).evalResourceDecisionAsString())
              .isEqualTo("allowed");
          assertThat(results.get(1).evalDecisionAsString()).isEqualTo("implicitDeny");
          assertThat(results.get(1).matchedStatements()).isEmpty();
        });
  }

  @Test
  @DisplayName("IAMAPI-28: boundary, service control policies and the given resource policy count")
  void layersCount() throws Exception {
    var account = aws.account(ACCOUNT);
    account.user("ann").allow(GET).boundary(PolicyDocument.allow("kms:*"));
    IamDoor.TRANSPORT.use(
        aws,
        iam -> {
          var limited =
              iam.simulatePrincipalPolicy(
                      r -> r.policySourceArn(ANN).actionNames(GET).resourceArns(SECRET))
                  .evaluationResults()
                  .get(0);
          assertThat(limited.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
          assertThat(limited.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
              .isFalse();

          var resourcePolicy = PolicyDocument.allow(GET).to(ANN).toJson();
          assertThat(
                  decision(
                      iam.simulatePrincipalPolicy(
                              r ->
                                  r.policySourceArn(ANN)
                                      .actionNames(GET)
                                      .resourceArns(SECRET)
                                      .resourcePolicy(resourcePolicy))
                          .evaluationResults()))
              .isEqualTo("allowed");

          account.serviceControlPolicies(PolicyDocument.allow("*"), PolicyDocument.deny(GET));
          var denied =
              iam.simulatePrincipalPolicy(
                      r -> r.policySourceArn(ANN).actionNames(GET).resourceArns(SECRET))
                  .evaluationResults()
                  .get(0);
          assertThat(denied.evalDecisionAsString()).isEqualTo("explicitDeny");
          assertThat(denied.organizationsDecisionDetail().allowedByOrganizations()).isFalse();
        });
  }

  @Test
  @DisplayName("IAMAPI-25: context entries decide conditions, and missing ones are listed")
  void contextCounts() throws Exception {
    var policy =
        PolicyDocument.allow(GET)
            .on("arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*")
            .when("StringEquals", "aws:SourceVpce", "vpce-1");
    aws.account(ACCOUNT).user("ann").policy(policy).tag("team", "prod");
    IamDoor.TRANSPORT.use(
        aws,
        iam -> {
          assertThat(
                  iam.getContextKeysForPrincipalPolicy(r -> r.policySourceArn(ANN))
                      .contextKeyNames())
              .containsExactly("aws:PrincipalTag/team", "aws:SourceVpce");
          var without =
              iam.simulatePrincipalPolicy(
                      r -> r.policySourceArn(ANN).actionNames(GET).resourceArns(SECRET))
                  .evaluationResults()
                  .get(0);
          assertThat(without.evalDecisionAsString()).isEqualTo("implicitDeny");
          assertThat(without.missingContextValues()).containsExactly("aws:SourceVpce");
          var endpoint =
              ContextEntry.builder()
                  .contextKeyName("aws:SourceVpce")
                  .contextKeyType("string")
                  .contextKeyValues("vpce-1")
                  .build();
          assertThat(
                  decision(
                      iam.simulatePrincipalPolicy(
                              r ->
                                  r.policySourceArn(ANN)
                                      .actionNames(GET)
                                      .resourceArns(SECRET)
                                      .contextEntries(endpoint))
                          .evaluationResults()))
              .isEqualTo("allowed");
        });
  }

  @Test
  @DisplayName("IAMAPI-25: policies that nobody has are simulated too")
  void customPoliciesAreSimulated() throws Exception {
    var allow = PolicyDocument.allow(GET).toJson();
    IamDoor.TRANSPORT.use(
        aws,
        iam -> {
          var results =
              iam.simulateCustomPolicy(
                      r -> r.policyInputList(allow).actionNames(GET, "kms:Decrypt"))
                  .evaluationResults();

          assertThat(results)
              .extracting(EvaluationResult::evalDecisionAsString)
              .containsExactly("allowed", "implicitDeny");
          assertThat(results.get(0).evalResourceName()).isEqualTo("*");
          assertThat(results.get(0).matchedStatements().get(0).sourcePolicyId())
              .isEqualTo("PolicyInputList.1");
          assertThat(results.get(0).hasResourceSpecificResults()).isFalse();
          var page =
              iam.simulateCustomPolicy(
                  r -> r.policyInputList(allow).actionNames(GET, "kms:Decrypt").maxItems(1));
          assertThat(page.isTruncated()).isTrue();
          var rest =
              iam.simulateCustomPolicy(
                  r ->
                      r.policyInputList(allow)
                          .actionNames(GET, "kms:Decrypt")
                          .marker(page.marker()));
          assertThat(decision(rest.evaluationResults())).isEqualTo("implicitDeny");
        });
  }

  @Test
  @DisplayName("IAMAPI-27: what can't be simulated is refused")
  void whatCannotBeSimulatedIsRefused() throws Exception {
    aws.account(ACCOUNT).role("app");
    var role = "arn:aws:iam::" + ACCOUNT + ":role/app";
    var session = "arn:aws:sts::" + ACCOUNT + ":assumed-role/app/s";
    var resourcePolicy = PolicyDocument.allow(GET).to(ACCOUNT).toJson();
    IamDoor.TRANSPORT.use(
        aws,
        iam -> {
          assertThat(
                  refusal(
                      iam,
                      i ->
                          i.simulatePrincipalPolicy(
                              r -> r.policySourceArn(session).actionNames(GET))))
              .isEqualTo(
                  "400 InvalidInput: Invalid Entity Arn: "
                      + session
                      + " does not clearly define entity type and name.");
          assertThat(
                  refusal(
                      iam,
                      i -> i.simulatePrincipalPolicy(r -> r.policySourceArn(ANN).actionNames(GET))))
              .isEqualTo("404 NoSuchEntity: The user with name ann cannot be found.");
          assertThat(
                  refusal(
                      iam,
                      i ->
                          i.simulatePrincipalPolicy(
                              r ->
                                  r.policySourceArn(role)
                                      .actionNames(GET)
                                      .resourcePolicy(resourcePolicy))))
              .startsWith("400 InvalidInput: A CallerArn is required");
          assertThat(
                  refusal(
                      iam,
                      i ->
                          i.simulatePrincipalPolicy(r -> r.policySourceArn(role).actionNames("*"))))
              .startsWith("400 "); // the model wants three characters
          assertThat(
                  refusal(
                      iam,
                      i -> i.simulateCustomPolicy(r -> r.policyInputList("{}").actionNames(GET))))
              .startsWith("400 InvalidInput: Syntax errors in policy.");
        });
  }

  private static String decision(List<EvaluationResult> results) {
    assertThat(results).hasSize(1);
    return results.get(0).evalDecisionAsString();
  }
}
