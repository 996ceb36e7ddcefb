package dev.strongroom.access;

import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.Account;
import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.AssumeRole.PolicyDescriptor;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Managed policies: attached to users and roles, and as session policies by ARN. */
class ManagedPoliciesTest {

  private static final PolicyDocument READ =
      PolicyDocument.allow("secretsmanager:GetSecretValue").on("*");
  private static final PolicyDocument DESCRIBE =
      PolicyDocument.allow("secretsmanager:DescribeSecret").on("*");

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(Seed.secret("prod/db").string("one"))
          .build();
  private final Account account = aws.account("123456789012");
  private final IamEntity role = account.role("app").allow("secretsmanager:*");
  private final Caller ann = account.user("ann").allow("sts:AssumeRole").caller();

  @Test
  void sessionMayDoWhatAnyOfItsPoliciesAllowsAndNothingElse() {
    var read = account.managedPolicy("read", READ);
    var describe = DESCRIBE.toJson();

    var byArn = session(request(read));
    var both = session(request(read).withPolicy(describe));

    assertThat(read).isEqualTo("arn:aws:iam::123456789012:policy/read");
    assertThat(allows(byArn, GetSecretValue.of("prod/db"))).isTrue();
    assertThat(allows(byArn, new DescribeSecret("prod/db"))).isFalse();
    assertThat(allows(both, GetSecretValue.of("prod/db"))).isTrue();
    assertThat(allows(both, new DescribeSecret("prod/db"))).isTrue();
    assertThat(allows(both, ListSecrets.all())).isFalse();
    assertThatThrownBy(() -> aws.execute(byArn, new DescribeSecret("prod/db")))
        .hasMessageContaining("because no session policy allows");
  }

  @Test
  void managedPolicyGivesNothingThatTheRoleMayNot() {
    var all = account.managedPolicy("all", PolicyDocument.allow("*").on("*"));
    account.role("narrow").allow("secretsmanager:DescribeSecret");
    var narrow =
        AssumeRole.of("arn:aws:iam::123456789012:role/narrow", "job")
            .withPolicyArns(List.of(new PolicyDescriptor(all)));

    var session = session(narrow);

    assertThat(allows(session, new DescribeSecret("prod/db"))).isTrue();
    assertThat(allows(session, GetSecretValue.of("prod/db"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::123456789012:policy/absent",
        "arn:aws:iam::222222222222:policy/read",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
      })
  void policyThatTheAccountLacksIsRefusedAndNoSessionBegins(String arn) {
    aws.account("222222222222").managedPolicy("read", READ);
    var before = aws.snapshot();

    refused(
        MALFORMED_POLICY_DOCUMENT, "The managed policy " + arn + " doesn't exist.", request(arn));

    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void moreThanTenAreRefused() {
    var read = account.managedPolicy("read", READ);
    var eleven = Collections.nCopies(11, new PolicyDescriptor(read));

    refused(
        VALIDATION,
        "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member"
            + " must have length less than or equal to 10",
        request(read).withPolicyArns(eleven));
  }

  @Test
  void incompleteArnIsRefusedInASession() {
    var incomplete =
        account.managedPolicy(
            "incomplete",
            PolicyDocument.allow("secretsmanager:GetSecretValue").on("arn:aws:secretsmanager"));

    assertThat(
            catchThrowableOfType(ServiceError.class, () -> aws.execute(ann, request(incomplete)))
                .code())
        .isEqualTo(MALFORMED_POLICY_DOCUMENT);
  }

  @Test
  void attachedPolicyCountsAndChangesWhereItIsAttached() {
    var arn = account.managedPolicy("mine", DESCRIBE);
    var bob = account.user("bob").attach(arn);
    var session = session(request(arn));

    assertThat(allows(bob.caller(), GetSecretValue.of("prod/db"))).isFalse();
    assertThat(allows(bob.caller(), new DescribeSecret("prod/db"))).isTrue();
    assertThat(aws.explain(bob.caller(), new DescribeSecret("prod/db")).toString())
        .contains(arn + "/#1");

    account.managedPolicy("mine", READ);

    assertThat(allows(bob.caller(), GetSecretValue.of("prod/db"))).isTrue();
    assertThat(allows(bob.caller(), new DescribeSecret("prod/db"))).isFalse();
    assertThat(allows(session, GetSecretValue.of("prod/db"))).isTrue();
    assertThat(allows(session, new DescribeSecret("prod/db"))).isFalse();
  }

  @Test
  void managedPoliciesArePartOfASnapshot() {
    var before = aws.snapshot();
    var arn = account.managedPolicy("read", READ);

    aws.restore(before);

    assertThatThrownBy(() -> role.attach(arn))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no managed policy arn:aws:iam::123456789012:policy/read in the account of"
                + " arn:aws:iam::123456789012:role/app: make it with"
                + " account(...).managedPolicy(...)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "\u00e4"})
  void nameThatIamRefusesIsRefused(String name) {
    assertThatThrownBy(() -> account.managedPolicy(name, READ))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("but this one is '" + name + "'");
  }

  private <R extends Record> boolean allows(Caller caller, Request<R> request) {
    return aws.explain(caller, request).allowed();
  }

  private static AssumeRole request(String policyArn) {
    return AssumeRole.of("arn:aws:iam::123456789012:role/app", "job")
        .withPolicyArns(List.of(new PolicyDescriptor(policyArn)));
  }

  private Caller session(AssumeRole request) {
    var credentials = aws.execute(ann, request).result().credentials();
    return aws.caller(credentials.accessKeyId(), null);
  }

  private void refused(ErrorCode code, String text, AssumeRole request) {
    var refusal = catchThrowableOfType(ServiceError.class, () -> aws.execute(ann, request));

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.text()).isEqualTo(text);
  }
}
