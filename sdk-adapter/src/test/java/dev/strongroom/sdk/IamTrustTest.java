package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.iam.PolicyDocument;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.StsException;

/** The trust policies that IAM's API sets decide who assumes a role. */
class IamTrustTest {

  private static final String ACCOUNT = "123456789012";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/team/app";
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
       "Principal": {"AWS": "arn:aws:iam::123456789012:user/ann"},
       "Condition": {"StringEquals": {"sts:ExternalId": "42"},
                     "StringLike": {"sts:RoleSessionName": "job-*"}}}]}""";

  private final SecretsEmulator aws = SecretsEmulator.create();

  @Test
  @DisplayName("IAMAPI-22: conditions on ExternalId and session name, and the longest session")
  void trustPolicyDecides() throws Exception {
    var ann = aws.account(ACCOUNT).user("ann");
    var bob = aws.account(ACCOUNT).user("bob").allow("sts:AssumeRole");
    IamDoor.TRANSPORT.use(
        aws,
        iam ->
            iam.createRole(
                r ->
                    r.roleName("app")
                        .path("/team/")
                        .maxSessionDuration(7200)
                        .assumeRolePolicyDocument(TRUST)));
    var annsSts = Clients.of(aws).as(ann).client(StsClient.class);

    assertThat(refusal(annsSts, r -> r.roleSessionName("job-1"))).startsWith("AccessDenied");
    assertThat(refusal(annsSts, r -> r.roleSessionName("xy").externalId("42")))
        .startsWith("AccessDenied");
    assertThat(
            refusal(
                Clients.of(aws).as(bob).client(StsClient.class),
                r -> r.roleSessionName("job-1").externalId("42")))
        .startsWith("AccessDenied");
    assertThat(
            refusal(
                annsSts, r -> r.roleSessionName("job-1").externalId("42").durationSeconds(7201)))
        .isEqualTo(
            "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for"
                + " this role.");
    var session =
        annsSts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("job-1").externalId("42"));

    assertThat(session.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/app/job-1");
    assertThat(session.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:job-1");
  }

  @Test
  @DisplayName("IAMAPI-24: another trust policy counts from the next call on")
  void changedTrustCounts() throws Exception {
    var ann = aws.account(ACCOUNT).user("ann").allow("sts:AssumeRole");
    aws.account(ACCOUNT).role("plain");
    var sts = Clients.of(aws).as(ann).client(StsClient.class);
    var plain = "arn:aws:iam::" + ACCOUNT + ":role/plain";
    assertThat(sts.assumeRole(r -> r.roleArn(plain).roleSessionName("se")).credentials())
        .isNotNull();

    IamDoor.TRANSPORT.use(
        aws, iam -> iam.updateAssumeRolePolicy(r -> r.roleName("plain").policyDocument(TRUST)));

    assertThat(refusal(sts, r -> r.roleArn(plain).roleSessionName("se")))
        .startsWith("AccessDenied");
  }

  @Test
  @DisplayName("IAMAPI-2: aws:userid tells the sessions of a role apart")
  void userIdOfASession() throws Exception {
    var ann = aws.account(ACCOUNT).user("ann").allow("sts:AssumeRole");
    var role = aws.account(ACCOUNT).role("app");
    IamDoor.TRANSPORT.use(
        aws,
        iam -> {
          var id = iam.getRole(r -> r.roleName("app")).role().roleId();
          role.policy(
              PolicyDocument.allow("secretsmanager:ListSecrets")
                  .when("StringLike", "aws:userid", id + ":job-*"));
        });
    var sts = Clients.of(aws).as(ann).client(StsClient.class);

    var job = sts.assumeRole(r -> r.roleArn(role.arn()).roleSessionName("job-1"));
    var other = sts.assumeRole(r -> r.roleArn(role.arn()).roleSessionName("other"));

    var list = dev.strongroom.api.ListSecrets.all();
    assertThat(aws.explain(aws.caller(job.credentials().accessKeyId(), null), list).allowed())
        .isTrue();
    assertThat(aws.explain(aws.caller(other.credentials().accessKeyId(), null), list).allowed())
        .isFalse();
  }

  private static String refusal(StsClient sts, Consumer<AssumeRoleRequest.Builder> request) {
    var refused =
        catchThrowableOfType(
            StsException.class,
            () ->
                sts.assumeRole(
                    r -> {
                      r.roleArn(ROLE);
                      request.accept(r);
                    }));
    assertThat(refused).isNotNull();
    return refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage();
  }
}
