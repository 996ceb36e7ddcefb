package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.INVALID_CIPHERTEXT;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_ID;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateDataKey;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.service.kms.AesGcm;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.service.kms.ManagedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** KMS as Parameter Store calls it for a caller: each use of a key is a call to KMS (SSM-17). */
record ParameterKeys(Call call) {

  static final ManagedKey DEFAULT = new ManagedKey("ssm", "SSM", "SSM parameters");

  private static final Set<ErrorCode> OF_THE_KEY =
      EnumSet.of(NOT_FOUND, DISABLED, KMS_INVALID_STATE, INVALID_KEY_USAGE, INVALID_CIPHERTEXT);

  /** Encrypts a value: by KMS in the standard tier, under a data key in the advanced one. */
  Blob seal(String name, String keyId, boolean advanced, SecretValue value) {
    if (keyId.equals(DEFAULT.alias())) {
      call.bringAbout(state -> Kms.withManagedKey(state, call.place(), DEFAULT, call));
    }
    var plaintext = SecretValue.ofBinary(value.bytes());
    var context = context(name);
    try {
      if (!advanced) {
        return call.invoke(Encrypt.of(keyId, plaintext).withEncryptionContext(context))
            .ciphertextBlob();
      }
      var key =
          call.invoke(
              GenerateDataKey.of(keyId).withEncryptionContext(context).withKeySpec("AES_256"));
      var nonce = call.ids().keyMaterial(AesGcm.NONCE);
      var content =
          AesGcm.seal(
              key.plaintext().bytes(), nonce, AesGcm.associated(context), plaintext.bytes());
      var dataKey = key.ciphertextBlob().bytes();
      return Blob.of(
          ByteBuffer.allocate(Short.BYTES + dataKey.length + content.length)
              .putShort((short) dataKey.length)
              .put(dataKey)
              .put(content)
              .array());
    } catch (ServiceError refusal) {
      throw failure(refusal);
    }
  }

  SecretValue open(String name, boolean advanced, Blob sealed) {
    try {
      return SecretValue.ofText(
          new String(
              advanced ? openAdvanced(name, sealed) : decrypt(name, sealed),
              StandardCharsets.UTF_8));
    } catch (ServiceError refusal) {
      throw failure(refusal);
    }
  }

  private byte[] openAdvanced(String name, Blob sealed) {
    var parts = ByteBuffer.wrap(sealed.bytes());
    var dataKey = take(parts, parts.getShort());
    var content = take(parts, parts.remaining());
    var key = decrypt(name, Blob.of(dataKey));
    var plaintext = AesGcm.open(key, AesGcm.associated(context(name)), content);
    if (plaintext == null) {
      throw AesGcm.invalid();
    }
    return plaintext;
  }

  private static byte[] take(ByteBuffer from, int length) {
    var taken = new byte[length];
    from.get(taken);
    return taken;
  }

  private byte[] decrypt(String name, Blob ciphertext) {
    return call.invoke(Decrypt.of(ciphertext).withEncryptionContext(context(name)))
        .plaintext()
        .bytes();
  }

  private Map<String, String> context(String name) {
    return Map.of("PARAMETER_ARN", ParameterName.arn(name, call));
  }

  private ServiceError failure(ServiceError refusal) { // SSM-18
    if (!OF_THE_KEY.contains(refusal.code()) && refusal.code() != ACCESS_DENIED) {
      return refusal;
    }
    var code = refusal.code() == ACCESS_DENIED ? ACCESS_DENIED : INVALID_KEY_ID;
    return code.error(
        "%s (Service: AWSKMS; Status Code: %s; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(
                refusal.text(),
                refusal.code().httpStatus(),
                refusal.code().wireName(),
                call.ids().requestId()));
  }
}
