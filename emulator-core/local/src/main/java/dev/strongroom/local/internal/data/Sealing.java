package dev.strongroom.local.internal.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM under one key: a random nonce of 12 bytes, then the ciphertext with its tag. The name
 * of what is sealed is authenticated with it, and what is kept beside it in plain.
 */
final class Sealing {

  static final int KEY = 32;
  static final int TAG = 16;
  static final int NONCE = 12;

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final byte[] END_OF_NAME = {0}; // which no name has

  private final SecretKeySpec key;
  private final AtomicReference<@Nullable Cipher> idle = new AtomicReference<>();

  Sealing(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  byte[] seal(String name, byte[] outline, byte[] plaintext) {
    var nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    var sealed = Arrays.copyOf(nonce, NONCE + plaintext.length + TAG);
    try {
      var cipher = cipher();
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
      authenticate(name, ByteBuffer.wrap(outline), cipher);
      cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE);
      idle.set(cipher);
      return sealed;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM encrypts anything", impossible);
    }
  }

  /**
   * Returns what was sealed under this name; null if it was not, or under another key.
   *
   * @param sealed from a position to its end
   */
  byte @Nullable [] open(String name, ByteBuffer outline, byte[] sealed, int start) {
    if (sealed.length - start < NONCE + TAG) {
      return null;
    }
    try {
      var cipher = cipher();
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, sealed, start, NONCE));
      authenticate(name, outline, cipher);
      var opened = cipher.doFinal(sealed, start + NONCE, sealed.length - start - NONCE);
      idle.set(cipher);
      return opened;
    } catch (AEADBadTagException altered) {
      return null;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM decrypts or refuses anything", impossible);
    }
  }

  /** A cipher is used by one thread at a time; which it takes for that, and gives back. */
  private Cipher cipher() throws GeneralSecurityException {
    var known = idle.getAndSet(null);
    return known == null ? Cipher.getInstance("AES/GCM/NoPadding") : known;
  }

  private static void authenticate(String name, ByteBuffer outline, Cipher cipher) {
    cipher.updateAAD(name.getBytes(UTF_8));
    if (outline.hasRemaining()) {
      cipher.updateAAD(END_OF_NAME);
      cipher.updateAAD(outline);
    }
  }
}
