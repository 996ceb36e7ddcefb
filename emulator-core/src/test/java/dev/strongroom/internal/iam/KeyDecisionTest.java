package dev.strongroom.internal.iam;

import static dev.strongroom.iam.Layer.GRANT;
import static dev.strongroom.iam.Layer.IDENTITY_POLICY;
import static dev.strongroom.iam.Layer.KEY_POLICY;
import static dev.strongroom.iam.Layer.PERMISSIONS_BOUNDARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.iam.Layer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what with a key: key policy, grants, identity policies (KMS-5, KMS-6, KMS-15). */
class KeyDecisionTest {

  private static final String DECRYPT = "kms:Decrypt";
  private static final String HOME = "111111111111";
  private static final String KEY =
      "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  private static final Principal ALICE = Principal.parse("arn:aws:iam::111111111111:user/alice");
  private static final Principal BOB = Principal.parse("arn:aws:iam::222222222222:user/bob");
  private static final Principal ROLE = Principal.parse("arn:aws:iam::111111111111:role/app");

  private static final Policy USE = Policy.allow(DECRYPT).on(KEY);
  private static final Policy OTHER = Policy.allow("s3:*");
  private static final Policy TO_ACCOUNT = Policy.allow("kms:*").to(HOME);

  private static AccessDecision decide(
      Identity caller, Policy keyPolicy, RequestContext context, Grant... grants) {
    return AccessDecision.of(
        AccessRequest.of(caller, DECRYPT, Resources.key(KEY, keyPolicy, List.of(grants)), context));
  }

  private static AccessDecision decide(Identity caller, Policy keyPolicy, Grant... grants) {
    return decide(caller, keyPolicy, RequestContext.EMPTY, grants);
  }

  @ParameterizedTest(name = "key policy for {0}, identity policy {1}: allowed {2} by {3}")
  @CsvSource({
    "111111111111, true,  true,  IDENTITY_POLICY",
    "111111111111, false, false, IDENTITY_POLICY",
    "arn:aws:iam::111111111111:root, true, true, IDENTITY_POLICY",
    "arn:aws:iam::111111111111:user/alice, false, true, KEY_POLICY",
    "arn:aws:iam::111111111111:user/other, true, false, KEY_POLICY",
    "222222222222, true, false, KEY_POLICY",
    "*, false, true, KEY_POLICY",
  })
  void identityPolicyCountsOnlyWhereTheKeyPolicyDelegates(
      String principal, boolean identityAllows, boolean allowed, Layer layer) {
    var alice = identityAllows ? Identity.of(ALICE).policy(USE) : Identity.of(ALICE);

    var decision = decide(alice, Policy.allow("kms:*").to(principal));

    assertThat(decision.allowed()).as("%s", decision).isEqualTo(allowed);
    assertThat(decision.layer()).isEqualTo(layer);
  }

  @Test
  void administratorNeedsTheKeyPolicyToo() {
    var administrator = Identity.administrator(HOME);

    assertThat(decide(administrator, TO_ACCOUNT).allowed()).isTrue();
    assertThat(decide(administrator, USE.to(ALICE.arn())).allowed()).isFalse();
  }

  @Test
  void refusalSpeaksOfResourceBasedPolicy() { // POL-19
    var decision = decide(Identity.of(ALICE).policy(USE), USE.to("222222222222"));

    assertThat(decision.message(KEY))
        .isEqualTo(
            "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: kms:Decrypt"
                + " on resource: %s because no resource-based policy allows the kms:Decrypt action",
            KEY);
  }

  @ParameterizedTest(name = "POL-9: key policy for {0}, identity policy {1}: refused by {2}")
  @CsvSource({
    "111111111111, true, KEY_POLICY",
    "222222222222, false, IDENTITY_POLICY",
    "222222222222, true, ",
    "arn:aws:iam::222222222222:user/bob, false, IDENTITY_POLICY",
    "arn:aws:iam::222222222222:user/bob, true, ",
  })
  void bothSidesMustAllowAcrossAccounts(
      String principal, boolean identityAllows, @Nullable Layer refusedBy) {
    var bob = identityAllows ? Identity.of(BOB).policy(USE) : Identity.of(BOB);

    var decision = decide(bob, Policy.allow("kms:*").to(principal));

    assertThat(decision.allowed()).isEqualTo(refusedBy == null);
    assertThat(decision.layer()).isEqualTo(refusedBy == null ? KEY_POLICY : refusedBy);
  }

  @Test
  void defaultKeyIsForTheAccountsCallersThroughSecretsManager() { // KMS-6
    var policy =
        Policy.allow("kms:Decrypt", "kms:GenerateDataKey*")
            .to("*")
            .when("StringEquals", "kms:CallerAccount", HOME)
            .when("StringEquals", "kms:ViaService", "secretsmanager.eu-west-1.amazonaws.com");
    var via =
        RequestContext.builder()
            .with("kms:CallerAccount", HOME)
            .with("kms:ViaService", "secretsmanager.eu-west-1.amazonaws.com")
            .build();

    assertThat(decide(Identity.of(ALICE), policy, via).allowed()).isTrue();
    assertThat(decide(Identity.of(ALICE), policy).allowed()).isFalse();
  }

  @Test
  void explicitDenyBeatsGrant() {
    var grant = Grant.of("g1", ALICE, "Decrypt");

    assertThat(decide(Identity.of(ALICE), TO_ACCOUNT, grant).layer()).isEqualTo(GRANT);
    assertThat(decide(Identity.of(ALICE), Policy.deny("*").to("*"), grant).layer())
        .isEqualTo(KEY_POLICY);
    assertThat(decide(Identity.of(ALICE).policy(Policy.deny("*")), TO_ACCOUNT, grant).layer())
        .isEqualTo(IDENTITY_POLICY);
  }

  @ParameterizedTest(name = "KMS-15: grant to {0} for {1} lets {2} in: {3}")
  @CsvSource({
    "arn:aws:iam::111111111111:user/alice, Decrypt, arn:aws:iam::111111111111:user/alice, true",
    "arn:aws:iam::111111111111:user/alice, Encrypt, arn:aws:iam::111111111111:user/alice, false",
    "arn:aws:iam::111111111111:user/alice, Decrypt, arn:aws:iam::111111111111:user/eve, false",
    "arn:aws:iam::111111111111:role/app, Decrypt, arn:aws:sts::111111111111:assumed-role/app/s,"
        + " true",
    "arn:aws:sts::111111111111:assumed-role/app/t, Decrypt,"
        + " arn:aws:sts::111111111111:assumed-role/app/s, false",
    "rds.amazonaws.com, Decrypt, rds.amazonaws.com, true",
  })
  void grantIsForItsGranteeAndOperations(
      String grantee, String operation, String caller, boolean allowed) {
    var grant = Grant.of("g1", Principal.parse(grantee), operation);

    assertThat(decide(Identity.of(Principal.parse(caller)), TO_ACCOUNT, grant).allowed())
        .isEqualTo(allowed);
  }

  @Test
  void grantToForeignAccountNeedsItsIdentityPolicyAsWell() {
    var grant = Grant.of("g1", BOB, "Decrypt");

    assertThat(decide(Identity.of(BOB), TO_ACCOUNT, grant).layer()).isEqualTo(IDENTITY_POLICY);
    assertThat(decide(Identity.of(BOB).policy(USE), TO_ACCOUNT, grant).allowed()).isTrue();
  }

  @Test
  void boundaryLimitsWhatIsGrantedToTheRole() { // POL-9
    var session = Identity.of(ROLE.session("s")).boundary(OTHER);

    assertThat(decide(session, TO_ACCOUNT, Grant.of("g", ROLE, "Decrypt")).layer())
        .isEqualTo(PERMISSIONS_BOUNDARY);
    assertThat(decide(session, TO_ACCOUNT, Grant.of("g", session.principal(), "Decrypt")).allowed())
        .isTrue();
  }

  @ParameterizedTest(name = "KMS-15: subset {0}, equals {1}, sent {2}: {3}")
  @CsvSource({
    "'',  '',      '',      true",
    "'',  '',      a=1,     true",
    "a=1, '',      a=1,     true",
    "a=1, '',      a=1;b=2, true",
    "a=1, '',      b=2,     false",
    "a=1, '',      '',      false",
    "a=1, '',      A=1,     false",
    "'',  a=1,     a=1,     true",
    "'',  a=1,     a=1;b=2, false",
    "'',  a=1;b=2, b=2;a=1, true",
    "'',  a=x,     a=X,     false",
  })
  void grantIsConstrainedByTheEncryptionContext(
      String subset, String equal, String sent, boolean allowed) {
    var grant = new Grant("g", ALICE, Set.of("Decrypt"), pairs(subset), pairs(equal));
    var context = RequestContext.builder().encryptionContext(pairs(sent)).build();

    assertThat(decide(Identity.of(ALICE), TO_ACCOUNT, context, grant).allowed()).isEqualTo(allowed);
  }

  @Test
  void constraintsDoNotConcernOperationsWithoutContext() { // KMS-15
    var grant = new Grant("g", ALICE, Set.of("DescribeKey"), Map.of("a", "1"), Map.of());
    var key = Resources.key(KEY, TO_ACCOUNT, List.of(grant));

    assertThat(
            AccessDecision.of(
                    AccessRequest.of(
                        Identity.of(ALICE), "kms:DescribeKey", key, RequestContext.EMPTY))
                .allowed())
        .isTrue();
  }

  @Test
  void encryptionContextIsConditionKeyToo() {
    var context =
        RequestContext.builder().encryptionContext(Map.of("SecretARN", "x", "v", "1")).build();
    var policy =
        USE.when("StringEquals", "kms:EncryptionContext:SecretARN", "x")
            .when("ForAllValues:StringEquals", "kms:EncryptionContextKeys", "SecretARN", "v");

    assertThat(decide(Identity.of(ALICE), policy.to(ALICE.arn()), context).allowed()).isTrue();
    assertThat(decide(Identity.of(ALICE), policy.to(ALICE.arn())).allowed()).isFalse();
  }

  private static Map<String, String> pairs(String text) {
    var pairs = new java.util.HashMap<String, String>();
    for (var pair : text.isEmpty() ? new String[0] : text.split(";")) {
      pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return pairs;
  }
}
