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

  /** Writes the ciphertext at the end of an array. */
  void seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext, byte[] sealed) {
    int place = place();
    var cipher = take(place);
    if (!Jca.seal(cipher, key, nonce, associated, plaintext, sealed)) {
      cipher = Jca.gcm(); // a seeded emulator draws a nonce again after a refused write
      var unused = Jca.seal(cipher, key, nonce, associated, plaintext, sealed);
    }
    idle.set(place, cipher);
  }

  /** Returns the plaintext as {@link Jca#open} does. */
  byte @Nullable [] open(byte[] key, byte[] sealed, int nonce, byte[] associated, int from) {
    int place = place();
    var cipher = take(place);
    var plaintext = Jca.open(cipher, key, sealed, nonce, associated, from);
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
