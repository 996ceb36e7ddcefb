package dev.strongroom.internal.service.kms;

import dev.strongroom.internal.time.Ids;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Randomness for the JDK's generators that can be replayed: one draw of 32 bytes, however many they
 * take, stretched by AES in counter mode.
 */
final class DrawnRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  DrawnRandom(Ids ids) {
    this(ids.keyMaterial(32));
  }

  /**
   * @param seed 32 bytes
   */
  DrawnRandom(byte[] seed) {
    super(new KeyStream(seed), null);
  }

  private static final class KeyStream extends SecureRandomSpi {

    private static final long serialVersionUID = 1L;

    private final transient Cipher cipher;

    KeyStream(byte[] seed) {
      cipher =
          Jca.sure(
              () -> {
                var stream = Cipher.getInstance("AES/CTR/NoPadding");
                var key = new SecretKeySpec(seed, "AES");
                stream.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
                return stream;
              });
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      var drawn = cipher.update(new byte[bytes.length]);
      if (drawn != null) { // for no bytes
        System.arraycopy(drawn, 0, bytes, 0, bytes.length);
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      var seed = new byte[length];
      engineNextBytes(seed);
      return seed;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {} // what was drawn is enough
  }
}
