package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.iam.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The condition keys of callers, of time, and the policies of VPC endpoints (POL-14, POL-20). */
class CallerConditionsTest extends ConditionKeysFixture {

  @ParameterizedTest(name = "POL-14: {0} is {1}")
  @CsvSource({
    "aws:PrincipalArn, arn:aws:iam::123456789012:role/app",
    "aws:PrincipalAccount, 123456789012",
    "aws:PrincipalType, AssumedRole"
  })
  void callerIsAlwaysKnown(String conditionKey, String value) {
    var read = new DescribeSecret("prod/db");
    app.policy(PolicyDocument.allow("secretsmanager:*").when("StringEquals", conditionKey, value));
    var other = aws.account(ACCOUNT).role("other");
    other.policy(
        PolicyDocument.allow("secretsmanager:*").when("StringNotEquals", conditionKey, value));

    assertThat(calls.isPermitted(app.caller(), read)).isTrue();
    assertThat(calls.isPermitted(app.session("s").caller(), read)).isTrue();
    assertThat(calls.isPermitted(other.caller(), read))
        .isEqualTo(conditionKey.equals("aws:PrincipalArn"));
  }

  @Test
  @DisplayName("POL-14: aws:username is that of a user")
  void userHasAName() {
    var alice = aws.account(ACCOUNT).user("path/alice");
    for (var who : List.of(alice, app)) {
      who.policy(
          PolicyDocument.allow("secretsmanager:*").when("StringEquals", "aws:username", "alice"));
    }

    assertThat(calls.isPermitted(alice.caller(), new DescribeSecret("prod/db"))).isTrue();
    assertThat(calls.isPermitted(app.caller(), new DescribeSecret("prod/db"))).isFalse();
  }

  @Test
  @DisplayName("POL-14: aws:PrincipalTag is the role's, or that of its session")
  void tagsOfRoleAndSessionCount() {
    app.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when("StringEquals", "secretsmanager:ResourceTag/team", "${aws:PrincipalTag/team}"));
    var read = new DescribeSecret("prod/db");

    assertThat(calls.isPermitted(app.caller(), read)).isFalse();
    app.tag("team", "blue");
    assertThat(calls.isPermitted(app.caller(), read)).isTrue();
    assertThat(calls.isPermitted(app.session("a").caller(), read)).isTrue();
    assertThat(calls.isPermitted(app.session("b").tag("team", "red").caller(), read)).isFalse();
  }

  @Test
  @DisplayName("POL-14: aws:CurrentTime and aws:EpochTime are those of the virtual clock")
  void timeIsThatOfTheVirtualClock() {
    app.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when("DateLessThan", "aws:CurrentTime", "2026-01-01T10:20:00Z"));
    var other = aws.account(ACCOUNT).role("other");
    other.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when(
                "NumericGreaterThanEquals",
                "aws:EpochTime",
                String.valueOf(Instant.parse("2026-01-01T10:20:00Z").getEpochSecond())));
    var read = new DescribeSecret("prod/db");

    assertThat(calls.isPermitted(app.caller(), read)).isTrue();
    assertThat(calls.isPermitted(other.caller(), read)).isFalse();
    aws.clock().advance(Duration.ofMinutes(5));
    assertThat(calls.isPermitted(app.caller(), read)).isFalse();
    assertThat(calls.isPermitted(other.caller(), read)).isTrue();
  }

  @Test
  @DisplayName("POL-20: the policy of a VPC endpoint limits who comes through it, and no one else")
  void endpointPolicyLimitsItsCallers() {
    app.allow("secretsmanager:*");
    aws.vpcEndpointPolicy(
        "vpce-1", PolicyDocument.allow("secretsmanager:DescribeSecret").to("*").on(arn));
    var through = app.caller().with("aws:SourceVpce", "vpce-1");

    assertThat(calls.outcome(through, new DescribeSecret("prod/db"))).isEqualTo("succeeds");
    assertThat(calls.outcome(app.caller(), new DescribeSecret("prod/red"))).isEqualTo("succeeds");
    assertThat(calls.outcome(through, new DescribeSecret("prod/red")))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:role/app is not authorized to perform: "
                + "secretsmanager:DescribeSecret on resource: prod/red because no VPC endpoint "
                + "policy allows the secretsmanager:DescribeSecret action");
    aws.vpcEndpointPolicy(
        "vpce-1", PolicyDocument.allow("*").to("*").and(PolicyDocument.deny("*").to("*").on(arn)));
    assertThat(calls.outcome(through, new DescribeSecret(arn)))
        .endsWith("on resource: " + arn + " with an explicit deny in a VPC endpoint policy");
  }
}
