package dev.strongroom.internal.iam;

import static dev.strongroom.internal.iam.Organizations.level;
import static dev.strongroom.internal.iam.Organizations.levels;
import static dev.strongroom.internal.iam.Organizations.rcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.iam.Decision;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.iam.Repair;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Service control policies on several levels, and resource control policies (B5). */
class OrganizationTest {

  private static final String GET = "secretsmanager:GetSecretValue";
  private static final String HOME = "111111111111";
  private static final String AWAY = "222222222222";
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf";
  private static final String KEY = "arn:aws:kms:eu-west-1:111111111111:key/1";

  private static final Policy ALL = Policy.allow("*");
  private static final Policy NEVER = Policy.deny(GET).to("*");
  private static final Identity ALICE =
      Identity.of(Principal.parse("arn:aws:iam::111111111111:user/alice")).policy(ALL);
  private static final Identity BOB =
      Identity.of(Principal.parse("arn:aws:iam::222222222222:user/bob")).policy(ALL);

  private static AccessDecision get(Identity caller) {
    var secret = Resources.secret(ARN, ALL.to("*"));
    return AccessDecision.of(AccessRequest.of(caller, GET, secret, RequestContext.EMPTY));
  }

  @ParameterizedTest(name = "POL-9: root {0}, unit {1}, account {2}: {3}")
  @CsvSource({
    "*, *, *, true",
    "secretsmanager:*, *, secretsmanager:Get*, true",
    "s3:*, *, *, false",
    "*, s3:*, *, false",
    "*, *, s3:*, false",
    "s3:*, kms:*, secretsmanager:*, false",
  })
  void everyLevelMustAllow(String root, String unit, String account, boolean allowed) {
    var caller =
        levels(
            ALICE,
            level("root", Policy.allow(root)),
            level("unit", Policy.allow("ec2:*"), Policy.allow(unit)),
            level("", Policy.allow(account)));

    var decision = get(caller);

    assertThat(decision.allowed()).as("%s", decision).isEqualTo(allowed);
    assertThat(decision.layer(Layer.SERVICE_CONTROL_POLICY).outcome())
        .isEqualTo(allowed ? Decision.Outcome.ALLOW : Decision.Outcome.IMPLICIT_DENY);
  }

  @ParameterizedTest(name = "POL-9: a Deny at {0} wins")
  @ValueSource(strings = {"root", "unit", ""})
  void denyOfAnyLevelWins(String denying) {
    var caller =
        levels(
            ALICE,
            List.of("root", "unit", "").stream()
                .map(name -> level(name, name.equals(denying) ? ALL.and(Policy.deny(GET)) : ALL))
                .toArray(PolicyLevel[]::new));

    assertThat(get(caller).isExplicitDeny()).isTrue();
    assertThat(get(caller).layer()).isEqualTo(Layer.SERVICE_CONTROL_POLICY);
  }

  @Test
  void repairChangesTheLevelsThatRefuse() {
    var caller =
        levels(
            ALICE,
            level("root", Policy.allow("s3:*")),
            level("unit", ALL.and(Policy.deny(GET).sid("No"))),
            level("", Policy.allow("kms:*")));

    var request = get(caller).request();
    var repairs = get(caller).repairs();

    assertThat(repairs).extracting(Repair::owner).containsExactly("unit", "root", HOME);
    var repaired = request;
    for (var change : AccessDecision.of(request).changes()) {
      assertThat(AccessDecision.of(repaired).allowed()).isFalse();
      repaired = change.applyTo(repaired);
    }
    assertThat(AccessDecision.of(repaired).allowed()).isTrue();
    assertThat(repaired.levels(Layer.SERVICE_CONTROL_POLICY))
        .extracting(PolicyLevel::name)
        .containsExactly("root", "unit", "");
  }

  @Test
  void explanationNamesTheLevel() {
    var caller = levels(ALICE, level("root", Policy.allow("s3:*").sid("S3").named("OnlyS3")));

    assertThat(get(caller).toString()).contains("root/OnlyS3/S3 (Allow): action: " + GET);
  }

  @Test
  @DisplayName("B5: what an RCP denies is denied to callers of all accounts, the root user too")
  void resourceControlPolicyGuardsTheResourcesOfItsAccount() {
    for (var caller : List.of(ALICE, BOB, Identity.administrator(HOME))) {
      assertThat(get(rcp(caller, HOME, NEVER)).layer()).isEqualTo(Layer.RESOURCE_CONTROL_POLICY);
      assertThat(get(rcp(caller, HOME, NEVER)).isExplicitDeny()).isTrue();
      assertThat(get(rcp(caller, AWAY, NEVER)).allowed()).isTrue();
    }
  }

  @Test
  void resourceControlPolicyOnlyDenies() {
    var decision = get(rcp(ALICE, HOME, Policy.deny("s3:*").to("*")));

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.layer(Layer.RESOURCE_CONTROL_POLICY).outcome())
        .isEqualTo(Decision.Outcome.ALLOW); // RCPFullAWSAccess is attached at each level
  }

  @Test
  void actionWithoutResourceIsOneOfTheCallersAccount() {
    var list = Policy.deny("secretsmanager:ListSecrets").to("*");

    assertThat(decide(rcp(BOB, AWAY, list), "secretsmanager:ListSecrets", Resource.ANY)).isFalse();
    assertThat(decide(rcp(BOB, HOME, list), "secretsmanager:ListSecrets", Resource.ANY)).isTrue();
  }

  @Test
  void managedKeyAndRetireGrantAreNotAffected() {
    var caller = rcp(ALICE, HOME, Policy.deny("kms:*").to("*"));
    var delegating = ALL.to(HOME);

    assertThat(decide(caller, "kms:Decrypt", Resources.key(KEY, delegating, List.of()))).isFalse();
    assertThat(decide(caller, "kms:Decrypt", Resources.awsManagedKey(KEY, delegating, List.of())))
        .isTrue();
    assertThat(decide(caller, "kms:RetireGrant", Resources.key(KEY, delegating, List.of())))
        .isTrue();
  }

  @Test
  void serviceLinkedRolesAreNotAffected() {
    var role =
        Principal.parse("arn:aws:iam::111111111111:role/aws-service-role/rds.amazonaws.com/Rds");
    for (var principal : List.of(role, role.session("s"))) {
      var caller = Identity.of(principal).policy(ALL);

      assertThat(get(rcp(caller, HOME, NEVER)).allowed()).isTrue();
      assertThat(get(levels(caller, level("root", Policy.allow("s3:*")))).allowed()).isTrue();
    }
  }

  @Test
  void policyThatIsNoControlPolicyIsRefused() {
    for (var policy : List.of(ALL.to("*"), Policy.deny(GET).to(AWAY), NEVER.and(ALL.to("*")))) {
      assertThatThrownBy(() -> Organization.NONE.withResourceControls(HOME, List.of(policy)))
          .isInstanceOf(MalformedPolicyException.class)
          .hasMessage("A statement of a resource control policy denies, with the Principal *.");
    }
    assertThatThrownBy(
            () -> Organization.NONE.withServiceControls(HOME, level("root", ALL.to("*"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't name principals");
  }

  @Test
  void levelsAreReplacedByNameAndTheAccountsOwnStaysLast() {
    var organization =
        Organization.NONE
            .withServiceControls(HOME, level("", ALL))
            .withServiceControls(HOME, level("root", ALL))
            .withServiceControls(HOME, level("unit", ALL))
            .withServiceControls(HOME, level("root", Policy.allow("s3:*")));

    assertThat(organization.serviceControls(HOME))
        .containsExactly(level("root", Policy.allow("s3:*")), level("unit", ALL), level("", ALL));
    assertThat(organization.withServiceControls(HOME, level("unit")).serviceControls(HOME))
        .extracting(PolicyLevel::name)
        .containsExactly("root", "");
    assertThat(organization.serviceControls(AWAY)).isEmpty();
  }

  private static boolean decide(Identity caller, String action, Resource resource) {
    return AccessDecision.of(AccessRequest.of(caller, action, resource, RequestContext.EMPTY))
        .allowed();
  }
}
