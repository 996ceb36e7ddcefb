package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.DECRYPTION_FAILURE;
import static dev.strongroom.api.ErrorCode.ENCRYPTION_FAILURE;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.service.kms.AesGcm;
import dev.strongroom.internal.service.secretsmanager.Sealed.Wrapping;
import dev.strongroom.internal.time.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Envelope encryption of secret values under data keys that KMS makes (KMS-1). */
final class Envelope {

  private static final byte TEXT = 1;
  private static final byte BINARY = 0;

  private Envelope() {}

  /** Returns the encryption context of a version (KMS-1). */
  static Map<String, String> context(String secretArn, String versionId) {
    return Map.of("SecretARN", secretArn, "SecretVersionId", versionId);
  }

  /** Encrypts a value under a data key. */
  static Sealed seal(
      SecretValue dataKey,
      Wrapping wrapping,
      Map<String, String> context,
      SecretValue value,
      Ids ids) {
    var key = dataKey.bytes();
    var plaintext = tagged(value);
    try {
      var nonce = ids.keyMaterial(AesGcm.NONCE);
      var content = AesGcm.seal(key, nonce, AesGcm.associated(context), plaintext);
      return new Sealed(Blob.of(content), List.of(wrapping));
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /**
   * Decrypts a value with its data key.
   *
   * @throws ServiceError DecryptionFailure if the data key is that of another version
   */
  static SecretValue open(
      SecretValue dataKey, Map<String, String> context, Sealed sealed, Ids ids) {
    var key = dataKey.bytes();
    byte[] plaintext = null;
    try {
      plaintext = AesGcm.open(key, AesGcm.associated(context), sealed.content().bytes());
      if (plaintext == null) {
        throw failure("decrypt", AesGcm.invalid(), ids);
      }
      return untagged(plaintext);
    } finally {
      Arrays.fill(key, (byte) 0);
      if (plaintext != null) {
        Arrays.fill(plaintext, (byte) 0);
      }
    }
  }

  /** Returns the failure with which Secrets Manager reports a refusal of KMS (KMS-7, KMS-8). */
  static ServiceError failure(String verb, ServiceError refusal, Ids ids) {
    var code = verb.equals("encrypt") ? ENCRYPTION_FAILURE : DECRYPTION_FAILURE;
    return code.error(
        "Secrets Manager can't %s the secret value: %s (Service: AWSKMS; Status Code: %s; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(
                verb,
                refusal.text(),
                refusal.code().httpStatus(),
                refusal.code().wireName(),
                ids.requestId()));
  }

  /** Returns the bytes of a value, after a byte that says whether it is text. */
  private static byte[] tagged(SecretValue value) {
    var bytes = value.bytes();
    var tagged =
        ByteBuffer.allocate(1 + bytes.length)
            .put(value.isText() ? TEXT : BINARY)
            .put(bytes)
            .array();
    Arrays.fill(bytes, (byte) 0);
    return tagged;
  }

  private static SecretValue untagged(byte[] tagged) {
    if (tagged[0] == TEXT) {
      return SecretValue.ofText(new String(tagged, 1, tagged.length - 1, StandardCharsets.UTF_8));
    }
    var bytes = Arrays.copyOfRange(tagged, 1, tagged.length);
    var value = SecretValue.ofBinary(bytes);
    Arrays.fill(bytes, (byte) 0);
    return value;
  }
}
