package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INCORRECT_KEY_MATERIAL;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.DeleteImportedKeyMaterial;
import dev.strongroom.api.kms.GetParametersForImport;
import dev.strongroom.api.kms.ImportKeyMaterial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetParametersForImport, ImportKeyMaterial and DeleteImportedKeyMaterial (KR-18). */
public final class KeyImport {

  private static final Duration TOKEN_LIFE = Duration.ofHours(24);
  private static final Duration LONGEST_LIFE = Duration.ofDays(365);
  private static final String NEW = "NEW_KEY_MATERIAL";
  private static final String EXISTING = "EXISTING_KEY_MATERIAL";
  private static final String EXPIRES = "KEY_MATERIAL_EXPIRES";

  private KeyImport() {}

  /** Generates a wrapping key; it changes no key, because the token holds the private half. */
  public static GetParametersForImport.Result getParametersForImport(
      Key key, GetParametersForImport request, KmsContext context) {
    key.requireNotPendingDeletion().requireOrigin(Key.EXTERNAL);
    var wrapping = Wrapping.of(request.wrappingAlgorithm());
    var spec = wrappingKeySpec(request.wrappingKeySpec());
    var pair = KeyPairs.generate(spec, new DrawnRandom(context.ids()));
    var validTo = context.now().plus(TOKEN_LIFE);
    var token = new ImportToken(wrapping, validTo, pair.getPrivate().getEncoded());
    return new GetParametersForImport.Result(
        key.arn().toString(),
        token.seal(key, context.ids()),
        SecretValue.ofBinary(pair.getPublic().getEncoded()),
        validTo);
  }

  private static KeySpec wrappingKeySpec(String name) {
    if (name.equals("SM2")) { // in China only
      throw UNSUPPORTED_OPERATION.error("");
    }
    return KeySpec.valueOf(name);
  }

  /** Refuses parameters that contradict each other. */
  public static void check(ImportKeyMaterial request) {
    boolean expires =
        request.expirationModel() == null || request.expirationModel().equals(EXPIRES);
    if (expires && request.validTo() == null) { // KR-18
      throw VALIDATION.error(
          "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
    }
    if (!expires && request.validTo() != null) {
      throw VALIDATION.error(
          "A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE");
    }
    if (NEW.equals(request.importType()) && request.keyMaterialId() != null) {
      throw VALIDATION.error("A KeyMaterialId can't be set if the ImportType is " + NEW);
    }
  }

  /** Imports the first material, the same again, or a new one for the next rotation on demand. */
  public static Change<ImportKeyMaterial.Result> importKeyMaterial(
      Key key, ImportKeyMaterial request, KmsContext context) {
    key.requireNotPendingDeletion().requireOrigin(Key.EXTERNAL);
    requireFuture(request, context);
    var token = ImportToken.open(key, request.importToken(), context.now());
    var material = material(key, request, unwrap(token, request.encryptedKeyMaterial()));
    var result = new ImportKeyMaterial.Result(key.arn().toString(), material.id());
    if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
      requireNoSymmetricMembers(request);
    }
    if (isNew(key, request, material)) {
      requireRoomForNew(key, material);
      return new Change<>(
          key.materials().isEmpty()
              ? key.withMaterials(List.of(material), null)
              : key.withMaterials(key.materials(), material),
          result);
    }
    return new Change<>(again(key, request, material), result);
  }

  private static void requireFuture(ImportKeyMaterial request, KmsContext context) {
    var validTo = request.validTo();
    if (validTo != null
        && (!validTo.isAfter(context.now())
            || validTo.isAfter(context.now().plus(LONGEST_LIFE)))) {
      throw VALIDATION.error("The validTo date must be in the future, at most 365 days away");
    }
  }

  private static byte[] unwrap(ImportToken token, Blob wrapped) {
    var material = token.unwrap(wrapped);
    if (material == null) {
      throw Ciphertext.invalid();
    }
    return material;
  }

  private static Material material(Key key, ImportKeyMaterial request, byte[] secret) {
    var imported =
        new Material.Import(request.validTo(), request.keyMaterialDescription());
    if (key.spec().pair != null) {
      var pair = KeyPairs.imported(key.spec(), secret);
      if (pair == null) {
        throw incorrect();
      }
      return Material.imported(
          key.arn().keyId(),
          pair.getPrivate().getEncoded(),
          Blob.of(pair.getPublic().getEncoded()),
          imported);
    }
    if (secret.length != key.spec().secretLength) {
      throw incorrect();
    }
    return Material.imported(key.arn().keyId(), secret, null, imported);
  }

  private static void requireNoSymmetricMembers(ImportKeyMaterial request) {
    if (request.importType() != null
        || request.keyMaterialDescription() != null
        || request.keyMaterialId() != null) {
      throw VALIDATION.error(
          "ImportType, KeyMaterialDescription and KeyMaterialId can be set for symmetric encryption keys only");
    }
  }

  private static boolean isNew(Key key, ImportKeyMaterial request, Material material) {
    var type =
        request.importType() != null
            ? request.importType()
            : key.materials().isEmpty() ? NEW : EXISTING;
    return type.equals(NEW) && known(key, material.id()) == null;
  }

  private static void requireRoomForNew(Key key, Material material) {
    if (key.isReplica()) { // its primary comes first
      MultiRegionKeys.requirePrimary(key);
    }
    if (key.pending() != null) {
      throw KMS_INVALID_STATE.error(
          "New key material (id: %s) cannot be imported into KMS key %s, because another key material (id: %s) is pending rotation."
              .formatted(material.id(), key.arn(), key.pending().id()));
    }
  }

  private static Key again(Key key, ImportKeyMaterial request, Material material) {
    var before = known(key, material.id());
    var named = request.keyMaterialId();
    if (before == null || (named != null && !named.equals(material.id()))) {
      throw incorrect();
    }
    return replaced(key, before, before.again(material));
  }

  private static @Nullable Material known(Key key, String id) {
    var pending = key.pending();
    return pending != null && pending.id().equals(id) ? pending : key.material(id);
  }

  private static Key replaced(Key key, Material before, Material after) {
    var pending = key.pending();
    return key.withMaterials(
        key.materials().stream().map(each -> each.equals(before) ? after : each).toList(),
        pending != null && pending.equals(before) ? after : pending);
  }

  private static ServiceError incorrect() {
    return INCORRECT_KEY_MATERIAL.error("");
  }

  /** Deletes the current material, or the one that is named. */
  public static Change<DeleteImportedKeyMaterial.Result> deleteImportedKeyMaterial(
      Key key, DeleteImportedKeyMaterial request, KmsContext context) {
    key.requireOrigin(Key.EXTERNAL);
    var id = request.keyMaterialId() == null ? key.materialId() : request.keyMaterialId();
    var result = new DeleteImportedKeyMaterial.Result(key.arn().toString(), id);
    if (id == null) {
      return new Change<>(key, result);
    }
    var material = known(key, id);
    if (material == null) {
      throw NOT_FOUND.error("Key material " + id + " is not associated with key " + key.arn());
    }
    boolean isPending = key.material(id) == null;
    return new Change<>(
        isPending && !key.isReplica()
            ? key.withMaterials(key.materials(), null)
            : replaced(key, material, material.withoutSecret()),
        result);
  }
}
