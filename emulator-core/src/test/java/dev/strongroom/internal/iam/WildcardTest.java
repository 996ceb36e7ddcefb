package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.strongroom.iam.MalformedPolicyException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardTest {

  private static final String PREFIX = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:";

  private static boolean matches(String action, String resource, String asked, String arn) {
    var identity =
        Identity.of(Principal.parse("arn:aws:iam::111111111111:user/alice"))
            .tag("team", "blue")
            .tag("wild", "*")
            .policy(Policy.allow(action).on(resource));
    return AccessDecision.of(
            AccessRequest.of(identity, asked, Resource.of(arn), RequestContext.EMPTY))
        .allowed();
  }

  @ParameterizedTest(name = "{0}: {1} on {2} is {3}")
  @CsvSource({
    "POL-10, prod/db-AbCdEf, prod/db-AbCdEf, true",
    "POL-10, prod/db,        prod/db-AbCdEf, false",
    "POL-10, prod/db-??????, prod/db-AbCdEf, true",
    "POL-10, prod/db-??????, prod/db-AbCdE,  false",
    "POL-10, prod/db-??????, prod/db-two-AbCdEf, false",
    "POL-10, prod/db-*,      prod/db-two-AbCdEf, true",
    "POL-10, prod/*,         prod/a/b-AbCdEf, true",
    "POL-10, PROD/*,         prod/a-AbCdEf,  false",
    "POL-10, *,              x,              true",
    "POL-10, **a**,          bab,            true",
    "POL-10, a*b*c,          aXbYbZc,        true",
    "POL-10, a*b*c,          aXbYbZ,         false",
    "POL-10, ?,              '',             false",
    "POL-11, ${aws:PrincipalTag/team}/*,       blue/x, true",
    "POL-11, ${aws:PrincipalTag/team}/*,       red/x,  false",
    "POL-11, ${AWS:principaltag/TEAM}/*,       blue/x, true",
    "POL-11, ${aws:PrincipalTag/none}/*,       blue/x, false",
    "POL-11, ${aws:PrincipalTag/wild},         x,      false",
    "POL-11, ${aws:PrincipalTag/wild},         *,      true",
    "POL-11, ${*},                             x,      false",
    "POL-11, ${*},                             *,      true",
    "POL-11, a${?}b,                           a?b,    true",
    "POL-11, a${?}b,                           axb,    false",
    "POL-11, a${$}{x},                         a${x},  true",
    "POL-11, ${unclosed,                       ${unclosed, true",
  })
  void resourceIsMatchedByItsWildcards(String rule, String pattern, String name, boolean expected) {
    assertThat(matches("*", PREFIX + pattern, "a:B", PREFIX + name)).as(rule).isEqualTo(expected);
  }

  @Test
  void variableWithoutValueTakesItsDefault() { // POL-11
    assertThat(matches("*", PREFIX + "${aws:PrincipalTag/none, 'any'}", "a:B", PREFIX + "any"))
        .isTrue();
    assertThat(matches("*", PREFIX + "${aws:PrincipalTag/team, 'any'}", "a:B", PREFIX + "any"))
        .isFalse();
    assertThat(matches("*", PREFIX + "a${aws:PrincipalTag/none, ''}b", "a:B", PREFIX + "ab"))
        .isTrue();
  }

  @Test
  void variablesArePlainTextInTheOldVersion() { // POL-11
    var old =
        Policy.parse(
            """
            {"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "*",
              "Resource": "arn:aws:s3:::${aws:PrincipalTag/team}"}}\
            """);
    var alice =
        Identity.of(Principal.parse("arn:aws:iam::111111111111:user/alice"))
            .tag("team", "blue")
            .policy(old);

    assertThat(decide(alice, "arn:aws:s3:::blue")).isFalse();
    assertThat(decide(alice, "arn:aws:s3:::${aws:PrincipalTag/team}")).isTrue();
  }

  private static boolean decide(Identity identity, String arn) {
    return AccessDecision.of(
            AccessRequest.of(identity, "a:B", Resource.of(arn), RequestContext.EMPTY))
        .allowed();
  }

  @Test
  void starSpansColonsAndSlashes() { // POL-10
    assertThat(matches("*", "arn:aws:secretsmanager:*", "a:B", PREFIX + "a/b-AbCdEf")).isTrue();
    assertThat(matches("*", "arn:aws:*:*:secret:*", "a:B", PREFIX + "a/b-AbCdEf")).isTrue();
  }

  /** B3: only a star that is the last character of its segment matches colons. */
  @ParameterizedTest(name = "POL-10: {0}: {1}")
  @CsvSource({
    "arn:aws:secretsmanager:*:*:secret:prod/*, true",
    "arn:aws:secretsmanager:*:*:*:prod/db-AbCdEf, true",
    "arn:aws:secretsmanager:eu-*:secret:prod/db-AbCdEf, true",
    "arn:aws:secretsmanager:eu-*-1:111111111111:secret:prod/db-AbCdEf, true",
    "arn:aws:secretsmanager:*1:secret:prod/db-AbCdEf:x, false",
    "arn:aws:secretsmanager:*1:*:secret:prod/db-AbCdEf, true",
    "arn:aws:secretsmanager:eu-*d/db-AbCdEf:*:*, false",
    "arn:aws:secretsmanager:eu-west-1:1*d/db-AbCdEf, false",
    "arn:aws:secretsmanager:eu-west-1:*:s*t:p*d/db-*, true",
    "arn:aws:secretsmanager:eu-west-1:111111111111?secret:prod/db-*:*, false",
    "arn:aws:secretsmanager:eu-west-1:111111111111?secret:prod/db-*, false",
    "arn:aws:secretsmanager:eu-west-?:111111111111:secret:prod/db-*, true",
    "arn:aws:secretsmanager:eu-west-1:11111111111?:secret:prod/db-*, true",
  })
  void wildcardInsideASegmentStaysThere(String pattern, boolean expected) {
    assertThat(matches("*", pattern, "a:B", PREFIX + "prod/db-AbCdEf")).isEqualTo(expected);
  }

  @Test
  void questionMarkThatEndsItsSegmentStaysThere() { // POL-10: unlike a star
    var arn = "arn:aws:sns::111111111111:a:b"; // whose empty Region would be the question mark

    assertThat(matches("*", "arn:aws:sns?:111111111111:a:b", "a:B", arn)).isFalse();
    assertThat(matches("*", "arn:aws:sns*:111111111111:a:b", "a:B", arn)).isTrue();
  }

  /** B3: an Allow granted nothing, and a Deny denied nothing. */
  @ParameterizedTest(name = "POL-10: {0} is completed: {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "arn:aws, true",
        "arn:aws:secretsmanager, true",
        "arn:aws:secretsmanager:eu-west-1, true",
        "arn:aws:secretsmanager:eu-west-1:111111111111, true",
        "arn:aws:secretsmanager:*:111111111111, true",
        "arn:aws:*, true",
        "arn:aws:s3, false",
        "arn:aws:secretsmanager:us-east-1, false",
        "arn:aws:secretsmanager:eu-west-1:222222222222, false",
        "`arn:aws:secretsmanager:${aws:none, 'eu-west-1'}`, true",
        "`arn:aws:secretsmanager:${aws:none, 'us-east-1'}`, false",
      })
  void incompleteArnOfAnIdentityIsCompleted(String arn, boolean expected) {
    var alice = Identity.of(Principal.parse("arn:aws:iam::111111111111:user/alice"));
    var everything = Policy.allow("*");

    assertThat(decide(alice.policy(Policy.allow("a:B").on(arn)), PREFIX + "x")).isEqualTo(expected);
    assertThat(decide(alice.policy(everything).policy(Policy.deny("a:B").on(arn)), PREFIX + "x"))
        .isNotEqualTo(expected);
    assertThat(decide(alice.policy(everything).boundary(Policy.allow("a:B").on(arn)), PREFIX + "x"))
        .isEqualTo(expected);
  }

  @Test
  void incompleteArnIsPrintedAsWritten() {
    assertThat(Policy.allow("a:B").on("arn:aws:s3").toJson())
        .contains("\"Resource\":\"arn:aws:s3\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"arn:aws:secretsmanager", "arn:aws:secretsmanager:eu-west-1:*"})
  void incompleteArnOfASessionPolicyIsMalformed(String arn) {
    var session = Identity.of(Principal.parse("arn:aws:iam::111111111111:role/app").session("s"));
    var policy = Policy.allow("a:B").on(PREFIX + "*", arn);

    assertThatThrownBy(() -> session.sessionPolicy(policy))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessage("A session policy needs ARNs with all six fields, or *.");
  }

  @Test
  void incompleteArnOfAResourcePolicyMatchesNothing() {
    var bob = Identity.of(Principal.parse("arn:aws:iam::111111111111:user/bob"));
    var secret =
        Resources.secret(PREFIX + "x", Policy.allow("a:B").on("arn:aws:secretsmanager").to("*"));

    assertThat(
            AccessDecision.of(AccessRequest.of(bob, "a:B", secret, RequestContext.EMPTY)).allowed())
        .isFalse();
  }

  @ParameterizedTest(name = "{0}: {1} on {2} is {3}")
  @CsvSource({
    "POL-12, *,                             secretsmanager:GetSecretValue, true",
    "POL-12, secretsmanager:*,              secretsmanager:GetSecretValue, true",
    "POL-12, secretsmanager:getsecretvalue, secretsmanager:GetSecretValue, true",
    "POL-12, SECRETSMANAGER:GET*,           secretsmanager:GetSecretValue, true",
    "POL-12, secretsmanager:Get?ecretValue, secretsmanager:GetSecretValue, true",
    "POL-12, secretsmanager:Get,            secretsmanager:GetSecretValue, false",
    "POL-12, secretsmanager:*Value,         secretsmanager:PutSecretValue, true",
    "POL-12, kms:*,                         secretsmanager:GetSecretValue, false",
    "POL-12, *:*,                           secretsmanager:GetSecretValue, true",
  })
  void actionIsMatchedIgnoringCase(String rule, String pattern, String action, boolean expected) {
    assertThat(matches(pattern, "*", action, "arn:aws:s3:::x")).as(rule).isEqualTo(expected);
  }

  @Test
  void manyStarsDoNotExplode() {
    var pattern = "arn:aws:" + "*a".repeat(500) + "b";
    var text = "arn:aws:" + "a".repeat(5_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(matches("*", pattern, "a:B", text)).isFalse());
  }
}
