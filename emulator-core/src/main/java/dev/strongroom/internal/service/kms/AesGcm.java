package dev.strongroom.internal.service.kms;

import dev.strongroom.api.ServiceError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM as KMS and its callers use it. */
public final class AesGcm {

  /** The length of a nonce, in bytes. */
  public static final int NONCE = Jca.NONCE;

  private AesGcm() {}

  public static byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    return Jca.seal(key, nonce, associated, plaintext);
  }

  /**
   * Returns the plaintext; null if key, nonce, associated data or ciphertext is not what it was.
   */
  public static byte @Nullable [] open(
      byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    return Jca.open(key, nonce, associated, ciphertext);
  }

  /** Returns an encryption context as associated data, whatever its order (KMS-15). */
  public static byte[] associated(Map<String, String> context) {
    return Ciphertext.canonical(context);
  }

  /** Returns the refusal of a ciphertext that can't be opened. */
  public static ServiceError invalid() {
    return Ciphertext.invalid();
  }
}
