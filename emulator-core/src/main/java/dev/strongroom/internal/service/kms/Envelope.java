package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.DECRYPTION_FAILURE;
import static dev.strongroom.api.ErrorCode.ENCRYPTION_FAILURE;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.service.kms.Sealed.Wrapping;
import dev.strongroom.time.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Envelope encryption of secret values, as Secrets Manager has KMS do it (KMS-1 to KMS-8). What KMS
 * refuses comes out as Secrets Manager's own failure; a refused access stays what it is.
 */
public final class Envelope {

  private static final byte TEXT = 1;
  private static final byte BINARY = 0;

  private Envelope() {}

  /** Where keys are found. */
  @FunctionalInterface
  public interface Keyring {
    /**
     * The key of that ARN as it is now; null if there is none.
     *
     * @throws ServiceError if the caller may not use it, which concerns this key only
     */
    @Nullable Key find(String keyArn);
  }

  /** The encryption context of a version (KMS-1). */
  public static Map<String, String> context(String secretArn, String versionId) {
    return Map.of("SecretARN", secretArn, "SecretVersionId", versionId);
  }

  /**
   * Encrypts a value under a new data key of its own.
   *
   * @throws ServiceError EncryptionFailure if the key can't be used (KMS-7, KMS-8)
   */
  public static Sealed seal(Key key, Map<String, String> context, SecretValue value, Ids ids) {
    requireSealing(key, ids);
    var dataKey = ids.keyMaterial(32);
    var plaintext = tagged(value);
    try {
      var nonce = ids.keyMaterial(Jca.NONCE);
      var ciphertext = Jca.seal(dataKey, nonce, Ciphertext.canonical(context), plaintext);
      return new Sealed(
          Blob.of(nonce), Blob.of(ciphertext), List.of(wrap(key, dataKey, context, ids)));
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /**
   * Refuses a key that can't encrypt, as a write would be (KMS-7, KMS-8).
   *
   * @throws ServiceError EncryptionFailure
   */
  public static void requireSealing(Key key, Ids ids) {
    var refusal = refusal(key);
    if (refusal != null) {
      throw encryptionFailure(refusal, ids);
    }
  }

  /** Why KMS would not use the key for a secret; null if it would. */
  public static @Nullable ServiceError refusal(Key key) {
    try {
      if (key.spec().pair != null) { // KMS-7, whatever its usage
        key.requireEnabled().requireImported();
        throw INVALID_KEY_USAGE.error("Cannot generate a data key with an asymmetric KMS key");
      }
      DataKeys.requireWrapping(key, "GenerateDataKey");
      return null;
    } catch (ServiceError refusal) {
      return refusal;
    }
  }

  /**
   * Decrypts a value with any of its keys.
   *
   * @throws ServiceError if none can be used, DecryptionFailure or what the keyring threw, for the
   *     key that was added last (KMS-8)
   */
  public static SecretValue open(
      Keyring keys, Map<String, String> context, Sealed sealed, Ids ids) {
    var dataKey = unwrap(keys, context, sealed, ids);
    byte[] plaintext = null;
    try {
      plaintext =
          Jca.open(
              dataKey,
              sealed.nonce().bytes(),
              Ciphertext.canonical(context),
              sealed.ciphertext().bytes());
      if (plaintext == null) {
        throw decryptionFailure(Ciphertext.invalid(), ids);
      }
      return untagged(plaintext);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      if (plaintext != null) {
        Arrays.fill(plaintext, (byte) 0);
      }
    }
  }

  /**
   * Decrypts a value for no caller, whatever state its keys are in; null if they are all gone, so
   * that nobody can.
   */
  public static @Nullable SecretValue reveal(
      Keyring keys, Map<String, String> context, Sealed sealed, Ids ids) {
    Keyring enabled =
        arn -> {
          var key = keys.find(arn);
          return key == null ? null : key.with(draft -> draft.state = KeyState.ENABLED);
        };
    try {
      return open(enabled, context, sealed, ids);
    } catch (ServiceError gone) {
      return null;
    }
  }

  /**
   * Adds a key that opens the value; the others still do. If none of them, or not the new one, can
   * be used, the value stays as it was (KMS-3).
   */
  public static Sealed rewrap(
      Keyring keys, Key next, Map<String, String> context, Sealed sealed, Ids ids) {
    byte[] dataKey = null;
    try {
      requireSealing(next, ids);
      dataKey = unwrap(keys, context, sealed, ids);
      return sealed.and(wrap(next, dataKey, context, ids));
    } catch (ServiceError notRewrapped) {
      return sealed;
    } finally {
      if (dataKey != null) {
        Arrays.fill(dataKey, (byte) 0);
      }
    }
  }

  /** How Secrets Manager tells that KMS refused a write (KMS-7, KMS-8). */
  public static ServiceError encryptionFailure(ServiceError refusal, Ids ids) {
    return refusal.code() == ACCESS_DENIED
        ? refusal
        : ENCRYPTION_FAILURE.error(text("encrypt", refusal, ids));
  }

  private static ServiceError decryptionFailure(ServiceError refusal, Ids ids) {
    return refusal.code() == ACCESS_DENIED
        ? refusal
        : DECRYPTION_FAILURE.error(text("decrypt", refusal, ids));
  }

  private static String text(String verb, ServiceError refusal, Ids ids) {
    return "Secrets Manager can't %s the secret value: %s (Service: AWSKMS; Status Code: %s; Error Code: %s; Request ID: %s; Proxy: null)"
        .formatted(
            verb,
            refusal.text(),
            refusal.code().httpStatus(),
            refusal.code().wireName(),
            ids.requestId());
  }

  private static Wrapping wrap(Key key, byte[] dataKey, Map<String, String> context, Ids ids) {
    return new Wrapping(key.arn().toString(), Ciphertext.seal(key, dataKey, context, ids));
  }

  private static byte[] unwrap(Keyring keys, Map<String, String> context, Sealed sealed, Ids ids) {
    ServiceError failure = Ciphertext.invalid();
    for (var wrapping : sealed.wrappings()) {
      try {
        var key = keys.find(wrapping.keyArn());
        if (key == null) {
          throw NOT_FOUND.error("Key '" + wrapping.keyArn() + "' does not exist");
        }
        key.requireUsable(KeyUsage.ENCRYPT_DECRYPT, "Decrypt");
        return Ciphertext.parse(wrapping.dataKey()).open(key, context);
      } catch (ServiceError refusal) {
        failure = refusal; // another key may open it
      }
    }
    throw decryptionFailure(failure, ids);
  }

  /** The value's bytes after one that tells its kind. */
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
