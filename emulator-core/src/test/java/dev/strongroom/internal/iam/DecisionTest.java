package dev.strongroom.internal.iam;

import static dev.strongroom.iam.Layer.ENDPOINT_POLICY;
import static dev.strongroom.iam.Layer.IDENTITY_POLICY;
import static dev.strongroom.iam.Layer.PERMISSIONS_BOUNDARY;
import static dev.strongroom.iam.Layer.RESOURCE_CONTROL_POLICY;
import static dev.strongroom.iam.Layer.RESOURCE_POLICY;
import static dev.strongroom.iam.Layer.SERVICE_CONTROL_POLICY;
import static dev.strongroom.iam.Layer.SESSION_POLICY;
import static dev.strongroom.internal.iam.Organizations.rcp;
import static dev.strongroom.internal.iam.Organizations.scp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.iam.Layer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what with a secret (POL-9 to POL-12) and the texts of the refusals. */
class DecisionTest {

  private static final String GET = "secretsmanager:GetSecretValue";
  private static final String HOME = "111111111111";
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf";

  private static final Principal ALICE = Principal.parse("arn:aws:iam::111111111111:user/alice");
  private static final Principal BOB = Principal.parse("arn:aws:iam::222222222222:user/bob");
  private static final Principal ROLE = Principal.parse("arn:aws:iam::111111111111:role/team/app");
  private static final Principal SESSION = ROLE.session("s1");

  private static final Policy READ = Policy.allow(GET).on(ARN);
  private static final Policy ALL = Policy.allow("*");
  private static final Policy OTHER = Policy.allow("secretsmanager:ListSecrets");
  private static final Policy NEVER = Policy.deny(GET);

  private static AccessRequest get(Identity caller, @Nullable Policy resourcePolicy) {
    return AccessRequest.of(
        caller, GET, Resources.secret(ARN, resourcePolicy), RequestContext.EMPTY);
  }

  private static void assertAllowed(AccessRequest request, Layer by) {
    var decision = AccessDecision.of(request);

    assertThat(decision.allowed()).as("%s", decision).isTrue();
    assertThat(decision.layer()).isEqualTo(by);
    assertThat(decision.repairs()).isEmpty();
  }

  private static void assertRefused(AccessRequest request, Layer by, String reason) {
    var decision = AccessDecision.of(request);

    assertThat(decision.allowed()).as("%s", decision).isFalse();
    assertThat(decision.layer()).isEqualTo(by);
    assertThat(decision.message(ARN))
        .isEqualTo(
            "User: %s is not authorized to perform: %s on resource: %s %s",
            request.caller().principal().arn(), GET, ARN, reason);
  }

  @Test
  void administratorMayDoWhatNothingDenies() {
    var administrator = Identity.administrator(HOME);

    assertAllowed(get(administrator, null), IDENTITY_POLICY);
    assertRefused(
        get(administrator, NEVER.to("*")),
        RESOURCE_POLICY,
        "with an explicit deny in a resource-based policy");
    assertRefused(
        get(scp(administrator, ALL, NEVER), null),
        SERVICE_CONTROL_POLICY,
        "with an explicit deny in a service control policy");
    assertRefused(
        get(administrator, null).through(OTHER.to("*")),
        ENDPOINT_POLICY,
        "because no VPC endpoint policy allows the " + GET + " action");
  }

  @Test
  void administratorOfAnotherAccountNeedsTheResourcePolicy() {
    var stranger = Identity.administrator("222222222222");

    assertRefused(
        get(stranger, null),
        RESOURCE_POLICY,
        "because no resource-based policy allows the " + GET + " action");
    assertAllowed(get(stranger, READ.to("222222222222")), RESOURCE_POLICY);
  }

  @Test
  void nothingIsAllowedByDefault() { // POL-18
    assertRefused(
        get(Identity.of(ALICE), null),
        IDENTITY_POLICY,
        "because no identity-based policy allows the " + GET + " action");
  }

  @Test
  void textRepeatsTheResourceAsItWasSent() { // POL-18
    var decision =
        AccessDecision.of(
            AccessRequest.of(
                Identity.of(SESSION), GET, Resource.of("nothing/here"), RequestContext.EMPTY));

    assertThat(decision.message("nothing/here"))
        .isEqualTo(
            "User: arn:aws:sts::111111111111:assumed-role/app/s1 is not authorized to perform:"
                + " secretsmanager:GetSecretValue on resource: nothing/here because no"
                + " identity-based policy allows the secretsmanager:GetSecretValue action");
  }

  @Test
  void allowedAccessHasNoRefusalText() {
    var decision = AccessDecision.of(get(Identity.administrator(HOME), null));

    assertThatThrownBy(() -> decision.message(ARN)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void identityOrResourcePolicySufficesInTheSameAccount() { // POL-9
    assertAllowed(get(Identity.of(ALICE).policy(READ), null), IDENTITY_POLICY);
    assertAllowed(get(Identity.of(ALICE), ALL.to(ALICE.arn())), RESOURCE_POLICY);
    assertAllowed(get(Identity.of(ALICE).policy(OTHER).policy(READ), null), IDENTITY_POLICY);
  }

  @Test
  void resourcePolicyForTheAccountOnlyDelegates() { // POL-12
    var policy = ALL.to(HOME);

    assertRefused(
        get(Identity.of(ALICE), policy),
        IDENTITY_POLICY,
        "because no identity-based policy allows the " + GET + " action");
    assertAllowed(get(Identity.of(ALICE).policy(READ), policy), IDENTITY_POLICY);
  }

  /** Does the resource policy allow, does the identity policy allow, who refuses then. */
  @ParameterizedTest(name = "POL-9: resource policy for {0}, identity policy {1}: {2}")
  @CsvSource({
    "nobody,                              false, RESOURCE_POLICY",
    "nobody,                              true,  RESOURCE_POLICY",
    "111111111111,                        true,  RESOURCE_POLICY",
    "arn:aws:iam::222222222222:user/eve,  true,  RESOURCE_POLICY",
    "222222222222,                        false, IDENTITY_POLICY",
    "222222222222,                        true,  ",
    "arn:aws:iam::222222222222:user/bob,  false, IDENTITY_POLICY",
    "arn:aws:iam::222222222222:user/bob,  true,  ",
    "*,                                   false, IDENTITY_POLICY",
    "*,                                   true,  ",
  })
  void bothSidesMustAllowAcrossAccounts(
      String principal, boolean identityAllows, @Nullable Layer refusedBy) {
    var bob = identityAllows ? Identity.of(BOB).policy(READ) : Identity.of(BOB);
    var request = get(bob, principal.equals("nobody") ? null : ALL.to(principal));

    if (refusedBy == null) {
      assertAllowed(request, RESOURCE_POLICY);
    } else {
      var kind = refusedBy == RESOURCE_POLICY ? "resource-based" : "identity-based";
      assertRefused( // POL-19
          request, refusedBy, "because no %s policy allows the %s action".formatted(kind, GET));
    }
  }

  @ParameterizedTest(name = "POL-9: Deny in {0}")
  @EnumSource(
      names = {"KEY_POLICY", "GRANT"},
      mode = EnumSource.Mode.EXCLUDE)
  void explicitDenyOfEachLayerWins(Layer layer) { // POL-20
    var allowing = scp(Identity.of(SESSION).policy(ALL).boundary(ALL).sessionPolicy(ALL), ALL);
    var request = get(allowing, ALL.to(SESSION.arn())).through(ALL.to("*"));
    assertAllowed(request, RESOURCE_POLICY);

    var denying =
        switch (layer) {
          case RESOURCE_CONTROL_POLICY -> get(rcp(allowing, HOME, NEVER.to("*")), ALL.to("*"));
          case SERVICE_CONTROL_POLICY -> get(scp(allowing, ALL, NEVER), ALL.to("*"));
          case ENDPOINT_POLICY -> request.through(ALL.to("*").and(NEVER.to("*")));
          case RESOURCE_POLICY -> get(allowing, ALL.to("*").and(NEVER.to(HOME)));
          case IDENTITY_POLICY -> get(allowing.policy(NEVER), ALL.to("*"));
          case PERMISSIONS_BOUNDARY -> get(allowing.boundary(ALL.and(NEVER)), ALL.to("*"));
          case SESSION_POLICY -> get(allowing.sessionPolicy(NEVER), ALL.to("*"));
          case KEY_POLICY, GRANT -> throw new AssertionError(layer);
        };

    var words =
        switch (layer) {
          case RESOURCE_CONTROL_POLICY -> "a resource control policy";
          case SERVICE_CONTROL_POLICY -> "a service control policy";
          case ENDPOINT_POLICY -> "a VPC endpoint policy";
          case RESOURCE_POLICY -> "a resource-based policy";
          case IDENTITY_POLICY -> "an identity-based policy";
          case PERMISSIONS_BOUNDARY -> "a permissions boundary";
          case SESSION_POLICY -> "a session policy";
          case KEY_POLICY, GRANT -> throw new AssertionError(layer);
        };
    assertRefused(denying, layer, "with an explicit deny in " + words);
    assertThat(AccessDecision.of(denying).isExplicitDeny()).isTrue();
  }

  @ParameterizedTest(name = "POL-9: {0} without Allow")
  @CsvSource({
    "SERVICE_CONTROL_POLICY, service control policy",
    "ENDPOINT_POLICY, VPC endpoint policy",
    "PERMISSIONS_BOUNDARY, permissions boundary",
    "SESSION_POLICY, session policy",
  })
  void filterThatDoesNotAllowRefuses(Layer layer, String words) {
    var session = Identity.of(SESSION).policy(READ);
    var request =
        switch (layer) {
          case SERVICE_CONTROL_POLICY -> get(scp(session, OTHER), null);
          case ENDPOINT_POLICY -> get(session, null).through(OTHER.to("*"));
          case PERMISSIONS_BOUNDARY -> get(session.boundary(OTHER), null);
          default -> get(session.sessionPolicy(OTHER), null);
        };

    assertRefused(request, layer, "because no " + words + " allows the " + GET + " action");
  }

  @Test
  void filtersGrantNothing() { // POL-9
    var session = scp(Identity.of(SESSION).boundary(ALL).sessionPolicy(ALL), ALL);

    assertRefused(
        get(session, null).through(ALL.to("*")),
        IDENTITY_POLICY,
        "because no identity-based policy allows the " + GET + " action");
  }

  @ParameterizedTest(name = "POL-9: {0} named as {1}, limited: {2}")
  @CsvSource({
    "arn:aws:iam::111111111111:user/alice, arn:aws:iam::111111111111:user/alice, false",
    "arn:aws:iam::111111111111:user/alice, *, false",
    "session, arn:aws:sts::111111111111:assumed-role/app/s1, false",
    "session, *, false",
    "session, arn:aws:iam::111111111111:role/team/app, true",
    "arn:aws:iam::111111111111:role/batch, arn:aws:iam::111111111111:role/batch, true",
  })
  void boundaryAndSessionPolicyLimitOnlyTheRole(String who, String named, boolean limited) {
    var principal = who.equals("session") ? SESSION : Principal.parse(who);
    var bounded = get(Identity.of(principal).boundary(OTHER), ALL.to(named));
    var inSession = get(Identity.of(principal).sessionPolicy(OTHER), ALL.to(named));

    if (limited) {
      assertRefused(
          bounded,
          PERMISSIONS_BOUNDARY,
          "because no permissions boundary allows the " + GET + " action");
      assertRefused(
          inSession, SESSION_POLICY, "because no session policy allows the " + GET + " action");
    } else {
      assertAllowed(bounded, RESOURCE_POLICY);
      assertAllowed(inSession, RESOURCE_POLICY);
    }
  }

  @Test
  void boundaryLimitsAcrossAccountsWhateverTheResourcePolicyNames() {
    var bob = Identity.of(BOB).policy(READ).boundary(OTHER);

    assertRefused(
        get(bob, ALL.to(BOB.arn())),
        PERMISSIONS_BOUNDARY,
        "because no permissions boundary allows the " + GET + " action");
  }

  @Test
  void serviceNeedsNoIdentityPolicy() {
    var service = Identity.of(Principal.parse("appflow.amazonaws.com"));

    assertAllowed(get(service, READ.to("appflow.amazonaws.com")), RESOURCE_POLICY);
    assertRefused(
        get(service, READ.to(HOME)),
        RESOURCE_POLICY,
        "because no resource-based policy allows the " + GET + " action");
  }

  @Test
  void starInResourcePolicyMeansThisSecret() { // POL-10
    assertAllowed(
        get(Identity.of(ALICE), Policy.allow(GET).on("*").to(ALICE.arn())), RESOURCE_POLICY);
  }

  @ParameterizedTest(name = "POL-12: {0} {1} {2}: {3}")
  @CsvSource({
    "Allow, NotAction, secretsmanager:Delete*, true",
    "Allow, NotAction, secretsmanager:Get*, false",
    "Allow, NotAction, kms:*, true",
    "Deny, NotAction, secretsmanager:Get*, true",
    "Deny, NotAction, kms:*, false",
    "Allow, NotResource, arn:aws:secretsmanager:*:*:secret:dev/*, true",
    "Allow, NotResource, arn:aws:secretsmanager:*:*:secret:prod/*, false",
    "Deny, NotResource, arn:aws:secretsmanager:*:*:secret:prod/*, true",
    "Deny, NotResource, arn:aws:secretsmanager:*:*:secret:dev/*, false",
  })
  void notElementsInvert(String effect, String element, String value, boolean allowed) {
    var other = element.equals("NotAction") ? "Resource" : "Action";
    var policy =
        Policy.parse(
            """
            {"Statement": {"Effect": "%s", "%s": "%s", "%s": "*"}}\
            """
                .formatted(effect, element, value, other));
    var alice = Identity.of(ALICE).policy(policy);

    var request = get(effect.equals("Deny") ? alice.policy(READ) : alice, null);

    assertThat(AccessDecision.of(request).allowed()).isEqualTo(allowed);
  }

  @Test
  void conditionOnVersionStageWantsTheParameter() { // POL-15, a classic trap
    var strict =
        Identity.of(ALICE)
            .policy(READ.when("StringEquals", "secretsmanager:VersionStage", "AWSCURRENT"));
    var lenient =
        Identity.of(ALICE)
            .policy(READ.when("StringEqualsIfExists", "secretsmanager:VersionStage", "AWSCURRENT"));
    var sent = RequestContext.builder().with("secretsmanager:VersionStage", "AWSCURRENT").build();
    var secret = Resources.secret(ARN, null);

    assertThat(AccessDecision.of(get(strict, null)).allowed()).isFalse();
    assertThat(AccessDecision.of(get(lenient, null)).allowed()).isTrue();
    assertThat(AccessDecision.of(AccessRequest.of(strict, GET, secret, sent)).allowed()).isTrue();
  }

  @Test
  void keyOfTheRequestGoesBeforeTheCallers() {
    var caller = Identity.of(ALICE).tag("team", "blue");
    var context = RequestContext.builder().with("aws:PrincipalTag/team", "red").build();
    var policy = READ.when("StringEquals", "aws:PrincipalTag/team", "red");

    var request =
        AccessRequest.of(caller.policy(policy), GET, Resources.secret(ARN, null), context);

    assertAllowed(request, IDENTITY_POLICY);
  }

  @Test
  void absentParameterIsNoKey() { // POL-15
    var context = RequestContext.builder().with("secretsmanager:VersionId", (String) null).build();

    assertThat(context.values("secretsmanager:VersionId")).isEmpty();
  }

  @Test
  void nameWithoutArnLiesInTheCallersAccount() {
    var bob = Identity.of(BOB).policy(Policy.allow(GET));

    assertAllowed(
        AccessRequest.of(bob, GET, Resource.of("prod/db"), RequestContext.EMPTY), IDENTITY_POLICY);
    assertAllowed(AccessRequest.of(bob, GET, Resource.ANY, RequestContext.EMPTY), IDENTITY_POLICY);
  }
}
