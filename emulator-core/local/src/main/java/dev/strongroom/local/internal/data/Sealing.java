package dev.strongroom.local.internal.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM under one key: a random nonce of 12 bytes, then the ciphertext with its tag. The name
 * of what is sealed is authenticated with it. Not safe for use by several threads.
 */
final class Sealing {

  static final int KEY = 32;
  static final int TAG = 16;
  private static final int NONCE = 12;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final Cipher cipher;

  Sealing(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has AES-GCM", impossible);
    }
  }

  byte[] seal(String name, byte[] plaintext) {
    var nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
      cipher.updateAAD(name.getBytes(UTF_8));
      var sealed = Arrays.copyOf(nonce, NONCE + plaintext.length + TAG);
      cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE);
      return sealed;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM encrypts anything", impossible);
    }
  }

  /** Returns what was sealed under this name; null if it was not, or under another key. */
  byte @Nullable [] open(String name, byte[] sealed) {
    if (sealed.length < NONCE + TAG) {
      return null;
    }
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, sealed, 0, NONCE));
      cipher.updateAAD(name.getBytes(UTF_8));
      return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException altered) {
      return null;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM decrypts or refuses anything", impossible);
    }
  }
}
