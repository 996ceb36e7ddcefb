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
        "arn:aws:iam::11111111111a:user/alice",
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

  @ParameterizedTest
  @ValueSource(strings = {"a.amazonaws.com", "s0-9.eu.amazonaws.com", "ecs.amazonaws.com.cn"})
  void serviceIsNamed(String text) {
    assertThat(Principal.parse(text).type()).isEqualTo(Principal.Type.SERVICE);
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
  @ParameterizedTest(name = "POL-12: Principal {0} speaks about {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'*' | arn:aws:iam::111111111111:user/alice | true",
        "'*' | rds.amazonaws.com | true",
        "{'AWS':'*'} | arn:aws:iam::111111111111:user/alice | true",
        "{'AWS':'111111111111'} | arn:aws:iam::111111111111:user/alice | true",
        "{'AWS':'111111111111'} | arn:aws:iam::111111111111:root | true",
        "{'AWS':'111111111111'} | arn:aws-cn:iam::111111111111:user/alice | true",
        "{'AWS':'222222222222'} | arn:aws:iam::111111111111:user/alice | false",
        "{'AWS':'arn:aws:iam::111111111111:root'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | true",
        "{'AWS':'arn:aws-cn:iam::111111111111:root'} |"
            + " arn:aws:iam::111111111111:user/alice | false",
        "{'AWS':'arn:aws:iam::111111111111:user/alice'} |"
            + " arn:aws:iam::111111111111:user/alice | true",
        "{'AWS':'arn:aws:iam::111111111111:user/Alice'} |"
            + " arn:aws:iam::111111111111:user/alice | false",
        "{'AWS':'arn:aws:iam::111111111111:role/app'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | true",
        "{'AWS':'arn:aws:iam::111111111111:role/app'} |"
            + " arn:aws:iam::111111111111:role/app | true",
        "{'AWS':'arn:aws:iam::222222222222:role/app'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | false",
        "{'AWS':'arn:aws:sts::111111111111:assumed-role/app/s'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | true",
        "{'AWS':'arn:aws:sts::111111111111:assumed-role/app/t'} |"
            + " arn:aws:sts::111111111111:assumed-role/app/s | false",
        "{'AWS':['222222222222','arn:aws:iam::111111111111:user/alice']} |"
            + " arn:aws:iam::111111111111:user/alice | true",
        "{'AWS':'AIDAABCDEFGHIJKLMNOP'} | arn:aws:iam::111111111111:user/alice | true",
        "{'AWS':'AIDAZZZZZZZZZZZZZZZZ'} | arn:aws:iam::111111111111:user/alice | false",
        "{'AWS':'arn:aws:sts::111111111111:federated-user/bob'} |"
            + " arn:aws:sts::111111111111:federated-user/bob | true",
        "{'Service':'rds.amazonaws.com'} | rds.amazonaws.com | true",
        "{'Service':'rds.amazonaws.com'} | lambda.amazonaws.com | false",
        "{'Service':['rds.amazonaws.com','ecs.amazonaws.com.cn']} |"
            + " ecs.amazonaws.com.cn | true",
        "{'Federated':'arn:aws:iam::111111111111:saml-provider/corp'} |"
            + " arn:aws:iam::111111111111:saml-provider/corp | true",
      },
      quoteCharacter = '`')
  void denyIsForThePrincipalsThatItNames(String principals, String caller, boolean expected) {
    var policy =
        Policy.parse(
            "{'Statement':{'Effect':'Deny','Principal':%s,'Action':'*','Resource':'*'}}"
                .formatted(principals)
                .replace('\'', '"'));
    var identity = Identity.of(Principal.parse(caller)).uniqueId("AIDAABCDEFGHIJKLMNOP");
    var secret =
        Resources.secret("arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf", policy);

    var decision =
        AccessDecision.of(
            AccessRequest.of(
                identity, "secretsmanager:GetSecretValue", secret, RequestContext.EMPTY));

    assertThat(decision.isExplicitDeny()).isEqualTo(expected);
  }
}
