package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INCORRECT_KEY_MATERIAL;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DeleteImportedKeyMaterial;
import dev.strongroom.api.kms.ListKeyRotations;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Imported key material that expires, is deleted, imported again and rotated. */
@GeneratesRsaKeys
abstract class ImportedMaterialContract extends KeyImportFixture {

  @Test
  @DisplayName("KR-18: material expires at its date, not a millisecond before")
  void materialExpires() {
    var key = external();
    var validTo = kms.now().plus(Duration.ofDays(10));
    var imported = kms.call(new Wrapper(kms, key, OAEP).request(material(1)).withValidTo(validTo));
    var ciphertext = encrypt(key);

    kms.advance(Duration.ofDays(10).minusMillis(1));
    assertThat(describe(key).expirationModel()).isEqualTo("KEY_MATERIAL_EXPIRES");
    assertThat(describe(key).validTo()).isEqualTo(validTo);
    assertThat(decrypt(ciphertext)).isEqualTo(DATA);
    kms.advance(Duration.ofMillis(1));

    assertThat(describe(key).keyState()).isEqualTo("PendingImport");
    assertThat(describe(key).validTo()).isNull();
    assertThat(describe(key).currentKeyMaterialId()).isEqualTo(imported.keyMaterialId());
    kms.refused(KMS_INVALID_STATE, key + " is pending import.", () -> decrypt(ciphertext));
    importing(key, material(1));
    assertThat(decrypt(ciphertext)).isEqualTo(DATA);
  }

  @Test
  @DisplayName("KR-18: deleted material leaves the key pending import, until it is imported again")
  void deletedMaterialIsImportedAgain() {
    var key = external();
    var id = importing(key, material(1)).keyMaterialId();
    var ciphertext = encrypt(key);

    assertThat(kms.call(new DeleteImportedKeyMaterial(key, null)))
        .isEqualTo(new DeleteImportedKeyMaterial.Result(key, id));

    assertThat(describe(key).keyState()).isEqualTo("PendingImport");
    assertThat(describe(key).expirationModel()).isNull();
    for (var keyId : new String[] {key, null}) {
      kms.refused(
          KMS_INVALID_STATE,
          key + " is pending import.",
          () -> kms.call(Decrypt.of(ciphertext).withKeyId(keyId)));
    }
    var other = new Wrapper(kms, key, OAEP).request(material(2));
    kms.refused(INCORRECT_KEY_MATERIAL, "", () -> kms.call(other));
    assertThat(importing(key, material(1)).keyMaterialId()).isEqualTo(id);
    assertThat(decrypt(ciphertext)).isEqualTo(DATA);
    kms.refused(
        NOT_FOUND,
        "Key material " + "0".repeat(64) + " is not associated with key " + key,
        () -> kms.call(new DeleteImportedKeyMaterial(key, "0".repeat(64))));
  }

  @Test
  @DisplayName("KR-18: new material waits for a rotation on demand, which makes it current")
  void newMaterialIsRotatedIn() {
    var key = external();
    var first = importing(key, material(1)).keyMaterialId();
    var old = encrypt(key);
    var noMaterial = "No available key material pending rotation for the key: " + key + ".";
    kms.refused(KMS_INVALID_STATE, noMaterial, () -> kms.call(new RotateKeyOnDemand(key)));

    var second =
        kms.call(
                new Wrapper(kms, key, OAEP)
                    .request(material(2))
                    .withImportType("NEW_KEY_MATERIAL")
                    .withDescription("second"))
            .keyMaterialId();

    assertThat(describe(key).currentKeyMaterialId()).isEqualTo(first);
    assertThat(materials(key))
        .containsExactly(
            entry(key, first, null, "CURRENT", null),
            entry(key, second, "second", "PENDING_ROTATION", null));
    var third = new Wrapper(kms, key, OAEP).request(material(3)).withImportType("NEW_KEY_MATERIAL");
    var thirdId = Material.imported(keyId(key), material(3), null, null).id();
    kms.refused(
        KMS_INVALID_STATE,
        "New key material (id: %s) cannot be imported into KMS key %s, because another key material (id: %s) is pending rotation."
            .formatted(thirdId, key, second),
        () -> kms.call(third));
    kms.advance(Duration.ofDays(1));
    kms.call(new RotateKeyOnDemand(key));
    assertThat(describe(key).currentKeyMaterialId()).isEqualTo(second);
    assertThat(decrypt(old)).isEqualTo(DATA);
    assertThat(materials(key))
        .containsExactly(
            entry(key, first, null, "NON_CURRENT", null),
            entry(key, second, "second", "CURRENT", "ON_DEMAND"));
    assertThat(kms.call(ListKeyRotations.of(key)).rotations())
        .containsExactly(entry(key, second, "second", "CURRENT", "ON_DEMAND"));
  }

  @Test
  @DisplayName("KR-18: the key is enabled when the last of its materials is there")
  void keyNeedsAllItsMaterials() {
    var key = external();
    var first = importing(key, material(1)).keyMaterialId();
    kms.call(new Wrapper(kms, key, OAEP).request(material(2)).withImportType("NEW_KEY_MATERIAL"));
    kms.call(new RotateKeyOnDemand(key));

    kms.call(new DeleteImportedKeyMaterial(key, first));
    kms.call(new DeleteImportedKeyMaterial(key, null));

    assertThat(materials(key))
        .extracting(ListKeyRotations.Entry::importState)
        .containsExactly("PENDING_IMPORT", "PENDING_IMPORT");
    importing(key, material(2));
    assertThat(describe(key).keyState()).isEqualTo("PendingImport");
    var wrong = new Wrapper(kms, key, OAEP).request(material(2)).withKeyMaterialId(first);
    kms.refused(INCORRECT_KEY_MATERIAL, "", () -> kms.call(wrong));
    kms.call(new Wrapper(kms, key, OAEP).request(material(1)).withKeyMaterialId(first));
    assertThat(describe(key).keyState()).isEqualTo("Enabled");
  }

  @Test
  @DisplayName("KR-18: pending material that is deleted or expires leaves no trace")
  void pendingMaterialLeavesNoTrace() {
    var key = external();
    importing(key, material(1));
    var request =
        new Wrapper(kms, key, OAEP).request(material(2)).withImportType("NEW_KEY_MATERIAL");

    var pending = kms.call(request).keyMaterialId();
    kms.call(new DeleteImportedKeyMaterial(key, pending));
    assertThat(materials(key)).hasSize(1);
    kms.call(request.withValidTo(kms.now().plusSeconds(1)));
    assertThat(materials(key)).hasSize(2);
    kms.advance(Duration.ofSeconds(1));

    assertThat(materials(key)).hasSize(1);
    assertThat(describe(key).keyState()).isEqualTo("Enabled");
  }

  @Test
  @DisplayName("KR-18: HMAC keys and key pairs keep their first material")
  void onlySymmetricKeysTakeNewMaterial() {
    var key = external("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC);
    importing(key, material(1));
    importing(key, material(1));

    var other = new Wrapper(kms, key, OAEP).request(material(2));
    kms.refused(INCORRECT_KEY_MATERIAL, "", () -> kms.call(other));
    kms.refused(
        VALIDATION,
        "ImportType, KeyMaterialDescription and KeyMaterialId can be set for symmetric encryption keys only",
        () -> kms.call(other.withImportType("NEW_KEY_MATERIAL")));
    kms.refused(UNSUPPORTED_OPERATION, "", () -> kms.call(new RotateKeyOnDemand(key)));
  }

  private List<ListKeyRotations.Entry> materials(String key) {
    return kms.call(ListKeyRotations.of(key).withIncludeKeyMaterial("ALL_KEY_MATERIAL"))
        .rotations();
  }

  private ListKeyRotations.Entry entry(
      String key, String id, String description, String state, String type) {
    return new ListKeyRotations.Entry(
        keyId(key),
        id,
        description,
        "IMPORTED",
        state,
        "KEY_MATERIAL_DOES_NOT_EXPIRE",
        null,
        type == null ? null : kms.now(),
        type);
  }
}
