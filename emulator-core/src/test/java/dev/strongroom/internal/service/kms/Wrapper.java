package dev.strongroom.internal.service.kms;

import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.GetParametersForImport;
import dev.strongroom.api.kms.ImportKeyMaterial;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** Wraps key material for its import as a caller does: with the JDK, by AWS's documentation. */
final class Wrapper {

  private final String algorithm;
  private final GetParametersForImport.Result parameters;

  Wrapper(KmsDoor kms, String keyId, String algorithm) {
    this(request -> kms.call(request), keyId, algorithm);
  }

  Wrapper(
      Function<GetParametersForImport, GetParametersForImport.Result> kms,
      String keyId,
      String algorithm) {
    this.algorithm = algorithm;
    this.parameters = kms.apply(new GetParametersForImport(keyId, algorithm, "RSA_2048"));
  }

  GetParametersForImport.Result parameters() {
    return parameters;
  }

  /** A request that imports material which doesn't expire. */
  ImportKeyMaterial request(byte[] material) {
    return ImportKeyMaterial.of(parameters.keyId(), parameters.importToken(), wrap(material));
  }

  Blob wrap(byte[] material) {
    try {
      if (algorithm.startsWith("RSAES")) {
        return Blob.of(encrypt(material));
      }
      var aes = new byte[32];
      Arrays.fill(aes, (byte) 7);
      var cipher = Cipher.getInstance("AES/KWP/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(aes, "AES"));
      var wrapped = cipher.doFinal(material);
      var key = encrypt(aes);
      return Blob.of(
          ByteBuffer.allocate(key.length + wrapped.length).put(key).put(wrapped).array());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] encrypt(byte[] plaintext) throws GeneralSecurityException {
    var digest = algorithm.endsWith("SHA_1") ? "SHA-1" : "SHA-256";
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        publicKey(),
        new OAEPParameterSpec(
            digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT));
    return cipher.doFinal(plaintext);
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    var encoded = new X509EncodedKeySpec(parameters.publicKey().bytes());
    return KeyFactory.getInstance("RSA").generatePublic(encoded);
  }
}
