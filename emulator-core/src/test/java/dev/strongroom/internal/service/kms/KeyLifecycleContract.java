package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.ListAliases;
import dev.strongroom.api.kms.ListGrants;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.api.kms.ListResourceTags;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.api.kms.UntagResource;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.api.kms.UpdateKeyDescription;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of a key, up to its deletion. */
abstract class KeyLifecycleContract extends KeysFixture {

  static Stream<Arguments> refusedInAState() {
    return Stream.of(
        Arguments.of("CancelKeyDeletion", "DP.", (KeyRequest) CancelKeyDeletion::new),
        Arguments.of("EnableKey", "..P", (KeyRequest) EnableKey::new),
        Arguments.of("DisableKey", "..P", (KeyRequest) DisableKey::new),
        Arguments.of(
            "ScheduleKeyDeletion", "..P", (KeyRequest) key -> new ScheduleKeyDeletion(key, 7)),
        Arguments.of(
            "UpdateKeyDescription",
            "..P",
            (KeyRequest) key -> new UpdateKeyDescription(key, "new")),
        Arguments.of(
            "TagResource",
            "..P",
            (KeyRequest) key -> new TagResource(key, List.of(new Tag("a", "")))),
        Arguments.of(
            "UntagResource", "..P", (KeyRequest) key -> new UntagResource(key, List.of("a"))),
        Arguments.of(
            "CreateAlias", "..P", (KeyRequest) key -> new CreateAlias("alias/second", key)),
        Arguments.of("UpdateAlias", "..P", (KeyRequest) key -> new UpdateAlias("alias/app", key)),
        Arguments.of(
            "CreateGrant",
            ".DP",
            (KeyRequest)
                key -> CreateGrant.of(key, "arn:aws:iam::123456789012:role/r", List.of("Decrypt"))),
        Arguments.of(
            "EnableKeyRotation", ".DP", (KeyRequest) key -> new EnableKeyRotation(key, null)),
        Arguments.of("DisableKeyRotation", ".DP", (KeyRequest) DisableKeyRotation::new),
        Arguments.of("RotateKeyOnDemand", ".DP", (KeyRequest) RotateKeyOnDemand::new),
        Arguments.of("GetPublicKey", "..P", (KeyRequest) key -> new GetPublicKey(key, null)),
        Arguments.of(
            "Encrypt",
            ".DP",
            (KeyRequest) key -> Encrypt.of(key, SecretValue.ofBinary(new byte[1]))));
  }

  private interface KeyRequest {
    Request<?> of(String keyArn);
  }

  @ParameterizedTest(name = "KMS-12, KMS-13: {0} in the states Enabled, Disabled, PendingDeletion")
  @MethodSource("refusedInAState")
  void stateRefusesTheOperation(String operation, String refusals, KeyRequest request) {
    var key = kms.create();
    if (operation.equals("UpdateAlias")) {
      kms.call(new CreateAlias("alias/app", kms.create()));
    }
    if (operation.equals("CancelKeyDeletion")) {
      var text = key + " is not pending deletion.";
      kms.refused(KMS_INVALID_STATE, text, () -> call(request.of(key)));
      kms.call(new DisableKey(key));
      kms.refused(KMS_INVALID_STATE, text, () -> call(request.of(key)));
      return;
    }
    kms.call(new DisableKey(key));
    if (refusals.contains("D")) {
      kms.refused(DISABLED, key + " is disabled.", () -> call(request.of(key)));
    }
    kms.call(new ScheduleKeyDeletion(key, 7));
    kms.refused(KMS_INVALID_STATE, key + " is pending deletion.", () -> call(request.of(key)));
  }

  @Test
  void everythingElseWorksWhileAKeyIsPendingDeletion() {
    var key = kms.create();
    kms.call(new CreateAlias("alias/app", key));
    kms.call(new ScheduleKeyDeletion(key, 7));

    var policy =
        "{\"Statement\": {\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}";
    kms.call(PutKeyPolicy.of(key, policy));
    assertThat(kms.call(new GetKeyPolicy(key, null)).policy()).isEqualTo(policy);
    assertThat(kms.call(ListGrants.of(key)).grants()).isEmpty();
    assertThat(kms.call(ListResourceTags.of(key)).tags()).isEmpty();
    kms.call(new DeleteAlias("alias/app"));
    assertThat(kms.call(ListAliases.all().withKeyId(key)).aliases()).isEmpty();
  }

  @Test
  @DisplayName("KMS-13: a deletion that is taken back leaves the key disabled")
  void cancelledDeletionLeavesTheKeyDisabled() {
    var key = kms.create();

    var scheduled = kms.call(new ScheduleKeyDeletion(key, null));
    var pending = describe(key);
    var cancelled = kms.call(new CancelKeyDeletion(key));

    assertThat(scheduled)
        .isEqualTo(
            new ScheduleKeyDeletion.Result(
                key, KmsDoor.START.plus(Duration.ofDays(30)), "PendingDeletion", 30));
    assertThat(pending.deletionDate()).isEqualTo(scheduled.deletionDate());
    assertThat(pending.enabled()).isFalse();
    assertThat(cancelled.keyId()).isEqualTo(key);
    assertThat(describe(key).keyState()).isEqualTo("Disabled");
    assertThat(describe(key).deletionDate()).isNull();
    kms.call(new EnableKey(key));
    assertThat(describe(key).enabled()).isTrue();
  }

  @ParameterizedTest(name = "KMS-11: a window of {0} days")
  @ValueSource(ints = {1, 6, 31, 365})
  void windowIsSevenToThirtyDays(int days) {
    var key = kms.create();

    kms.refused(
        VALIDATION,
        "PendingWindowInDays must be between 7 and 30 (inclusive), but it is " + days + ".",
        () -> kms.call(new ScheduleKeyDeletion(key, days)));
  }

  @Test
  @DisplayName("KMS-8: key and aliases are gone at the deletion date, not a millisecond before")
  void keyIsGoneAtItsDeletionDate() {
    var key = kms.create();
    kms.call(new CreateAlias("alias/app", key));
    var sealed = kms.call(Encrypt.of(key, SecretValue.ofBinary(new byte[1])));
    kms.call(new ScheduleKeyDeletion(key, 7));

    kms.advance(Duration.ofDays(7).minusMillis(1));
    assertThat(describe("alias/app").keyState()).isEqualTo("PendingDeletion");
    kms.advance(Duration.ofMillis(1));

    kms.refused(NOT_FOUND, "Key '" + key + "' does not exist", () -> describe(key));
    kms.refused(
        NOT_FOUND, "Alias " + PREFIX + "alias/app is not found.", () -> describe("alias/app"));
    kms.refused(
        ACCESS_DENIED,
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
        () -> kms.call(Decrypt.of(sealed.ciphertextBlob())));
    assertThat(kms.call(ListKeys.all()).keys()).isEmpty();
    assertThat(kms.call(ListAliases.all()).aliases()).isEmpty();
    kms.call(new CreateAlias("alias/app", kms.create()));
    assertThat(kms.call(new ListKeys(null, null)).keys()).hasSize(1);
  }
}
