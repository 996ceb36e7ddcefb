package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(matches("*", "arn:aws:*:secret:*", "a:B", PREFIX + "a/b-AbCdEf")).isTrue();
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
