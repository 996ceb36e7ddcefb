package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.ListKeyRotations;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rotation of key material, by time and on demand. */
abstract class KeyRotationContract extends KmsContract {

  private final String key = kms.create();

  @Test
  void keyRotatesByTimeAlone() {
    kms.call(new EnableKeyRotation(key, 90));
    var stored = kms.snapshot();

    kms.advance(Duration.ofDays(90).minusMillis(1));
    assertThat(rotations()).isEmpty();
    kms.advance(Duration.ofDays(180).plusMillis(1));

    assertThat(rotations())
        .extracting(ListKeyRotations.Entry::rotationDate)
        .containsExactly(days(90), days(180), days(270));
    assertThat(rotations())
        .extracting(ListKeyRotations.Entry::rotationType)
        .containsOnly("AUTOMATIC");
    assertThat(status().nextRotationDate()).isEqualTo(days(360));
    assertThat(current()).isEqualTo(rotations().get(2).keyMaterialId());
    assertThat(kms.snapshot()).as("time needs no write").isEqualTo(stored);
  }

  @Test
  void rotationIsYearlyUnlessToldOtherwise() {
    kms.call(new EnableKeyRotation(key, null));

    assertThat(status())
        .isEqualTo(new GetKeyRotationStatus.Result(true, key, 365, days(365), null));
    kms.call(new DisableKeyRotation(key));
    assertThat(status()).isEqualTo(new GetKeyRotationStatus.Result(false, key, null, null, null));
    kms.advance(Duration.ofDays(400));
    assertThat(rotations()).isEmpty();
  }

  @Test
  void rotationThatEndedKeepsItsHistory() {
    kms.call(new EnableKeyRotation(key, 90));
    kms.advance(Duration.ofDays(100));

    kms.call(new DisableKeyRotation(key));

    assertThat(rotations())
        .extracting(ListKeyRotations.Entry::rotationDate)
        .containsExactly(days(90));
  }

  @Test
  void rotationOnDemandIsAddedAndMovesNoSchedule() {
    kms.call(new EnableKeyRotation(key, 90));
    var first = current();
    kms.advance(Duration.ofDays(10));

    assertThat(kms.call(new RotateKeyOnDemand(key)).keyId()).isEqualTo(key);
    kms.advance(Duration.ofDays(80));

    assertThat(status().nextRotationDate()).isEqualTo(days(180));
    assertThat(
            kms.call(ListKeyRotations.of(key).withIncludeKeyMaterial("ALL_KEY_MATERIAL"))
                .rotations())
        .containsExactly(
            entry(first, "NON_CURRENT", null, null),
            entry(material(1), "NON_CURRENT", days(10), "ON_DEMAND"),
            entry(current(), "CURRENT", days(90), "AUTOMATIC"));
    var page = kms.call(ListKeyRotations.of(key).withLimit(1));
    assertThat(page.truncated()).isTrue();
    assertThat(kms.call(new ListKeyRotations(key, null, 1, page.nextMarker())).rotations())
        .containsExactly(rotations().get(1));
  }

  @Test
  void disabledKeyRotatesWhenItIsEnabledAgain() {
    kms.call(new EnableKeyRotation(key, 90));
    kms.call(new DisableKey(key));
    kms.advance(Duration.ofDays(200));
    assertThat(rotations()).isEmpty();

    kms.call(new EnableKey(key));

    assertThat(rotations())
        .extracting(ListKeyRotations.Entry::rotationDate)
        .containsExactly(days(200));
    assertThat(status().nextRotationDate()).isEqualTo(days(290));
  }

  @Test
  void keyThatIsPendingDeletionTellsThatItDoesNotRotate() {
    kms.call(new EnableKeyRotation(key, 90));

    kms.call(new ScheduleKeyDeletion(key, 7));
    assertThat(status().keyRotationEnabled()).isFalse();
    kms.call(new CancelKeyDeletion(key));

    assertThat(status().keyRotationEnabled()).isTrue();
  }

  @Test
  @DisplayName("KR-4: the eleventh rotation on demand is refused")
  void keyRotatesOnDemandTenTimes() {
    for (int i = 0; i < 10; i++) {
      kms.call(new RotateKeyOnDemand(key));
    }

    kms.refused(
        LIMIT_EXCEEDED,
        "The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: "
            + key,
        () -> kms.call(new RotateKeyOnDemand(key)));
  }

  @Test
  @DisplayName("KR-2: only symmetric keys rotate, which is refused without a text")
  void onlySymmetricKeysRotate() {
    var mac = kms.create("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC).arn();

    kms.refused(UNSUPPORTED_OPERATION, "", () -> kms.call(new EnableKeyRotation(mac, null)));
    kms.refused(UNSUPPORTED_OPERATION, "", () -> kms.call(new RotateKeyOnDemand(mac)));
    kms.call(new DisableKey(mac));
    kms.refused(DISABLED, mac + " is disabled.", () -> kms.call(new EnableKeyRotation(mac, null)));
  }

  @ParameterizedTest(name = "KR-7: {0} says that it does not rotate")
  @CsvSource({
    "HMAC_256, GENERATE_VERIFY_MAC",
    "ECC_NIST_P256, SIGN_VERIFY",
    "ML_DSA_44, SIGN_VERIFY"
  })
  void keyThatCannotRotateSaysSo(String spec, KeyUsage usage) {
    var other = kms.create(spec, usage).arn();

    kms.call(new DisableKeyRotation(other));

    assertThat(kms.call(new GetKeyRotationStatus(other)))
        .isEqualTo(new GetKeyRotationStatus.Result(false, other, null, null, null));
  }

  private ListKeyRotations.Entry entry(String id, String state, Instant date, String type) {
    return new ListKeyRotations.Entry(keyId(), id, null, null, state, null, null, date, type);
  }

  private List<ListKeyRotations.Entry> rotations() {
    return kms.call(ListKeyRotations.of(key)).rotations();
  }

  private GetKeyRotationStatus.Result status() {
    return kms.call(new GetKeyRotationStatus(key));
  }

  private String current() {
    return kms.call(new DescribeKey(key, null)).keyMetadata().currentKeyMaterialId();
  }

  private String material(int index) {
    return kms.key(key).materials().get(index).id();
  }

  private String keyId() {
    return key.replaceAll(".*/", "");
  }

  private static Instant days(int days) {
    return KmsDoor.START.plus(Duration.ofDays(days));
  }
}
