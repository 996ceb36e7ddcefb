package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.iam.Decision;
import dev.strongroom.iam.Decision.Finding;
import dev.strongroom.iam.Decision.Outcome;
import dev.strongroom.iam.Layer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a statement applied or not, in words. */
class ExplanationTest {

  private static final String GET = "secretsmanager:GetSecretValue";
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf";
  private static final Principal ALICE = Principal.parse("arn:aws:iam::111111111111:user/alice");

  private static Finding finding(String statement) {
    var policy = Policy.parse("{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}");
    var context = RequestContext.builder().with("aws:SourceVpce", "vpce-1").build();
    var request =
        AccessRequest.of(
            Identity.of(ALICE).policy(policy.named("Read")),
            GET,
            Resources.secret(ARN, null),
            context);
    return AccessDecision.of(request).layer(Layer.IDENTITY_POLICY).findings().get(0);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POL-12 | 'Action':'secretsmanager:PutSecretValue','Resource':'*' | action:"
            + " secretsmanager:GetSecretValue isn't in secretsmanager:PutSecretValue",
        "POL-12 | 'NotAction':'secretsmanager:*','Resource':'*' | action: NotAction leaves out"
            + " secretsmanager:GetSecretValue",
        "POL-10 |"
            + " 'Action':'*','Resource':'arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db'"
            + " | resource: the ARN ends in the 6-character suffix, the pattern"
            + " arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db doesn't: add -??????",
        "POL-10 | 'Action':'*','Resource':'arn:aws:secretsmanager:eu-west-2:111111111111:secret:*'"
            + " | resource: arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf"
            + " isn't in [arn:aws:secretsmanager:eu-west-2:111111111111:secret:*]: another Region",
        "POL-10 | 'Action':'*','Resource':'arn:aws:secretsmanager:*:222222222222:secret:*' |"
            + " resource: arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf isn't"
            + " in [arn:aws:secretsmanager:*:222222222222:secret:*]: another account",
        "POL-12 | 'Action':'*','NotResource':'*' | resource: NotResource leaves out"
            + " arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf",
        "POL-11 |"
            + " 'Action':'*','Resource':'arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*'"
            + " | resource: ${aws:PrincipalTag/team} of"
            + " arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/* has no value in this"
            + " request",
        "POL-15 |"
            + " 'Action':'*','Resource':'*','Condition':{'StringEquals':{'secretsmanager:VersionStage':'AWSCURRENT'}}"
            + " | condition StringEquals secretsmanager:VersionStage [AWSCURRENT]: the request"
            + " doesn't carry the key (the implied AWSCURRENT doesn't count: send it, or use an"
            + " IfExists operator)",
        "POL-11 |"
            + " 'Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:SourceVpce':['vpce-2','vpce-3']}}"
            + " | condition StringEquals aws:SourceVpce [vpce-2, vpce-3]: the request has [vpce-1]",
        "POL-11 |"
            + " 'Action':'*','Resource':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':true}}"
            + " | condition Bool aws:MultiFactorAuthPresent [true]: the request doesn't carry the"
            + " key",
      })
  void statementThatDoesNotApplySaysWhy(String rule, String elements, String why) {
    var finding = finding(("{'Effect':'Allow'," + elements + "}").replace('\'', '"'));

    assertThat(finding).as(rule).isEqualTo(new Finding("Read", "#1", true, false, why));
  }

  @Test
  void statementThatAppliesIsNamedByItsSid() {
    var finding =
        finding(
            """
            {"Sid": "Everything", "Effect": "Allow", "Action": "*", "Resource": "*"}\
            """);

    assertThat(finding).isEqualTo(new Finding("Read", "Everything", true, true, "applies"));
  }

  @ParameterizedTest(name = "POL-12: for {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "222222222222 | principal of another account: the caller is of 111111111111, the statement"
            + " is for [222222222222]",
        "arn:aws:iam::222222222222:user/alice | principal of another account: the caller is of"
            + " 111111111111, the statement is for [arn:aws:iam::222222222222:user/alice]",
        "arn:aws:iam::111111111111:user/bob | principal: the statement is for"
            + " [arn:aws:iam::111111111111:user/bob], not for arn:aws:iam::111111111111:user/alice",
        "111111111111 | applies, and delegates to the account: its identity policies must allow it",
        "* | applies",
      })
  void statementOfResourcePolicySaysWhomItIsFor(String principal, String why) {
    var secret = Resources.secret(ARN, Policy.allow(GET).to(principal));

    var decision =
        AccessDecision.of(AccessRequest.of(Identity.of(ALICE), GET, secret, RequestContext.EMPTY));

    assertThat(decision.layer(Layer.RESOURCE_POLICY).findings().get(0).why()).isEqualTo(why);
  }

  @Test
  void nameThatFoundNothingIsNoArn() {
    var alice = Identity.of(ALICE).policy(Policy.allow(GET).on(ARN));

    var decision =
        AccessDecision.of(
            AccessRequest.of(alice, GET, Resource.of("prod/db"), RequestContext.EMPTY));

    assertThat(decision.layer(Layer.IDENTITY_POLICY).findings().get(0).why())
        .isEqualTo("resource: 'prod/db' is no ARN, only Resource * matches it");
  }

  @ParameterizedTest(name = "KMS-15: {0} for {1}")
  @CsvSource({
    "user/alice, Encrypt, action: the grant is for [Encrypt]",
    "user/bob,   Decrypt, principal: the grant is for arn:aws:iam::111111111111:user/bob",
    "user/alice, Decrypt, the encryption context doesn't meet the grant's constraints",
  })
  void grantThatDoesNotApplySaysWhy(String grantee, String operation, String why) {
    var constraint = grantee.equals("user/bob") ? Map.<String, String>of() : Map.of("a", "1");
    var grant =
        new Grant(
            "g1",
            Principal.parse("arn:aws:iam::111111111111:" + grantee),
            Set.of(operation),
            constraint,
            Map.of());
    var key =
        Resources.key(
            "arn:aws:kms:eu-west-1:111111111111:key/k",
            Policy.allow("*").to("222222222222"),
            List.of(grant));

    var decision =
        AccessDecision.of(
            AccessRequest.of(Identity.of(ALICE), "kms:Decrypt", key, RequestContext.EMPTY));

    assertThat(decision.layer(Layer.GRANT).findings())
        .containsExactly(new Finding("", "g1", true, false, why));
  }

  @Test
  void layersWithoutPolicyAreNotPresent() {
    var decision =
        AccessDecision.of(
            AccessRequest.of(
                Identity.of(ALICE), GET, Resources.secret(ARN, null), RequestContext.EMPTY));

    assertThat(decision.layers())
        .extracting(Decision.LayerResult::layer)
        .doesNotContain(Layer.KEY_POLICY, Layer.GRANT);
    assertThat(decision.layers())
        .extracting(Decision.LayerResult::outcome)
        .containsOnly(Outcome.NOT_PRESENT);
  }

  @Test
  void decisionIsPrintedLayerByLayerWithItsRepairs() {
    var session =
        Organizations.scp(
                Identity.of(Principal.parse("arn:aws:iam::111111111111:role/app").session("s1")),
                Policy.allow("*").named("FullAWSAccess"))
            .policy(
                Policy.allow(GET)
                    .on("arn:aws:secretsmanager:*:*:secret:prod/db")
                    .sid("Db")
                    .named("ReadSecrets"))
            .policy(Policy.deny("secretsmanager:Delete*").named("Guard"));

    var decision =
        AccessDecision.of(
            AccessRequest.of(session, GET, Resources.secret(ARN, null), RequestContext.EMPTY));

    assertThat(decision)
        .hasToString(
            """
            DENIED secretsmanager:GetSecretValue
              caller    arn:aws:sts::111111111111:assumed-role/app/s1
              resource  arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf
              because   no identity policy allows it
              RCP                   not present
              SCP                   allow
                FullAWSAccess/#1 (Allow): applies
              endpoint policy       not present
              resource policy       not present
              identity policy       implicit deny
                ReadSecrets/Db (Allow): resource: the ARN ends in the 6-character suffix, \
            the pattern arn:aws:secretsmanager:*:*:secret:prod/db doesn't: add -??????
                Guard/#1 (Deny): action: secretsmanager:GetSecretValue isn't in \
            secretsmanager:Delete*
              permissions boundary  not present
              session policy        not present
              repair: add to the identity policy of arn:aws:iam::111111111111:role/app, Guard: \
            {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":\
            "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf"}\
            """);
  }

  @Test
  void limitThatWasPassedByIsMarked() { // POL-9
    var alice = Identity.of(ALICE).boundary(Policy.allow("s3:*"));
    var secret = Resources.secret(ARN, Policy.allow(GET).to(ALICE.arn()));

    var decision = AccessDecision.of(AccessRequest.of(alice, GET, secret, RequestContext.EMPTY));

    assertThat(decision.toString())
        .startsWith("ALLOWED")
        .contains("because   the resource policy allows it")
        .contains("permissions boundary  implicit deny (not needed here)");
  }
}
