package dev.strongroom.internal.service.kms;

import dev.strongroom.api.ServiceError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM as KMS and its callers use it. */
public final class AesGcm {

  /** The length of a nonce, in bytes. */
  public static final int NONCE = Jca.NONCE;

  private AesGcm() {}

  /** Returns the nonce and, behind it, the ciphertext. */
  public static byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    return Jca.seal(key, nonce, associated, plaintext);
  }

  /**
   * Returns the plaintext of a nonce and the ciphertext behind it; null if key, nonce, associated
   * data or ciphertext is not what it was.
   */
  public static byte @Nullable [] open(byte[] key, byte[] associated, byte[] sealed) {
    return Jca.open(key, associated, sealed);
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
