package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.Tag;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.iam.Repair;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the repair of a refused call adds to policies. */
class RepairTrapsTest extends TrapsFixture {

  @Test
  @DisplayName("POL-10: the repair of a creation fits the secret, whatever its suffix becomes")
  void creationIsRepairedForAnySuffix() {
    var denied = calls.explain(app.caller(), create("team/a", null));

    assertThat(denied.repairs())
        .singleElement()
        .extracting(Repair::statement)
        .asString()
        .contains("\"arn:aws:secretsmanager:us-east-1:123456789012:secret:team/a-??????\"");
    aws.repair(denied);
    assertThat(calls.outcome(app.caller(), create("team/b", null))).contains("not authorized");
    assertThat(calls.outcome(app.caller(), create("team/a", null))).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("two repairs of one policy are both there: neither takes the other's place")
  void repairsOfTheSamePolicyAddUp() {
    var through = app.caller().with("aws:SourceVpce", "vpce-1");
    aws.vpcEndpointPolicy("vpce-1", PolicyDocument.allow("kms:Decrypt").to("*"));
    var tagged = CreateSecret.of("a", Secrets.token(1)).withTags(List.of(new Tag("k", "v")));
    aws.repair(calls.explain(through, tagged));
    assertThat(calls.outcome(through, tagged)).isEqualTo("succeeds");

    var partner = aws.account(PARTNER).role("app").caller();
    var validation =
        new ValidateResourcePolicy(
            arn,
            policy(PARTNER).and(PolicyDocument.allow("secretsmanager:*").to(PARTNER)).toJson());
    aws.repair(calls.explain(partner, validation));
    assertThat(calls.outcome(partner, validation)).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("a repair keeps the policy that was put since the call was explained")
  void repairKeepsWhatWasPutSince() {
    var partner = aws.account(PARTNER).role("app").caller();
    var denied = calls.explain(partner, new DescribeSecret(arn));

    put(policy("333333333333"));
    aws.repair(denied);

    assertThat(calls.outcome(partner, new DescribeSecret(arn))).isEqualTo("succeeds");
    assertThat(aws.execute(administrator, new GetResourcePolicy(arn)).result().resourcePolicy())
        .contains("333333333333");
  }

  @Test
  @DisplayName("what isn't there has no policy to repair")
  void absentSecretOfAnotherAccountCannotBeRepaired() {
    var partner = aws.account(PARTNER).role("app").caller();
    var absent = arn.replace("prod/db", "nowhere");

    assertThatThrownBy(() -> aws.repair(calls.explain(partner, new DescribeSecret(absent))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(absent);
  }
}
