package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DRY_RUN_OPERATION;
import static dev.strongroom.api.ErrorCode.INVALID_ARN;
import static dev.strongroom.api.ErrorCode.INVALID_GRANT_TOKEN;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.GrantConstraints;
import dev.strongroom.api.kms.GrantListEntry;
import dev.strongroom.api.kms.ListGrants;
import dev.strongroom.api.kms.ListRetirableGrants;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.api.kms.RevokeGrant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Grants from creation to their end. */
abstract class GrantsContract extends KmsContract {

  private static final String GRANTEE = "arn:aws:iam::123456789012:role/app";
  private static final String RETIRER = "arn:aws:iam::123456789012:role/ops";
  private static final String SERVICE = "rds.us-east-1.amazonaws.com";
  private static final String DRY =
      "The request would have succeeded, but the DryRun option is set.";

  private final String key = kms.create();

  @Test
  void grantIsListedWithAllThatItWasMadeOf() {
    var constraints = new GrantConstraints(Map.of("a", "1"), null, null);

    var made = kms.call(grant("app", constraints, null));

    assertThat(made.grantId()).matches("[0-9a-f]{64}");
    assertThat(list(null))
        .containsExactly(
            new GrantListEntry(
                key,
                made.grantId(),
                "app",
                KmsDoor.START,
                GRANTEE,
                RETIRER,
                "arn:aws:iam::123456789012:root",
                List.of("Decrypt", "GenerateDataKey"),
                constraints,
                null,
                null));
    assertThat(kms.call(ListRetirableGrants.of(RETIRER)).grants()).isEqualTo(list(null));
    assertThat(kms.call(ListRetirableGrants.of(GRANTEE)).grants()).isEmpty();
    assertThat(kms.call(ListGrants.of(key).withGranteePrincipal(RETIRER)).grants()).isEmpty();
  }

  @Test
  void namedGrantIsMadeOnceWithAnotherTokenEachTime() {
    var first = kms.call(grant("app", null, null));
    kms.advance(Duration.ofDays(1));
    var again = kms.call(grant("app", null, null));
    var other = kms.call(grant("app", new GrantConstraints(null, Map.of(), null), null));
    var unnamed = List.of(kms.call(grant(null, null, null)), kms.call(grant(null, null, null)));

    assertThat(again.grantId()).isEqualTo(first.grantId());
    assertThat(again.grantToken()).isNotEqualTo(first.grantToken());
    assertThat(other.grantId()).isNotEqualTo(first.grantId());
    assertThat(unnamed.get(0).grantId()).isNotEqualTo(unnamed.get(1).grantId());
    assertThat(list(null)).hasSize(4);
  }

  @Test
  void grantEndsByTokenByIdAndByRevocation() {
    var byToken = kms.call(grant(null, null, null));
    var byId = kms.call(grant(null, null, null));
    var revoked = kms.call(grant(null, null, null));

    kms.call(RetireGrant.of(byToken.grantToken()));
    kms.call(RetireGrant.of(key, byId.grantId()));
    kms.call(new RevokeGrant(key, revoked.grantId(), null));

    assertThat(list(null)).isEmpty();
    var text = "Grant ID " + byToken.grantId() + " not found";
    kms.refused(NOT_FOUND, text, () -> kms.call(RetireGrant.of(byToken.grantToken())));
    kms.refused(NOT_FOUND, text, () -> kms.call(new RevokeGrant(key, byToken.grantId(), null)));
    kms.refused(NOT_FOUND, text, () -> list(byToken.grantId()));
  }

  @Test
  @DisplayName("KMS-12: DryRun of the operations on grants")
  void dryRun() {
    var grant = kms.call(grant(null, null, null));

    kms.refused(DRY_RUN_OPERATION, DRY, () -> kms.call(grant(null, null, true)));
    kms.refused(
        DRY_RUN_OPERATION,
        DRY,
        () -> kms.call(RetireGrant.of(grant.grantToken()).withDryRun(true)));
    kms.refused(
        DRY_RUN_OPERATION, DRY, () -> kms.call(new RevokeGrant(key, grant.grantId(), true)));
  }

  @Test
  void incompleteRequestIsRefused() {
    var either = "You must specify either a grant token, or a key ARN and a grant ID.";

    kms.refused(VALIDATION, either, () -> kms.call(new RetireGrant(null, key, null, null)));
    kms.refused(VALIDATION, either, () -> kms.call(new RetireGrant("t", key, "g", null)));
    kms.refused(
        INVALID_GRANT_TOKEN,
        "The grant token is invalid.",
        () -> kms.call(RetireGrant.of("nonsense")));
    kms.refused(
        VALIDATION,
        "You must specify a GranteePrincipal.",
        () ->
            kms.call(
                new CreateGrant(
                    key, null, null, List.of("Decrypt"), null, null, null, null, null, null)));
    kms.refused(
        VALIDATION,
        "You must specify a RetiringPrincipal.",
        () -> kms.call(new ListRetirableGrants(null, null, null, null)));
  }

  @Test
  void grantForWhatIsNoPrincipalIsRefused() {
    var bob = CreateGrant.of(key, "bob", List.of("Decrypt"));

    for (var grant :
        List.of(
            bob,
            bob.withRetiringPrincipal(RETIRER),
            grant(null, null, null).withRetiringPrincipal("bob"))) {
      kms.refused(
          INVALID_ARN, "ARN does not refer to a valid principal: bob", () -> kms.call(grant));
    }
    var other = "bob.example.com";
    var bucket = new GrantConstraints(null, null, "arn:aws:s3:us-east-1:123456789012:b");
    for (var services :
        List.of(
            principals(null, other, null, SERVICE, bucket),
            principals(null, SERVICE, null, other, bucket))) {
      kms.refused(
          INVALID_ARN,
          "ARN does not refer to a valid principal: " + other,
          () -> kms.call(services.apply(grant(null, null, null))));
    }
    assertThat(list(null)).isEmpty();
  }

  @Test
  void listsHoldOnlyTheGrantsTheyAreAskedFor() {
    var bucket = new GrantConstraints(null, null, "arn:aws:s3:us-east-1:123456789012:b");
    var app = kms.call(grant("app", null, null)).grantId();
    var service =
        kms.call(principals(null, SERVICE, null, SERVICE, bucket).apply(grant(null, null, null)))
            .grantId();

    assertThat(ids(list(app))).containsExactly(app);
    assertThat(ids(list(service))).containsExactly(service);
    assertThat(ids(kms.call(ListGrants.of(key).withGranteePrincipal(GRANTEE)).grants()))
        .containsExactly(app);
    assertThat(ids(kms.call(ListGrants.of(key).withGranteeServicePrincipal(SERVICE)).grants()))
        .containsExactly(service);
    assertThat(ids(kms.call(ListRetirableGrants.of(RETIRER)).grants())).containsExactly(app);
    assertThat(ids(kms.call(new ListRetirableGrants(null, null, null, SERVICE)).grants()))
        .containsExactly(service);
  }

  private static List<String> ids(List<GrantListEntry> grants) {
    return grants.stream().map(GrantListEntry::grantId).toList();
  }

  static Stream<Arguments> incompatiblePrincipals() {
    var bucket = new GrantConstraints(null, null, "arn:aws:s3:us-east-1:123456789012:b");
    return Stream.of(
        Arguments.of(
            "You must specify either GranteePrincipal or GranteeServicePrincipal, but not both.",
            principals(GRANTEE, SERVICE, null, null, bucket)),
        Arguments.of(
            "You can specify either RetiringPrincipal or RetiringServicePrincipal, but not both.",
            principals(GRANTEE, null, RETIRER, SERVICE, null)),
        Arguments.of(
            "You must specify a SourceArn grant constraint with a GranteeServicePrincipal.",
            principals(null, SERVICE, RETIRER, null, null)),
        Arguments.of(
            "You must specify a RetiringPrincipal or a RetiringServicePrincipal with a GranteeServicePrincipal.",
            principals(null, SERVICE, null, null, bucket)));
  }

  private static UnaryOperator<CreateGrant> principals(
      String grantee,
      String granteeService,
      String retirer,
      String retiringService,
      GrantConstraints constraints) {
    return grant ->
        CreateGrant.of(grant.keyId(), grantee, grant.operations())
            .withRetiringPrincipal(retirer)
            .withConstraints(constraints)
            .withGranteeServicePrincipal(granteeService)
            .withRetiringServicePrincipal(retiringService);
  }

  @ParameterizedTest(name = "NEW-1: {0}")
  @MethodSource("incompatiblePrincipals")
  void principalsMustFitEachOther(String text, UnaryOperator<CreateGrant> change) {
    kms.refused(VALIDATION, text, () -> kms.call(change.apply(grant(null, null, null))));
  }

  @Test
  @DisplayName("NEW-1: a service gets a grant for one resource, and is listed")
  void grantForAService() {
    var bucket = new GrantConstraints(null, null, "arn:aws:s3:us-east-1:123456789012:b");

    var made =
        kms.call(principals(null, SERVICE, null, SERVICE, bucket).apply(grant(null, null, null)));

    var listed = kms.call(ListGrants.of(key).withGranteeServicePrincipal(SERVICE)).grants();
    assertThat(listed).extracting(GrantListEntry::grantId).containsExactly(made.grantId());
    assertThat(listed.get(0).retiringServicePrincipal()).isEqualTo(SERVICE);
    assertThat(listed.get(0).constraints()).isEqualTo(bucket);
    assertThat(kms.call(new ListRetirableGrants(null, null, null, SERVICE)).grants())
        .isEqualTo(listed);
  }

  @ParameterizedTest(name = "a grant of {2} for a key of {0} is refused: {3}")
  @CsvSource({
    "SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     Sign,               true",
    "SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     GetPublicKey,       true",
    "SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     GenerateDataKey,    false",
    "HMAC_256,          GENERATE_VERIFY_MAC, Decrypt,            true",
    "HMAC_256,          GENERATE_VERIFY_MAC, VerifyMac,          false",
    "ECC_NIST_P256,     SIGN_VERIFY,         GenerateDataKey,    true",
    "ECC_NIST_P256,     SIGN_VERIFY,         GetPublicKey,       false",
    "ECC_NIST_P256,     KEY_AGREEMENT,       Sign,               true",
    "ECC_NIST_P256,     KEY_AGREEMENT,       DeriveSharedSecret, false",
  })
  void operationsMustFitTheKey(String spec, KeyUsage usage, String operation, boolean refused) {
    var other = kms.create(spec, usage).arn();
    var request = CreateGrant.of(other, GRANTEE, List.of(operation));

    if (refused) {
      kms.refused(
          VALIDATION,
          "The grant operation " + operation + " is not supported by key " + other,
          () -> kms.call(request));
    } else {
      assertThat(kms.call(request).grantId()).isNotEmpty();
    }
  }

  @Test
  void encryptionContextConstraintsAreForSymmetricKeysAndLimited() {
    var mac = kms.create("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC).arn();
    var context = new GrantConstraints(null, Map.of("a", "1"), null);
    var nine = IntStream.range(0, 9).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));

    kms.refused(
        VALIDATION,
        "Encryption context grant constraints are supported by symmetric encryption keys only",
        () ->
            kms.call(CreateGrant.of(mac, GRANTEE, List.of("VerifyMac")).withConstraints(context)));
    var eight = IntStream.range(0, 8).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    for (var fits : List.of(eight, Map.of("a", "v".repeat(384)))) {
      assertThat(kms.call(grant(null, new GrantConstraints(fits, null, null), null)).grantId())
          .isNotEmpty();
    }
    for (var tooMuch : List.of(nine, Map.of("a", "v".repeat(385)))) {
      kms.refused(
          VALIDATION,
          "A grant constraint can have 8 encryption context pairs with values of 384 characters",
          () -> kms.call(grant(null, new GrantConstraints(tooMuch, null, null), null)));
    }
  }

  private CreateGrant grant(String name, GrantConstraints constraints, Boolean dryRun) {
    return CreateGrant.of(key, GRANTEE, List.of("Decrypt", "GenerateDataKey"))
        .withRetiringPrincipal(RETIRER)
        .withConstraints(constraints)
        .withName(name)
        .withDryRun(dryRun);
  }

  private List<GrantListEntry> list(String grantId) {
    return kms.call(ListGrants.of(key).withGrantId(grantId)).grants();
  }
}
