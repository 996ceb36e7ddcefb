package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.Caller;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.iam.PolicyDocument;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may do what, asked of the console: explained, repaired, and seen from above. */
class AccessJourneyTest extends ConsoleFixture {

  private static final String ACCOUNT = "123456789012";
  private static final String ANN = "arn:aws:iam::123456789012:user/ann";

  private String valueReadBy(String principal, String secret) {
    return aws.as(new Caller(ACCOUNT, "us-east-1", principal, Map.of()))
        .call(new GetSecretValue(secret, null, null))
        .secretString()
        .text();
  }

  private boolean layerTurned(String layer, String outcome) {
    return page.is(
        "return !!document.querySelector(`.tree .changed[data-layer=${arguments[0]}]"
            + "[data-outcome=${arguments[1]}]`)",
        layer,
        outcome);
  }

  @Test
  void refusalIsExplainedRepairedAndTurns() {
    assertThatThrownBy(() -> valueReadBy(ANN, "prod/db")).isInstanceOf(ServiceError.class);

    page.open("access?principal=" + ANN + "&resource=prod%2Fdb");
    page.sees("Denied. user/ann may not GetSecretValue: for kms:Decrypt,");
    page.click("Apply the repair");

    page.sees("Allowed. user/ann may GetSecretValue.").sees("the layers that have turned");
    assertThat(layerTurned("IDENTITY_POLICY", "ALLOW")).isTrue();
    assertThat(valueReadBy(ANN, "prod/db")).contains("\"password\":\"one\"");
  }

  @Test
  void callIsChosenAndItsDenyingStatementNamed() {
    page.open("access").fill("Who calls", "role/checkout").fill("Secret", "prod/signing");

    page.sees("Denied. role/checkout may not GetSecretValue")
        .sees("a statement of the identity policy denies it");
    page.click("Table").sees("NotSigning").sees("denies");
    page.fill("Secret", "prod/payment-api").sees("Allowed. role/checkout may GetSecretValue.");
    assertThat(valueReadBy("arn:aws:iam::123456789012:role/checkout", "prod/payment-api"))
        .isEqualTo("key-2");
  }

  @Test
  void conditionOfTheRequestDecides() {
    var bob = aws.account(ACCOUNT).user("bob");
    bob.policy(
        PolicyDocument.allow("secretsmanager:GetSecretValue")
            .when("StringEquals", "aws:SourceVpce", "vpce-1"));

    page.open("access?principal=" + bob.arn() + "&resource=prod%2Fsigning").sees("Denied.");
    page.click("Add a condition").fill("Value of aws:SourceVpce", "vpce-1");

    page.sees("Allowed. user/bob may GetSecretValue.");
    assertThat(page.driver().getCurrentUrl()).contains("vpce-1"); // so that it can be shared
    assertThatThrownBy(() -> valueReadBy(bob.arn(), "prod/signing"))
        .isInstanceOf(ServiceError.class);
  }

  @Test
  void matrixLeadsToTheExplanation() {
    page.open("access?tab=matrix").click("user/ann on prod/signing: allowed");

    page.sees("Allowed. user/ann may GetSecretValue.");
    assertThat(valueReadBy(ANN, "prod/signing")).isEqualTo("s1");
    page.open("access?tab=matrix").click("user/bob on prod/signing: denied").sees("Denied.");
  }
}
