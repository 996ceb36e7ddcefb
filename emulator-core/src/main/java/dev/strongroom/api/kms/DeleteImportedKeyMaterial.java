package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/**
 * Deletes imported key material: the current one, or the one of that ID. The key can't be used
 * until the same material is imported again.
 */
public record DeleteImportedKeyMaterial(String keyId, @Nullable String keyMaterialId)
    implements Request<DeleteImportedKeyMaterial.Result> {

  /**
   * The key's ARN, and the ID of the deleted material.
   *
   * @param keyMaterialId null if the key never had any
   */
  public record Result(String keyId, @Nullable String keyMaterialId) {}
}
