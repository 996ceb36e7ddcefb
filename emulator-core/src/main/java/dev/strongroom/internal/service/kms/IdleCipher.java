package dev.strongroom.internal.service.kms;

import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts under the KMS keys of one emulator, with ciphers that are kept between two
 * operations: a cipher has the schedule of the key that it used last, and to find a cipher and make
 * a schedule takes several times as long as to decrypt a data key. Data keys themselves never come
 * here as keys.
 */
final class IdleCipher {

  private static final int CIPHERS = 8;

  /** One for each of a few threads, which so seldom find that another has theirs. */
  private final AtomicReferenceArray<@Nullable Cipher> idle = new AtomicReferenceArray<>(CIPHERS);

  /** Returns the ciphertext as {@link Jca#seal} does. */
  byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    int place = place();
    var cipher = take(place);
    var ciphertext = Jca.seal(cipher, key, nonce, associated, plaintext);
    idle.set(place, cipher);
    return ciphertext == null // a seeded emulator draws a nonce again after a refused write
        ? Jca.seal(key, nonce, associated, plaintext)
        : ciphertext;
  }

  /** Returns the plaintext as {@link Jca#open} does. */
  byte @Nullable [] open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    int place = place();
    var cipher = take(place);
    var plaintext = Jca.open(cipher, key, nonce, associated, ciphertext);
    idle.set(place, cipher);
    return plaintext;
  }

  private static int place() {
    return (int) (Thread.currentThread().getId() % CIPHERS);
  }

  private Cipher take(int place) {
    var taken = idle.getAndSet(place, null); // null while another thread has it
    return taken == null ? Jca.gcm() : taken;
  }
}
