package dev.strongroom.internal.service.kms;

import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts under the KMS keys of one emulator, with a cipher that is kept between two operations: a
 * cipher has the schedule of the key that it used last, and to find a cipher and make a schedule
 * takes several times as long as to decrypt a data key. Data keys themselves never come here, and
 * nothing is encrypted here: a cipher refuses the nonce that it used last, which a seeded emulator
 * may draw again after a refused write.
 */
final class IdleCipher {

  private final AtomicReference<@Nullable Cipher> idle = new AtomicReference<>();

  /** Returns the plaintext as {@link Jca#open} does. */
  byte @Nullable [] open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    var taken = idle.getAndSet(null); // null while another thread has it
    var cipher = taken == null ? Jca.gcm() : taken;
    var plaintext = Jca.open(cipher, key, nonce, associated, ciphertext);
    idle.set(cipher);
    return plaintext;
  }
}
