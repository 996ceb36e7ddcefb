package dev.strongroom.samples.benchmark;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-GCM operations that calls perform, and nothing else: a data key under a KMS key, and a
 * value of 65 bytes under the data key, each with associated data of the usual length.
 */
final class BareCryptography {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int ASSOCIATED = 160; // a header and an encryption context

  private final SecureRandom random = new SecureRandom();
  private final byte[] kmsKey = random(32);
  private final byte[] associated = random(ASSOCIATED);
  private final byte[] value = random(65);
  private final byte[] dataKey = random(32);
  private final byte[] keyNonce = random(NONCE);
  private final byte[] valueNonce = random(NONCE);
  private final byte[] sealedKey = aes(Cipher.ENCRYPT_MODE, kmsKey, keyNonce, dataKey);
  private final byte[] sealedValue = aes(Cipher.ENCRYPT_MODE, dataKey, valueNonce, value);

  private String version = "";

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] aes(int mode, byte[] key, byte[] nonce, byte[] input) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associated);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What GetSecretValue needs. */
  byte[] read() {
    var key = aes(Cipher.DECRYPT_MODE, kmsKey, keyNonce, sealedKey);
    return aes(Cipher.DECRYPT_MODE, key, valueNonce, sealedValue);
  }

  /** What PutSecretValue and CreateSecret need, with the random bytes of the version's ID. */
  byte[] write() {
    version = UUID.randomUUID().toString();
    var key = random(32);
    var sealed = aes(Cipher.ENCRYPT_MODE, kmsKey, random(NONCE), key);
    var content = aes(Cipher.ENCRYPT_MODE, key, random(NONCE), value);
    return sealed.length > content.length + version.length() ? sealed : content;
  }
}
