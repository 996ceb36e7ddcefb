package dev.strongroom.internal.service.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The JDK's symmetric primitives, without checked exceptions. */
final class Jca {

  static final int NONCE = 12;
  static final int TAG = 16;
  private static final String GCM = "AES/GCM/NoPadding";

  /** The JDK's choice for AES-GCM: to look for it takes nearly as long as to encrypt. */
  private static final Provider PROVIDER = sure(() -> Cipher.getInstance(GCM).getProvider());

  private Jca() {}

  /** Something that only fails where the JDK lacks an algorithm that it must have. */
  interface Work<T> {
    T get() throws GeneralSecurityException;
  }

  static <T> T sure(Work<T> work) {
    try {
      return work.get();
    } catch (GeneralSecurityException impossible) {
      throw lacking(impossible);
    }
  }

  static IllegalStateException lacking(GeneralSecurityException failure) {
    return new IllegalStateException("This JDK lacks what KMS needs", failure);
  }

  /** Returns a new cipher for AES-GCM. */
  static Cipher gcm() {
    return sure(() -> Cipher.getInstance(GCM, PROVIDER));
  }

  /** Returns the nonce and, behind it, the ciphertext. */
  static byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    var sealed = Arrays.copyOf(nonce, nonce.length + plaintext.length + TAG);
    if (!seal(gcm(), key, nonce, associated, plaintext, sealed)) {
      throw new IllegalStateException("a new cipher has encrypted nothing");
    }
    return sealed;
  }

  /**
   * Writes the ciphertext at the end of an array; returns false if the cipher has encrypted with
   * this key and nonce last.
   */
  static boolean seal(
      Cipher cipher, byte[] key, byte[] nonce, byte[] associated, byte[] plaintext, byte[] sealed) {
    try {
      begin(cipher, Cipher.ENCRYPT_MODE, key, nonce, 0, associated);
      int from = sealed.length - plaintext.length - TAG;
      return cipher.doFinal(plaintext, 0, plaintext.length, sealed, from) > 0;
    } catch (InvalidAlgorithmParameterException repeatedNonce) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw lacking(impossible);
    }
  }

  /**
   * Returns the plaintext of a nonce and the ciphertext behind it; null if key, nonce, associated
   * data or ciphertext isn't what it was.
   */
  static byte @Nullable [] open(byte[] key, byte[] associated, byte[] sealed) {
    return sealed.length < NONCE + TAG ? null : open(gcm(), key, sealed, 0, associated, NONCE);
  }

  /**
   * Returns the plaintext as {@link #open(byte[], byte[], byte[])} does, by a cipher.
   *
   * @param nonce where the nonce begins
   * @param from where the ciphertext begins, which goes on to the end
   */
  static byte @Nullable [] open(
      Cipher cipher, byte[] key, byte[] sealed, int nonce, byte[] associated, int from) {
    try {
      begin(cipher, Cipher.DECRYPT_MODE, key, sealed, nonce, associated);
      return cipher.doFinal(sealed, from, sealed.length - from);
    } catch (AEADBadTagException tampered) {
      return null;
    } catch (GeneralSecurityException impossible) {
      throw lacking(impossible);
    }
  }

  private static void begin(
      Cipher cipher, int mode, byte[] key, byte[] nonce, int at, byte[] associated)
      throws GeneralSecurityException {
    var parameters = new GCMParameterSpec(8 * TAG, nonce, at, NONCE);
    cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
    cipher.updateAAD(associated);
  }

  static byte[] mac(String algorithm, byte[] key, byte[] message) {
    return sure(
        () -> {
          var mac = Mac.getInstance(algorithm);
          mac.init(new SecretKeySpec(key, algorithm));
          return mac.doFinal(message);
        });
  }

  static byte[] digest(String algorithm, byte[] message) {
    return digest(algorithm, message, message.length);
  }

  /** Returns the digest of the first bytes of a message. */
  static byte[] digest(String algorithm, byte[] message, int length) {
    return sure(
        () -> {
          var digest = MessageDigest.getInstance(algorithm);
          digest.update(message, 0, length);
          return digest.digest();
        });
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
