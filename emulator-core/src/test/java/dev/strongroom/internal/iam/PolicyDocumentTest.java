package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.iam.MalformedPolicyException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {

  private static final String ALICE = "arn:aws:iam::111111111111:user/alice";
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf";

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POL-4 | SYNTAX | not json",
        "POL-4 | SYNTAX | ``",
        "POL-4 | SYNTAX | []",
        "POL-4 | SYNTAX | {}",
        "POL-4 | SYNTAX | {'Statement':[]}",
        "POL-4 | SYNTAX | {'Statement':null}",
        "POL-4 | SYNTAX | {'Statement':'Allow'}",
        "POL-4 | SYNTAX | {'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}} more",
        "POL-4 | SYNTAX |"
            + " {'Version':'2020-01-01','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
        "POL-4 | SYNTAX |"
            + " {'Version':20121017,'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
        "POL-4 | SYNTAX | {'Id':1,'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
        "POL-4 | SYNTAX |"
            + " {'Owner':'me','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
        "POL-4 | SYNTAX |"
            + " {'Id':'a','Id':'b','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
        "POL-4 | SYNTAX | {'Statement':{'Effect':'Permit','Action':'*','Resource':'*'}}",
        "POL-4 | SYNTAX | {'Statement':{'Action':'*','Resource':'*'}}",
        "POL-4 | SYNTAX | {'Statement':{'Effect':'Allow','Resource':'*'}}",
        "POL-4 | SYNTAX | {'Statement':{'Effect':'Allow','Action':'*'}}",
        "POL-4 | SYNTAX | {'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}}",
        "POL-4 | SYNTAX | {'Statement':{'Effect':'Allow','Action':[1],'Resource':'*'}}",
        "POL-4 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'GetSecretValue','Resource':'*'}}",
        "POL-4 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}}",
        "POL-4 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','NotResource':'*'}}",
        "POL-4 | SYNTAX | {'Statement':{'Effect':'Allow','Action':'*','Resource':'prod/db'}}",
        "POL-4 | SYNTAX | {'Statement':{'Sid':7,'Effect':'Allow','Action':'*','Resource':'*'}}",
        "POL-4 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Resources':'*'}}",
        "POL-4 | SYNTAX |"
            + " {'Statement':[{'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'},{'Sid':'A','Effect':'Deny','Action':'*','Resource':'*'}]}",
        "POL-4 | SYNTAX |"
            + " {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*'},{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}]}",
        "POL-12 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Principal':'*','NotPrincipal':'*','Action':'*','Resource':'*'}}",
        "POL-12 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Principal':{},'Action':'*','Resource':'*'}}",
        "POL-12 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Principal':'111111111111','Action':'*','Resource':'*'}}",
        "POL-12 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Principal':{'Aws':'*'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'alice'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'11111111111'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:user/*'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:group/admins'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'lambda.amazonaws.com'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'CanonicalUser':'79a59d'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'Federated':'*'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'AIDAABCDEFGHIJK'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'AIDAABCDEFGHIJK['},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'AIDAABCDEFGHIJK/'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'AWS':'ABCDABCDEFGHIJKLMNOP'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'Federated':'google'},'Action':'*','Resource':'*'}}",
        "POL-4 | UNSUPPORTED_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'Federated':'arn:aws:iam::111111111111:user/alice'},'Action':'*','Resource':'*'}}",
        "POL-4 | INVALID_SERVICE_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'Service':'lambda'},'Action':'*','Resource':'*'}}",
        "POL-4 | INVALID_SERVICE_PRINCIPAL |"
            + " {'Statement':{'Effect':'Allow','Principal':{'Service':'*'},'Action':'*','Resource':'*'}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':'x'}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':'x'}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringSame':{'aws:userid':'x'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'userid':'x'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:userid':{}}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NullIfExists':{'aws:userid':true}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'ForAllValues:Null':{'aws:userid':true}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Null':{'aws:userid':'maybe'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'yes'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NumericEquals':{'aws:x':'ten'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateLessThan':{'aws:CurrentTime':'tomorrow'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'BinaryEquals':{'aws:x':'%%'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/33'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'localhost'}}}}",
        "POL-11 | SYNTAX |"
            + " {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.256'}}}}",
      })
  void malformedDocumentIsRefusedWithItsReason(String rule, Reason reason, String json) {
    var refusal =
        catchThrowableOfType(
            MalformedPolicyException.class, () -> Policy.parse(json.replace('\'', '"')));

    assertThat(refusal).as(rule).isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  @Test
  void refusalNeverQuotesTheParserNorHasItAsCause() {
    assertThatThrownBy(() -> Policy.parse("{\"Statement\": hunter2}"))
        .hasMessageMatching("The policy is not JSON: line 1, column \\d+\\.")
        .hasNoCause();
  }

  @Test
  void deeplyNestedDocumentIsRefused() {
    var deep = "[".repeat(100_000);

    assertThatThrownBy(() -> Policy.parse(deep))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void policyOfResourceMustNamePrincipals() {
    assertThatThrownBy(
            () ->
                Policy.parseResourcePolicy(
                    """
                    {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\
                    """))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("Principal");
  }

  @Test
  void policyOfIdentityCannotNamePrincipals() {
    var forSomebody = Policy.allow("*").to(ALICE);

    assertThatThrownBy(() -> Identity.administrator("111111111111").policy(forSomebody))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't name principals");
    assertThatThrownBy(() -> Resources.secret(ARN, Policy.allow("*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".to(principal)");
  }

  @ParameterizedTest(name = "POL-4: {0} {1}")
  @CsvSource({
    "AWS, AIDAABCDEFGHIJKL",
    "AWS, AROA0123456789AZ",
    "AWS, 111111111111",
    "Federated, accounts.google.com",
    "Federated, cognito-identity.amazonaws.com",
    "Federated, example.org/path",
    "Federated, arn:aws:iam::111111111111:oidc-provider/example.org",
  })
  void principalOfItsTypeIsAccepted(String type, String name) {
    var document =
        Policy.parse(
            "{'Statement':{'Effect':'Allow','Principal':{'%s':'%s'},'Action':'*','Resource':'*'}}"
                .formatted(type, name)
                .replace('\'', '"'));

    assertThat(document.principals()).containsExactly(name);
  }

  @Test
  void trustPolicyThatIsBuiltWithoutPrincipalsIsRefused() {
    var role = Identity.of(Principal.parse("arn:aws:iam::111111111111:role/app"));

    assertThatThrownBy(() -> role.trust(Policy.allow("sts:AssumeRole")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".to(principal)");
  }

  @Test
  void documentOfTheOldVersionHasNoVariablesAfterAChangeEither() { // POL-11
    var old =
        Policy.parse(
            """
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\
            """);
    var alice = Identity.of(Principal.parse(ALICE)).policy(old.on("arn:aws:s3:::${aws:userid}"));

    assertThat(allows(alice, "arn:aws:s3:::${aws:userid}")).isTrue();
    assertThat(allows(alice, "arn:aws:s3:::" + ALICE)).isFalse();
  }

  private static boolean allows(Identity identity, String arn) {
    return AccessDecision.of(
            AccessRequest.of(identity, "a:B", Resource.of(arn), RequestContext.EMPTY))
        .allowed();
  }

  @Test
  void documentWithoutItsLastStatementIsEmpty() {
    var document = Policy.allow("*");

    assertThat(document.isEmpty()).isFalse();
    assertThat(document.without(document.statements().get(0)).isEmpty()).isTrue();
  }

  @Test
  void documentIsPrintedAsItWasWritten() {
    var json =
        """
        {"Version":"2012-10-17","Id":"doc","Statement":[\
        {"Sid":"One","Effect":"Allow","Principal":{"AWS":["111111111111"],\
        "Service":"lambda.amazonaws.com"},"NotAction":["kms:*"],"NotResource":"arn:aws:kms:*",\
        "Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"aws:age":[10.50,3]},\
        "StringLike":{"aws:x":"quote\\" back\\\\ tab\\u0009"}}}]}\
        """;

    var document = Policy.parse(json);

    assertThat(document.toJson()).isEqualTo(json);
    assertThat(Policy.parse(document.toJson())).isEqualTo(document);
    assertThat(document.name()).isEqualTo("doc");
  }

  @Test
  void singleStatementNeedsNoList() {
    var document =
        Policy.parse(
            """
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\
            """);

    assertThat(document.toJson())
        .isEqualTo(
            """
            {"Version":"2008-10-17",\
            "Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}\
            """);
  }

  @Test
  void documentCanBePutTogether() {
    var document =
        Policy.allow("secretsmanager:GetSecretValue")
            .on(ARN)
            .to(ALICE, "lambda.amazonaws.com")
            .when("StringEquals", "aws:SourceVpc", "vpc-1", "vpc-2")
            .when("StringEquals", "aws:SourceAccount", "111111111111")
            .when("Bool", "aws:SecureTransport", "true")
            .sid("Read")
            .and(Policy.deny("*").to("*"));

    assertThat(document.toJson())
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Action":"secretsmanager:GetSecretValue","Resource":"%s",\
            "Principal":{"AWS":"%s","Service":"lambda.amazonaws.com"},\
            "Condition":{"StringEquals":{"aws:SourceVpc":["vpc-1","vpc-2"],\
            "aws:SourceAccount":"111111111111"},"Bool":{"aws:SecureTransport":"true"}},\
            "Sid":"Read"},{"Effect":"Deny","Action":"*","Resource":"*","Principal":"*"}]}\
            """
                .formatted(ARN, ALICE));
    assertThat(document.principals()).containsExactly(ALICE, "lambda.amazonaws.com", "*");
  }

  @ParameterizedTest(name = "POL-7: {0}")
  @ValueSource(
      strings = {
        "",
        "'Condition':{'StringEquals':{'aws:RequestedRegion':'eu-west-1'}},",
        "'Condition':{'StringNotEquals':{'aws:SourceVpc':'vpc-1'}},",
        "'Condition':{'StringEqualsIfExists':{'aws:SourceVpc':'vpc-1'}},",
        "'Condition':{'ForAllValues:StringEquals':{'aws:SourceVpc':'vpc-1'}},",
        "'Condition':{'StringLike':{'aws:SourceVpc':'vpc-*'}},",
        "'Condition':{'StringLike':{'aws:SourceVpc':['vpc-1','*']}},",
        "'Condition':{'StringEquals':{'aws:SourceVpc':'${aws:PrincipalTag/vpc}'}},",
        "'Condition':{'StringEquals':{'aws:SourceVpc':[]}},",
        "'Condition':{'ArnLike':{'aws:SourceArn':'arn:aws:lambda:*:*:function:f'}},",
        "'Condition':{'Null':{'aws:SourceVpc':'false'}},",
        "'Condition':{'IpAddress':{'aws:SourceIp':'0.0.0.0/0'}},",
        "'Condition':{'IpAddress':{'aws:SourceIp':'128.0.0.0/1'}},",
        "'Condition':{'NotIpAddress':{'aws:SourceIp':'10.0.0.1'}},",
      })
  void allowForEveryoneIsBroad(String condition) {
    var json =
        """
        {'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':%s,%s
         'Action':'secretsmanager:GetSecretValue','Resource':'*'}}\
        """;

    for (var everyone : new String[] {"'*'", "{'AWS':'*'}", "{'AWS':['111111111111','*']}"}) {
      var document = Policy.parse(json.formatted(everyone, condition).replace('\'', '"'));
      assertThat(document.allowsBroadAccess()).as(everyone).isTrue();
    }
  }

  @ParameterizedTest(name = "POL-7: {0}")
  @ValueSource(
      strings = {
        "'StringEquals':{'aws:SourceVpce':'vpce-1'}",
        "'StringEquals':{'AWS:sourceaccount':['111111111111','222222222222']}",
        "'ForAnyValue:StringEquals':{'aws:SourceVpc':'vpc-1'}",
        "'ArnEquals':{'aws:SourceArn':'arn:aws:lambda:eu-west-1:111111111111:function:f'}",
        "'StringLike':{'aws:SourceVpc':'vpc-1'}",
        "'StringEquals':{'aws:PrincipalOrgID':'o-abc'},'Bool':{'aws:SecureTransport':'true'}",
        "'IpAddress':{'aws:SourceIp':['10.0.0.0/8','2001:db8::/32']}",
      })
  void allowForEveryoneWithFixedConditionIsNotBroad(String condition) {
    var json =
        """
        {"Statement":{"Effect":"Allow","Principal":"*","Condition":{%s},"Action":"*","Resource":"*"}}\
        """;

    assertThat(Policy.parse(json.formatted(condition.replace('\'', '"'))).allowsBroadAccess())
        .isFalse();
  }

  @Test
  void allowForSomebodyAndDenyForEveryoneAreNotBroad() {
    var document = Policy.allow("*").to("222222222222").and(Policy.deny("*").to("*"));

    assertThat(document.allowsBroadAccess()).isFalse();
  }

  @Test
  void documentThatRefusesItsAuthorLocksOut() { // POL-5
    var call =
        AccessRequest.of(
            Identity.administrator("111111111111"),
            "secretsmanager:PutResourcePolicy",
            Resources.secret(ARN, null),
            RequestContext.EMPTY);

    assertThat(Policy.deny("*").to("*").locksOut(call)).isTrue();
    assertThat(Policy.deny("*").to("111111111111").locksOut(call)).isTrue();
    assertThat(Policy.deny("*").to("222222222222").locksOut(call)).isFalse();
    assertThat(Policy.allow("*").to(ALICE).locksOut(call)).isFalse();
  }
}
