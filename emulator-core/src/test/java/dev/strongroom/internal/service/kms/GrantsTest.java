package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DRY_RUN_OPERATION;
import static dev.strongroom.api.ErrorCode.INVALID_ARN;
import static dev.strongroom.api.ErrorCode.INVALID_GRANT_TOKEN;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Grants from creation to their end. */
class GrantsTest {

  private static final String GRANTEE = "arn:aws:iam::123456789012:role/app";
  private static final String RETIRER = "arn:aws:iam::123456789012:role/ops";
  private static final String DRY =
      "The request would have succeeded, but the DryRun option is set.";

  private final KmsDoor kms = new KmsDoor();
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
    assertThat(kms.call(new ListRetirableGrants(null, null, RETIRER, null)).grants())
        .isEqualTo(list(null));
    assertThat(kms.call(new ListRetirableGrants(null, null, GRANTEE, null)).grants()).isEmpty();
    assertThat(kms.call(new ListGrants(null, null, key, null, RETIRER, null)).grants()).isEmpty();
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

    kms.call(new RetireGrant(byToken.grantToken(), null, null, null));
    kms.call(new RetireGrant(null, key, byId.grantId(), null));
    kms.call(new RevokeGrant(key, revoked.grantId(), null));

    assertThat(list(null)).isEmpty();
    var text = "Grant ID " + byToken.grantId() + " not found";
    kms.refused(
        NOT_FOUND, text, () -> kms.call(new RetireGrant(byToken.grantToken(), null, null, null)));
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
        () -> kms.call(new RetireGrant(grant.grantToken(), null, null, true)));
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
        () -> kms.call(new RetireGrant("nonsense", null, null, null)));
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
    var bob =
        new CreateGrant(key, "bob", null, List.of("Decrypt"), null, null, null, null, null, null);

    kms.refused(INVALID_ARN, "ARN does not refer to a valid principal: bob", () -> kms.call(bob));
  }

  @Test
  void grantForOneSourceOnlyIsRefusedByName() {
    var constraints = new GrantConstraints(null, null, "arn:aws:s3:::bucket");

    kms.refused(
        UNSUPPORTED_OPERATION,
        "Strongroom doesn't emulate grants that are constrained by SourceArn.",
        () -> kms.call(grant(null, constraints, null)));
  }

  private CreateGrant grant(String name, GrantConstraints constraints, Boolean dryRun) {
    return new CreateGrant(
        key,
        GRANTEE,
        RETIRER,
        List.of("Decrypt", "GenerateDataKey"),
        constraints,
        null,
        name,
        dryRun,
        null,
        null);
  }

  private List<GrantListEntry> list(String grantId) {
    return kms.call(new ListGrants(null, null, key, grantId, null, null)).grants();
  }
}
