package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.internal.service.kms.KeyUsage.ENCRYPT_DECRYPT;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.GenerateDataKey;
import dev.strongroom.api.kms.GenerateDataKeyPair;
import dev.strongroom.api.kms.GenerateDataKeyPairWithoutPlaintext;
import dev.strongroom.api.kms.GenerateDataKeyWithoutPlaintext;
import dev.strongroom.api.kms.GenerateRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GenerateDataKey and its kin, and GenerateRandom. */
public final class DataKeys {

  private DataKeys() {}

  public static GenerateDataKey.Result generateDataKey(
      Key key, GenerateDataKey request, KmsContext context) {
    int length = length(request.keySpec(), request.numberOfBytes());
    requireWrapping(key, "GenerateDataKey");
    DryRun.stop(request.dryRun());
    var dataKey = context.ids().keyMaterial(length);
    return new GenerateDataKey.Result(
        wrap(key, dataKey, request.encryptionContext(), context),
        SecretValue.ofBinary(dataKey),
        key.arn().toString(),
        key.material().id());
  }

  public static GenerateDataKeyWithoutPlaintext.Result generateDataKeyWithoutPlaintext(
      Key key, GenerateDataKeyWithoutPlaintext request, KmsContext context) {
    int length = length(request.keySpec(), request.numberOfBytes());
    requireWrapping(key, "GenerateDataKeyWithoutPlaintext");
    DryRun.stop(request.dryRun());
    var dataKey = context.ids().keyMaterial(length);
    return new GenerateDataKeyWithoutPlaintext.Result(
        wrap(key, dataKey, request.encryptionContext(), context),
        key.arn().toString(),
        key.material().id());
  }

  public static GenerateDataKeyPair.Result generateDataKeyPair(
      Key key, GenerateDataKeyPair request, KmsContext context) {
    var spec = Keys.requireSpec(request.keyPairSpec());
    requireWrapping(key, "GenerateDataKeyPair");
    DryRun.stop(request.dryRun());
    var pair = KeyPairs.generate(spec, new DrawnRandom(context.ids()));
    var privateKey = pair.getPrivate().getEncoded();
    return new GenerateDataKeyPair.Result(
        wrap(key, privateKey, request.encryptionContext(), context),
        SecretValue.ofBinary(privateKey),
        Blob.of(pair.getPublic().getEncoded()),
        key.arn().toString(),
        spec.name(),
        key.material().id());
  }

  public static GenerateDataKeyPairWithoutPlaintext.Result generateDataKeyPairWithoutPlaintext(
      Key key, GenerateDataKeyPairWithoutPlaintext request, KmsContext context) {
    var spec = Keys.requireSpec(request.keyPairSpec());
    requireWrapping(key, "GenerateDataKeyPairWithoutPlaintext");
    DryRun.stop(request.dryRun());
    var pair = KeyPairs.generate(spec, new DrawnRandom(context.ids()));
    return new GenerateDataKeyPairWithoutPlaintext.Result(
        wrap(key, pair.getPrivate().getEncoded(), request.encryptionContext(), context),
        Blob.of(pair.getPublic().getEncoded()),
        key.arn().toString(),
        spec.name(),
        key.material().id());
  }

  public static GenerateRandom.Result generateRandom(
      RegionKeys keys, GenerateRandom request, KmsContext context) {
    if (request.numberOfBytes() == null) { // KMS-11
      throw VALIDATION.error("NumberOfBytes is required.");
    }
    if (request.customKeyStoreId() != null) {
      throw CustomKeyStores.absent(request.customKeyStoreId());
    }
    var bytes = context.ids().keyMaterial(request.numberOfBytes());
    return new GenerateRandom.Result(SecretValue.ofBinary(bytes));
  }

  private static int length(@Nullable String keySpec, @Nullable Integer numberOfBytes) {
    if ((keySpec == null) == (numberOfBytes == null)) {
      throw VALIDATION.error("Please specify either number of bytes or key spec.");
    }
    if (numberOfBytes != null) {
      return numberOfBytes;
    }
    return "AES_128".equals(keySpec) ? 16 : 32;
  }

  /** Only a symmetric key wraps data keys. */
  static void requireWrapping(Key key, String operation) {
    key.requireUsable(ENCRYPT_DECRYPT, operation);
    if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) { // KR-10
      throw INVALID_KEY_USAGE.error("You cannot generate a data key with an asymmetric CMK");
    }
  }

  private static Blob wrap(
      Key key, byte[] secret, @Nullable Map<String, String> context, KmsContext given) {
    return Ciphertext.seal(key, secret, Encryption.orEmpty(context), given.ids(), given.cipher());
  }
}
