package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.iam.Layer;
import dev.strongroom.iam.Repair.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a denied call lacks, as values that can be applied. */
class RepairTest {

  private static final String GET = "secretsmanager:GetSecretValue";
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf";
  private static final String KEY = "arn:aws:kms:eu-west-1:111111111111:key/k";
  private static final Principal ROLE = Principal.parse("arn:aws:iam::111111111111:role/app");
  private static final Identity SESSION = Identity.of(ROLE.session("s1"));
  private static final Identity BOB =
      Identity.of(Principal.parse("arn:aws:iam::222222222222:user/bob"));

  private static AccessRequest get(Identity caller, Resource resource) {
    return AccessRequest.of(caller, GET, resource, RequestContext.EMPTY);
  }

  private static List<PolicyChange> repairs(AccessRequest request) {
    var repairs = AccessDecision.of(request).changes();

    var repaired = request;
    for (var repair : repairs) {
      assertThat(AccessDecision.of(repaired).allowed()).as("%s is needed", repair).isFalse();
      repaired = repair.applyTo(repaired);
    }
    assertThat(AccessDecision.of(repaired).allowed()).isTrue();
    return repairs;
  }

  @Test
  void missingAllowIsAddedToTheRole() {
    var repairs = repairs(get(SESSION, Resources.secret(ARN, null)));

    assertThat(repairs)
        .singleElement()
        .hasToString(
            """
            add to the identity policy of arn:aws:iam::111111111111:role/app: \
            {"Effect":"Allow","Action":"%s","Resource":"%s"}\
            """
                .formatted(GET, ARN));
  }

  @Test
  void bothSidesAreRepairedAcrossAccounts() {
    var repairs = repairs(get(BOB, Resources.secret(ARN, null)));

    assertThat(repairs)
        .extracting(PolicyChange::layer)
        .containsExactly(Layer.RESOURCE_POLICY, Layer.IDENTITY_POLICY);
    assertThat(repairs.get(0).repair().owner()).isEqualTo(ARN);
    assertThat(repairs.get(0).repair().statement())
        .isEqualTo(
            """
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:user/bob"},\
            "Action":"secretsmanager:GetSecretValue","Resource":"*"}\
            """);
  }

  @Test
  void administratorOfAnotherAccountIsLetInAlone() {
    var request = get(Identity.administrator("222222222222"), Resources.secret(ARN, null));

    var repair = repairs(request).get(0);

    assertThat(repair.repair().statement())
        .contains("\"ArnEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::222222222222:root\"}");
    var repaired = repair.applyTo(request).resource();
    assertThat(AccessDecision.of(get(BOB.policy(Policy.allow("*")), repaired)).allowed()).isFalse();
  }

  @Test
  void denyIsRemovedByItsStatement() {
    var policy = Policy.allow("*").and(Policy.deny(GET).sid("Lock")).named("Team");
    var request = get(SESSION.policy(policy), Resources.secret(ARN, null));

    var repairs = repairs(request);

    assertThat(repairs)
        .singleElement()
        .hasToString(
            """
            remove from the identity policy of arn:aws:iam::111111111111:role/app, Team, with \
            everything else it denies: {"Effect":"Deny","Action":"%s","Resource":"*","Sid":"Lock"}\
            """
                .formatted(GET));
    assertThat(repairs.get(0).applyTo(request).caller().policies(Layer.IDENTITY_POLICY))
        .containsExactly(Policy.allow("*").named("Team"));
  }

  @Test
  void sharedFiltersAreOpenedForTheCallerOnly() {
    var other = Policy.allow("s3:*");
    var request =
        get(
                Organizations.scp(SESSION.policy(Policy.allow(GET)), other),
                Resources.secret(ARN, null))
            .through(other.to("*"));

    var repairs = repairs(request);

    assertThat(repairs)
        .extracting(PolicyChange::layer)
        .containsExactly(Layer.SERVICE_CONTROL_POLICY, Layer.ENDPOINT_POLICY);
    assertThat(repairs)
        .allSatisfy(
            repair ->
                assertThat(repair.repair().statement())
                    .endsWith("{\"ArnEquals\":{\"aws:PrincipalArn\":\"" + ROLE.arn() + "\"}}}"));
  }

  @Test
  void everyLimitThatRefusesIsNamed() {
    var other = Policy.allow("s3:*");
    var request = get(SESSION.boundary(other).sessionPolicy(other), Resources.secret(ARN, null));

    assertThat(repairs(request))
        .extracting(PolicyChange::layer)
        .containsExactly(Layer.IDENTITY_POLICY, Layer.PERMISSIONS_BOUNDARY, Layer.SESSION_POLICY);
  }

  @Test
  void boundaryThatOnlyDeniedStaysAndAllowsNothingElse() {
    var request =
        get(
            SESSION.policy(Policy.allow("*")).boundary(Policy.deny("*")),
            Resources.secret(ARN, null));

    var repairs = repairs(request);

    assertThat(repairs)
        .extracting(change -> change.repair().change())
        .containsExactly(Change.REMOVE, Change.ADD);
  }

  @Test
  void keyThatDoesNotDelegateIsOpenedForTheCaller() {
    var key = Resources.key(KEY, Policy.allow("*").to("333333333333"), List.of());
    var request = AccessRequest.of(SESSION, "kms:Decrypt", key, RequestContext.EMPTY);

    assertThat(repairs(request))
        .singleElement()
        .hasToString(
            """
            add to the key policy of arn:aws:kms:eu-west-1:111111111111:key/k: \
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},\
            "Action":"kms:Decrypt","Resource":"*"}\
            """);
  }

  @Test
  void wildcardsInTheResourceAreTakenLiterally() {
    var strange = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:${a}*?";
    var request = get(SESSION, Resource.of(strange));

    var repaired = repairs(request).get(0).applyTo(request);

    assertThat(
            AccessDecision.of(get(repaired.caller(), Resource.of(strange.replace("*", "x"))))
                .allowed())
        .isFalse();
  }

  @Test
  void nameThatIsNoArnNeedsAStar() {
    assertThat(repairs(get(SESSION, Resource.of("prod/db"))).get(0).repair().statement())
        .contains("\"Resource\":\"*\"");
  }

  @Test
  void repairedResourcePolicyCanBePut() {
    var request = get(BOB, Resources.secret(ARN, null));

    var repaired = AccessDecision.of(request).changes().get(0).applyTo(request).resource().policy();

    assertThat(repaired).isNotNull();
    assertThat(Policy.parseResourcePolicy(repaired.toJson())).isEqualTo(repaired);
  }
}
