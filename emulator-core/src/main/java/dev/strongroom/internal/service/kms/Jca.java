package dev.strongroom.internal.service.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The JDK's symmetric primitives, without checked exceptions. */
final class Jca {

  static final int NONCE = 12;
  private static final int TAG_BITS = 128;
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

  static byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    return Objects.requireNonNull(seal(gcm(), key, nonce, associated, plaintext), "a new cipher");
  }

  /** Returns the ciphertext; null if the cipher has encrypted with this key and nonce last. */
  static byte @Nullable [] seal(
      Cipher cipher, byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    try {
      return begun(cipher, Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plaintext);
    } catch (InvalidAlgorithmParameterException repeatedNonce) {
      return null;
    } catch (GeneralSecurityException impossible) {
      throw lacking(impossible);
    }
  }

  /** The plaintext; null if key, nonce, associated data or ciphertext isn't what it was. */
  static byte @Nullable [] open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    return open(gcm(), key, nonce, associated, ciphertext);
  }

  /** Returns the plaintext as {@link #open(byte[], byte[], byte[], byte[])} does, by a cipher. */
  static byte @Nullable [] open(
      Cipher cipher, byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    try {
      return begun(cipher, Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(ciphertext);
    } catch (AEADBadTagException tampered) {
      return null;
    } catch (GeneralSecurityException impossible) {
      throw lacking(impossible);
    }
  }

  private static Cipher begun(Cipher cipher, int mode, byte[] key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated);
    return cipher;
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
