package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  private static boolean holds(String operator, String expected, RequestContext context) {
    return holds(operator, "aws:test", context, values(expected));
  }

  private static boolean holds(
      String operator, String key, RequestContext context, String... expected) {
    var identity =
        Identity.of(Principal.parse("arn:aws:iam::111111111111:user/alice"))
            .tag("team", "blue")
            .policy(Policy.allow("*").when(operator, key, expected));
    return AccessDecision.of(AccessRequest.of(identity, "a:B", Resource.ANY, context)).allowed();
  }

  private static String[] values(String text) {
    return text.isEmpty() ? new String[0] : text.split(";");
  }

  private static RequestContext context(String values) {
    return RequestContext.builder().with("aws:test", List.of(values(values))).build();
  }

  /** Values are separated by semicolons. */
  @ParameterizedTest(name = "POL-11: {0} [{1}] of [{2}] is {3}")
  @CsvSource({
    "StringEquals, a, a, true",
    "StringEquals, a, A, false",
    "StringEquals, a;b, b, true",
    "StringEquals, a*, ab, false",
    "StringEquals, a*, a*, true",
    "StringEquals, ${aws:PrincipalTag/team}, blue, true",
    "StringEquals, ${aws:PrincipalTag/none}, blue, false",
    "StringNotEquals, a, b, true",
    "StringNotEquals, a, a, false",
    "StringNotEquals, a;b, b, false",
    "StringNotEquals, a;b, c, true",
    "StringNotEquals, ${aws:PrincipalTag/none}, blue, true",
    "StringEqualsIgnoreCase, aB, Ab, true",
    "StringEqualsIgnoreCase, aB, Abc, false",
    "StringEqualsIgnoreCase, ${aws:PrincipalTag/team}, BLUE, true",
    "StringNotEqualsIgnoreCase, aB, Ab, false",
    "StringNotEqualsIgnoreCase, aB, x, true",
    "StringLike, a*c?, abbbcd, true",
    "StringLike, a*c?, abbbc, false",
    "StringLike, A*, abc, false",
    "StringLike, ${aws:PrincipalTag/team}-*, blue-1, true",
    "StringNotLike, a*, abc, false",
    "StringNotLike, a*, bc, true",
    "NumericEquals, 10, 10.0, true",
    "NumericEquals, 10, 11, false",
    "NumericEquals, 10, ten, false",
    "NumericNotEquals, 10, 11, true",
    "NumericNotEquals, 10, 10, false",
    "NumericLessThan, 10, 9.99, true",
    "NumericLessThan, 10, 10, false",
    "NumericLessThanEquals, 10, 10, true",
    "NumericLessThanEquals, 10, 11, false",
    "NumericGreaterThan, 10, 11, true",
    "NumericGreaterThan, 10, 10, false",
    "NumericGreaterThanEquals, 10, 10, true",
    "NumericGreaterThanEquals, 10, 9, false",
    "DateEquals, 2026-01-01T00:00:00Z, 2026-01-01, true",
    "DateEquals, 2026-01-01T00:00:00Z, 2026-01-01T01:00:00+01:00, true",
    "DateEquals, 2026-01-01T00:00Z, 1767225600, true",
    "DateEquals, 1767225600, 2026-01-01T00:00:00, true",
    "DateEquals, 2026-01-01, 2026-01-02, false",
    "DateNotEquals, 2026-01-01, 2026-01-02, true",
    "DateNotEquals, 2026-01-01, 2026-01-01, false",
    "DateLessThan, 2026-01-01, 2025-12-31T23:59:59.999Z, true",
    "DateLessThan, 2026-01-01, 2026-01-01, false",
    "DateLessThan, 2026-01-01, soon, false",
    "DateLessThan, 2026-03, 2026-02-28T23:59:59Z, true", // B5
    "DateLessThan, 2026-03, 2026-03-01, false",
    "DateEquals, 2026-03-01, 2026-03, true",
    "DateEquals, 2026, 1970-01-01T00:33:46Z, true", // four digits are seconds, not a year
    "DateLessThanEquals, 2026-01-01, 2026-01-01, true",
    "DateLessThanEquals, 2026-01-01, 2026-01-01T00:00:01Z, false",
    "DateGreaterThan, 2026-01-01, 2026-01-01T00:00:01Z, true",
    "DateGreaterThan, 2026-01-01, 2026-01-01, false",
    "DateGreaterThanEquals, 2026-01-01, 2026-01-01, true",
    "DateGreaterThanEquals, 2026-01-01, 2025-12-31, false",
    "Bool, true, true, true",
    "Bool, True, true, true",
    "Bool, true, false, false",
    "Bool, false, false, true",
    "Bool, false, x, false",
    "BinaryEquals, YWJj, YWJj, true",
    "BinaryEquals, YWJj, YWJk, false",
    "BinaryEquals, YWJj, %, false",
    "IpAddress, 10.0.0.0/8, 10.255.0.1, true",
    "IpAddress, 10.0.0.0/8, 11.0.0.1, false",
    "IpAddress, 10.0.0.1, 10.0.0.1, true",
    "IpAddress, 10.0.0.1, 10.0.0.2, false",
    "IpAddress, 10.0.0.128/25, 10.0.0.127, false",
    "IpAddress, 0.0.0.0/0, 1.2.3.4, true",
    "IpAddress, 0.0.0.0/0, ::1, false",
    "IpAddress, 2001:db8::/32, 2001:db8:1::5, true",
    "IpAddress, 2001:db8::/32, 2001:db9::5, false",
    "IpAddress, 2001:DB8::1, 2001:db8:0:0::1, true",
    "IpAddress, 10.0.0.0/8, host, false",
    "NotIpAddress, 10.0.0.0/8, 11.0.0.1, true",
    "NotIpAddress, 10.0.0.0/8, 10.0.0.1, false",
    "NotIpAddress, 10.0.0.0/8;11.0.0.0/8, 11.0.0.1, false",
    "ArnEquals, arn:aws:sns:*:111111111111:t?pic, arn:aws:sns:eu:111111111111:topic, true",
    "ArnEquals, arn:aws:sns:*:t, arn:aws:sns:eu:111111111111:t, false",
    "ArnEquals, arn:aws:sns:*:*:*, arn:aws:sns:eu:111111111111:a:b, true",
    "ArnEquals, arn:aws:sns:eu:*:b, arn:aws:sns:eu:111111111111:a:b, false",
    "ArnEquals, *, arn:aws:sns:eu:111111111111:a, true",
    "ArnEquals, arn:aws:sns:*:*:*, topic, false",
    "ArnLike, arn:aws:iam::111111111111:role/${aws:PrincipalTag/team}/*,"
        + " arn:aws:iam::111111111111:role/blue/app, true",
    "ArnLike, arn:aws:iam::111111111111:role/${aws:PrincipalTag/none}/*,"
        + " arn:aws:iam::111111111111:role/blue/app, false",
    "ArnLike, arn:aws:iam::*:role/a*, arn:aws:iam::111111111111:role/app, true",
    "ArnLike, arn:aws:*:role/a*, arn:aws:iam::111111111111:role/app, false",
    "ArnNotEquals, arn:aws:sns:*:*:a, arn:aws:sns:eu:111111111111:b, true",
    "ArnNotEquals, arn:aws:sns:*:*:a, arn:aws:sns:eu:111111111111:a, false",
    "ArnNotLike, arn:aws:sns:*:*:a, arn:aws:sns:eu:111111111111:a, false",
    "ArnNotLike, arn:aws:sns:*:*:a, x, true",
    "Null, true, a, false",
    "Null, false, a, true",
    "ForAllValues:StringEquals, a;b, a;b, true",
    "ForAllValues:StringEquals, a;b, a;c, false",
    "ForAllValues:StringEquals, a;b, a, true",
    "ForAllValues:StringNotEquals, a;b, c;d, true",
    "ForAllValues:StringNotEquals, a;b, a;d, false",
    "ForAnyValue:StringEquals, a;b, c;b, true",
    "ForAnyValue:StringEquals, a;b, c;d, false",
    "ForAnyValue:StringNotEquals, a;b, a;d, true",
    "ForAnyValue:StringNotEquals, a;b, a;b, false",
    "ForAnyValue:StringLike, a*, x;ab, true",
    "ForAnyValue:NumericLessThan, 5, 9;3, true",
    "ForAllValues:NumericLessThan, 5, 9;3, false",
    "ForAllValues:ArnLike, arn:aws:sns:*:*:*, arn:aws:sns:eu:1:a;arn:aws:sns:eu:1:b, true",
    "ForAnyValue:IpAddress, 10.0.0.0/8, 1.1.1.1;10.1.1.1, true",
    "StringEquals, a, a;b, true",
    "StringNotEquals, a, a;b, false",
    "StringEquals, '', a, false",
    "StringNotEquals, '', a, true",
  })
  void operatorComparesTheRequestsValues(
      String operator, String expected, String actual, boolean result) {
    assertThat(holds(operator, expected, context(actual))).isEqualTo(result);
    if (!operator.equals("Null")) {
      assertThat(holds(operator + "IfExists", expected, context(actual)))
          .as("IfExists changes nothing for a key that is there")
          .isEqualTo(result);
    }
  }

  /** The operator alone, with IfExists, with ForAllValues, with ForAnyValue. */
  @ParameterizedTest(name = "POL-11: {0} of a missing key is {2}")
  @CsvSource({
    "StringEquals, a, false",
    "StringNotEquals, a, true",
    "StringEqualsIgnoreCase, a, false",
    "StringNotEqualsIgnoreCase, a, true",
    "StringLike, *, false",
    "StringNotLike, *, true",
    "NumericEquals, 1, false",
    "NumericNotEquals, 1, true",
    "NumericLessThan, 1, false",
    "NumericLessThanEquals, 1, false",
    "NumericGreaterThan, 1, false",
    "NumericGreaterThanEquals, 1, false",
    "DateEquals, 2026-01-01, false",
    "DateNotEquals, 2026-01-01, true",
    "DateLessThan, 2026-01-01, false",
    "DateLessThanEquals, 2026-01-01, false",
    "DateGreaterThan, 2026-01-01, false",
    "DateGreaterThanEquals, 2026-01-01, false",
    "Bool, true, false",
    "BinaryEquals, YWJj, false",
    "IpAddress, 10.0.0.0/8, false",
    "NotIpAddress, 10.0.0.0/8, true",
    "ArnEquals, arn:aws:sns:*:*:*, false",
    "ArnLike, arn:aws:sns:*:*:*, false",
    "ArnNotEquals, arn:aws:sns:*:*:*, true",
    "ArnNotLike, arn:aws:sns:*:*:*, true",
  })
  void missingKeyIsNoMatchUnlessTheOperatorSaysSo(String operator, String value, boolean result) {
    var nothing = RequestContext.EMPTY;

    assertThat(holds(operator, value, nothing)).isEqualTo(result);
    assertThat(holds(operator, value, context(""))).as("no values: no key").isEqualTo(result);
    assertThat(holds(operator + "IfExists", value, nothing)).isTrue();
    assertThat(holds("ForAllValues:" + operator, value, nothing)).isTrue();
    assertThat(holds("ForAllValues:" + operator + "IfExists", value, nothing)).isTrue();
    assertThat(holds("ForAnyValue:" + operator, value, nothing)).isFalse();
    assertThat(holds("ForAnyValue:" + operator + "IfExists", value, nothing)).isTrue();
  }

  @Test
  void nullAsksWhetherTheKeyIsMissing() { // POL-11
    assertThat(holds("Null", "true", RequestContext.EMPTY)).isTrue();
    assertThat(holds("Null", "false", RequestContext.EMPTY)).isFalse();
  }

  @Test
  void keysIgnoreCaseAndValuesDoNot() { // POL-11
    assertThat(holds("StringEquals", "AWS:TEST", context("a"), "a")).isTrue();
    assertThat(holds("StringEquals", "aws:principaltag/TEAM", RequestContext.EMPTY, "blue"))
        .isTrue();
    assertThat(holds("StringEquals", "aws:PrincipalTag/team", RequestContext.EMPTY, "Blue"))
        .isFalse();
  }

  @Test
  void keyOfSeveralValuesCannotBeVariable() { // POL-11
    var one = RequestContext.builder().with("aws:x", List.of("a")).with("aws:test", "a");
    var two = RequestContext.builder().with("aws:x", List.of("a", "b")).with("aws:test", "a");

    assertThat(holds("StringEquals", "${aws:x}", one.build())).isTrue();
    assertThat(holds("StringEquals", "${aws:x}", two.build())).isFalse();
  }

  @Test
  void everyKeyAndOperatorMustHold() { // POL-11
    var policy =
        Policy.allow("*")
            .when("StringEquals", "aws:a", "1")
            .when("StringEquals", "aws:b", "2")
            .when("Null", "aws:c", "true");
    var alice = Identity.of(Principal.parse("arn:aws:iam::111111111111:user/alice")).policy(policy);
    var both = RequestContext.builder().with("aws:a", "1").with("aws:b", "2");

    assertThat(allowed(alice, both.build())).isTrue();
    assertThat(allowed(alice, both.with("aws:b", "3").build())).isFalse();
    assertThat(allowed(alice, both.with("aws:b", "2").with("aws:c", "3").build())).isFalse();
  }

  private static boolean allowed(Identity identity, RequestContext context) {
    return AccessDecision.of(AccessRequest.of(identity, "a:B", Resource.ANY, context)).allowed();
  }

  @ParameterizedTest(name = "POL-14: {0} comes with the caller {1}")
  @CsvSource({
    "aws:PrincipalArn,     arn:aws:iam::111111111111:user/x/alice,"
        + " arn:aws:iam::111111111111:user/x/alice",
    "aws:PrincipalAccount, arn:aws:iam::111111111111:user/x/alice, 111111111111",
    "aws:username,         arn:aws:iam::111111111111:user/x/alice, alice",
    "aws:userid,           arn:aws:iam::111111111111:user/x/alice, AIDAALICE",
    "aws:PrincipalType,    arn:aws:iam::111111111111:user/x/alice, User",
    "aws:PrincipalArn,     arn:aws:sts::111111111111:assumed-role/app/s1,"
        + " arn:aws:iam::111111111111:role/app",
    "aws:userid,           arn:aws:sts::111111111111:assumed-role/app/s1, AIDAALICE:s1",
    "aws:PrincipalType,    arn:aws:sts::111111111111:assumed-role/app/s1, AssumedRole",
    "aws:PrincipalArn,     arn:aws:iam::111111111111:root, arn:aws:iam::111111111111:root",
    "aws:userid,           arn:aws:iam::111111111111:root, 111111111111",
    "aws:PrincipalTag/t,   arn:aws:iam::111111111111:root, v",
    "aws:PrincipalOrgID,   arn:aws:iam::111111111111:root, o-1",
    "aws:PrincipalServiceName,   rds.amazonaws.com, rds.amazonaws.com",
    "aws:PrincipalIsAWSService,  rds.amazonaws.com, true",
  })
  void callerBringsItsOwnKeys(String key, String arn, String value) {
    var caller =
        Identity.of(Principal.parse(arn))
            .uniqueId("AIDAALICE")
            .tag("t", "v")
            .attribute("aws:PrincipalOrgID", "o-1");

    assertThat(caller.context().values(key)).containsExactly(value);
  }

  @Test
  void userNameIsMissingForSession() { // a policy with ${aws:username} doesn't fit a role
    var session = Identity.of(Principal.parse("arn:aws:sts::111111111111:assumed-role/app/s1"));

    assertThat(session.context().values("aws:username")).isEmpty();
  }
}
