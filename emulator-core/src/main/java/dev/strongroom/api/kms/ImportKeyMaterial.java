package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Imports wrapped key material into a key of origin EXTERNAL.
 *
 * <p>{@code ImportKeyMaterial.of(keyId, token, wrapped).withValidTo(date)}
 */
public record ImportKeyMaterial(
    String keyId,
    Blob importToken,
    Blob encryptedKeyMaterial,
    @Nullable Instant validTo,
    @Nullable String expirationModel,
    @Nullable String importType,
    @Nullable String keyMaterialDescription,
    @Nullable String keyMaterialId)
    implements Request<ImportKeyMaterial.Result> {

  /** Imports material that does not expire. */
  public static ImportKeyMaterial of(String keyId, Blob importToken, Blob encryptedKeyMaterial) {
    return new ImportKeyMaterial(
        keyId,
        importToken,
        encryptedKeyMaterial,
        null,
        "KEY_MATERIAL_DOES_NOT_EXPIRE",
        null,
        null,
        null);
  }

  /** The same request for material that expires then. */
  public ImportKeyMaterial withValidTo(Instant instant) {
    return new ImportKeyMaterial(
        keyId,
        importToken,
        encryptedKeyMaterial,
        instant,
        "KEY_MATERIAL_EXPIRES",
        importType,
        keyMaterialDescription,
        keyMaterialId);
  }

  /** The same request for {@code NEW_KEY_MATERIAL} or {@code EXISTING_KEY_MATERIAL}. */
  public ImportKeyMaterial withImportType(String type) {
    return new ImportKeyMaterial(
        keyId,
        importToken,
        encryptedKeyMaterial,
        validTo,
        expirationModel,
        type,
        keyMaterialDescription,
        keyMaterialId);
  }

  /** The same request for material that is described so. */
  public ImportKeyMaterial withDescription(String text) {
    return new ImportKeyMaterial(
        keyId,
        importToken,
        encryptedKeyMaterial,
        validTo,
        expirationModel,
        importType,
        text,
        keyMaterialId);
  }

  /** The same request for the material of that ID, imported before. */
  public ImportKeyMaterial withKeyMaterialId(String id) {
    return new ImportKeyMaterial(
        keyId,
        importToken,
        encryptedKeyMaterial,
        validTo,
        expirationModel,
        importType,
        keyMaterialDescription,
        id);
  }

  /** The key's ARN, and the ID of the imported material. */
  public record Result(String keyId, String keyMaterialId) {}
}
