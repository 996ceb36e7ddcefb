package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "alice",
        "arn:aws:iam::111111111111:user",
        "arn:aws:iam::111111111111:user/",
        "arn:aws:iam::11111111111:user/alice",
        "arn:aws:iam::111111111111:root/x",
        "arn:aws:iam::111111111111:group/g",
        "arn:aws:iam::111111111111:user/*",
        "arn:aws:sts::111111111111:assumed-role/app",
        "arn:aws:s3:::bucket",
        ".amazonaws.com",
        "Lambda.amazonaws.com",
        "lambda.amazonaws.org",
      })
  void textThatIsNoPrincipalIsRefused(String text) {
    assertThatThrownBy(() -> Principal.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sessionBelongsToItsRole() {
    var role = Principal.parse("arn:aws-cn:iam::111111111111:role/team/app");

    var session = role.session("s1");

    assertThat(session.arn()).isEqualTo("arn:aws-cn:sts::111111111111:assumed-role/app/s1");
    assertThat(session.policyArn()).isEqualTo(role.arn());
    assertThatThrownBy(() -> session.session("s2")).isInstanceOf(IllegalArgumentException.class);
  }

  /** POL-12, as seen in a Deny: does the statement speak about the caller? */
  @ParameterizedTest(name = "POL-12: {0} {1} speaks about {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Principal | '*' | arn:aws:iam::111111111111:user/alice | true",
        "Principal | '*' | rds.amazonaws.com | true",
        "Principal | {'AWS':'*'} | arn:aws:iam::111111111111:user/alice | true",
        "Principal | {'AWS':'111111111111'} | arn:aws:iam::111111111111:user/alice | true",
        "Principal | {'AWS':'111111111111'} | arn:aws:iam::111111111111:root | true",
        "Principal | {'AWS':'111111111111'} | arn:aws-cn:iam::111111111111:user/alice | true",
        "Principal | {'AWS':'222222222222'} | arn:aws:iam::111111111111:user/alice | false",
        "Principal | {'AWS':'arn:aws:iam::111111111111:root'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | true",
        "Principal | {'AWS':'arn:aws-cn:iam::111111111111:root'} |"
            + " arn:aws:iam::111111111111:user/alice | false",
        "Principal | {'AWS':'arn:aws:iam::111111111111:user/alice'} |"
            + " arn:aws:iam::111111111111:user/alice | true",
        "Principal | {'AWS':'arn:aws:iam::111111111111:user/Alice'} |"
            + " arn:aws:iam::111111111111:user/alice | false",
        "Principal | {'AWS':'arn:aws:iam::111111111111:role/app'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | true",
        "Principal | {'AWS':'arn:aws:iam::111111111111:role/app'} |"
            + " arn:aws:iam::111111111111:role/app | true",
        "Principal | {'AWS':'arn:aws:iam::222222222222:role/app'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | false",
        "Principal | {'AWS':'arn:aws:sts::111111111111:assumed-role/app/s'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | true",
        "Principal | {'AWS':'arn:aws:sts::111111111111:assumed-role/app/t'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | false",
        "Principal | {'AWS':['222222222222','arn:aws:iam::111111111111:user/alice']} |"
            + " arn:aws:iam::111111111111:user/alice | true",
        "Principal | {'AWS':'AIDAABCDEFGHIJKLMNOP'} | arn:aws:iam::111111111111:user/alice | true",
        "Principal | {'AWS':'AIDAZZZZZZZZZZZZZZZZ'} | arn:aws:iam::111111111111:user/alice | false",
        "Principal | {'AWS':'arn:aws:sts::111111111111:federated-user/bob'} |"
            + " arn:aws:sts::111111111111:federated-user/bob | true",
        "Principal | {'Service':'rds.amazonaws.com'} | rds.amazonaws.com | true",
        "Principal | {'Service':'rds.amazonaws.com'} | lambda.amazonaws.com | false",
        "Principal | {'Service':['rds.amazonaws.com','ecs.amazonaws.com.cn']} |"
            + " ecs.amazonaws.com.cn | true",
        "Principal | {'Federated':'arn:aws:iam::111111111111:saml-provider/corp'} |"
            + " arn:aws:iam::111111111111:saml-provider/corp | true",
        "NotPrincipal | {'AWS':'arn:aws:iam::111111111111:user/alice'} |"
            + " arn:aws:iam::111111111111:user/alice | false",
        "NotPrincipal | {'AWS':'arn:aws:iam::111111111111:user/bob'} |"
            + " arn:aws:iam::111111111111:user/alice | true",
        "NotPrincipal | {'AWS':'arn:aws:iam::111111111111:role/app'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | false",
        "NotPrincipal | {'AWS':'111111111111'} | arn:aws:iam::222222222222:user/eve | true",
      },
      quoteCharacter = '`')
  void denyIsForThePrincipalsThatItNames(
      String element, String principals, String caller, boolean expected) {
    var policy =
        Policy.parse(
            "{'Statement':{'Effect':'Deny','%s':%s,'Action':'*','Resource':'*'}}"
                .formatted(element, principals)
                .replace('\'', '"'));
    var identity = Identity.of(Principal.parse(caller)).uniqueId("AIDAABCDEFGHIJKLMNOP");
    var secret =
        Resource.secret("arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf", policy);

    var decision =
        AccessDecision.of(
            AccessRequest.of(
                identity, "secretsmanager:GetSecretValue", secret, RequestContext.EMPTY));

    assertThat(decision.isExplicitDeny()).isEqualTo(expected);
  }
}
