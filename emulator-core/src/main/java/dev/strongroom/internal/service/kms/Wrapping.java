package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How callers wrap key material for its import; names are AWS's. */
enum Wrapping {
  RSAES_OAEP_SHA_1("SHA-1", false),
  RSAES_OAEP_SHA_256("SHA-256", false),
  RSA_AES_KEY_WRAP_SHA_1("SHA-1", true),
  RSA_AES_KEY_WRAP_SHA_256("SHA-256", true);

  private final String digest;
  private final boolean wrapsByAes;

  Wrapping(String digest, boolean wrapsByAes) {
    this.digest = digest;
    this.wrapsByAes = wrapsByAes;
  }

  /** Refuses what AWS KMS no longer takes, or takes in China only. */
  static Wrapping of(String name) {
    return Arrays.stream(values())
        .filter(wrapping -> wrapping.name().equals(name))
        .findAny()
        .orElseThrow(() -> UNSUPPORTED_OPERATION.error(""));
  }

  /**
   * Unwraps key material: the RSA key opens it, or opens an AES key that precedes it.
   *
   * @param privateKey in PKCS #8
   * @return null if the material was not wrapped by this algorithm and key
   */
  byte @Nullable [] unwrap(byte[] privateKey, byte[] wrapped) {
    try {
      var rsa = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(privateKey));
      if (!wrapsByAes) {
        return decrypt(rsa, wrapped);
      }
      int length = ((java.security.interfaces.RSAKey) rsa).getModulus().bitLength() / Byte.SIZE;
      if (wrapped.length <= length) {
        return null;
      }
      var aes = decrypt(rsa, Arrays.copyOf(wrapped, length));
      var cipher = Cipher.getInstance("AES/KWP/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(aes, "AES"));
      return cipher.doFinal(wrapped, length, wrapped.length - length);
    } catch (GeneralSecurityException wrong) {
      return null;
    }
  }

  private byte[] decrypt(PrivateKey rsa, byte[] wrapped) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        rsa,
        new OAEPParameterSpec(
            digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT));
    return cipher.doFinal(wrapped);
  }
}
