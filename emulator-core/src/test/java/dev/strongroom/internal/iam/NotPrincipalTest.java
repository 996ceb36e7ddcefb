package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.iam.Layer;
import dev.strongroom.iam.MalformedPolicyException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NotPrincipal, as the IAM user guide describes it (B2). */
class NotPrincipalTest {

  private static final String GET = "secretsmanager:GetSecretValue";
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf";
  private static final String USER = "arn:aws:iam::111111111111:user/alice";
  private static final String ROLE = "arn:aws:iam::111111111111:role/team/app";
  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/app/s1";

  private static Policy denyAllBut(String principals) {
    return Policy.parse(
        "{'Statement':{'Effect':'Deny','NotPrincipal':%s,'Action':'*','Resource':'*'}}"
            .formatted(principals)
            .replace('\'', '"'));
  }

  private static Identity caller(String name) {
    var role = Principal.parse(ROLE);
    return Identity.of(name.equals("session") ? role.session("s1") : Principal.parse(name))
        .uniqueId("AROAABCDEFGHIJKLMNOP");
  }

  private static AccessDecision get(Identity caller, Policy policy) {
    return AccessDecision.of(
        AccessRequest.of(caller, GET, Resources.secret(ARN, policy), RequestContext.EMPTY));
  }

  @ParameterizedTest(name = "POL-12: {0} is denied by all but {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        USER + " | {'AWS':'" + USER + "'} | false",
        USER + " | {'AWS':'arn:aws:iam::111111111111:user/bob'} | true",
        USER + " | {'AWS':'AROAABCDEFGHIJKLMNOP'} | false",
        USER + " | {'AWS':'111111111111'} | true",
        USER + " | {'AWS':['arn:aws:iam::111111111111:root','" + USER + "']} | false",
        USER + " | {'AWS':'*'} | false",
        "session | {'AWS':'" + ROLE + "'} | true",
        "session | {'AWS':'" + SESSION + "'} | true",
        "session | {'AWS':['" + ROLE + "','" + SESSION + "']} | false",
        "session | {'AWS':['AROAABCDEFGHIJKLMNOP','" + SESSION + "']} | false",
        "session | {'AWS':['" + ROLE + "','111111111111']} | true",
        "session | {'AWS':'*'} | false",
        ROLE + " | {'AWS':'" + ROLE + "'} | false",
        ROLE + " | {'AWS':'111111111111'} | true",
        "arn:aws:iam::111111111111:root | {'AWS':'111111111111'} | false",
        "arn:aws:iam::111111111111:root | {'AWS':'222222222222'} | true",
        "arn:aws:iam::222222222222:user/eve | {'AWS':'111111111111'} | true",
        "rds.amazonaws.com | {'Service':'rds.amazonaws.com'} | false",
        "rds.amazonaws.com | {'AWS':'" + USER + "'} | true",
      })
  void denyIsForThePrincipalsThatItDoesNotName(String caller, String named, boolean denied) {
    assertThat(get(caller(caller), denyAllBut(named)).isExplicitDeny()).isEqualTo(denied);
  }

  @ParameterizedTest
  @ValueSource(strings = {USER, ROLE, "session"})
  @DisplayName("B2: a principal with a permissions boundary is denied, whoever is named")
  void boundaryIsNeverSpared(String name) {
    var policy = denyAllBut("{'AWS':['" + USER + "','" + ROLE + "','" + SESSION + "']}");
    var caller = caller(name);
    assertThat(get(caller, policy).isExplicitDeny()).isFalse();

    var decision = get(caller.boundary(Policy.allow("*")), policy);

    assertThat(decision.isExplicitDeny()).isTrue();
    assertThat(decision.layer(Layer.RESOURCE_POLICY).findings().get(0).why())
        .isEqualTo("applies: NotPrincipal never spares a principal with a permissions boundary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "session | {'AWS':'" + ROLE + "'} | a session only if it names the session and its role",
        USER + " | {'AWS':'111111111111'} | names the account, but not this principal",
      })
  void explanationSaysWhoElseMustBeNamed(String caller, String named, String why) {
    var findings = get(caller(caller), denyAllBut(named)).layer(Layer.RESOURCE_POLICY).findings();

    assertThat(findings.get(0).applies()).isTrue();
    assertThat(findings.get(0).why()).contains(why);
  }

  @Test
  void explanationSaysWhomItLeavesOut() {
    var findings =
        get(caller(USER), denyAllBut("{'AWS':'" + USER + "'}"))
            .layer(Layer.RESOURCE_POLICY)
            .findings();

    assertThat(findings.get(0).applies()).isFalse();
    assertThat(findings.get(0).why()).isEqualTo("principal: NotPrincipal leaves out " + USER);
  }

  @Test
  @DisplayName("B2: NotPrincipal with Allow is not supported")
  void allowIsRefused() {
    assertThatThrownBy(
            () -> Policy.parse(denyAllBut("{'AWS':'*'}").toJson().replace("Deny", "Allow")))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessage("NotPrincipal is supported with the Effect Deny only.");
  }

  @Test
  void trustPolicyIsRefused() {
    assertThatThrownBy(
            () ->
                Policy.parseTrustPolicy(
                    """
                    {"Statement": {"Effect": "Deny", "Action": "sts:AssumeRole",
                      "NotPrincipal": {"AWS": "111111111111"}}}\
                    """))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessage("A trust policy can't have the element NotPrincipal.");
    assertThatThrownBy(() -> Identity.of(Principal.parse(ROLE)).trust(denyAllBut("{'AWS':'*'}")))
        .isInstanceOf(MalformedPolicyException.class);
  }
}
