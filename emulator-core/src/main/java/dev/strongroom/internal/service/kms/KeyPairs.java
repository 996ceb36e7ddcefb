package dev.strongroom.internal.service.kms;

import dev.strongroom.api.kms.Blob;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** Generates and reads key pairs, by the JDK wherever it can. */
final class KeyPairs {

  private KeyPairs() {}

  /** Loaded when first needed; never registered, so that nobody else sees it. */
  static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}
  }

  static KeyPair generate(KeySpec spec, SecureRandom random) {
    return Jca.sure(
        () -> {
          var generator =
              isForeign(spec)
                  ? KeyPairGenerator.getInstance(algorithm(spec), BouncyCastle.PROVIDER)
                  : KeyPairGenerator.getInstance(algorithm(spec));
          generator.initialize(spec.pair(), random);
          return generator.generateKeyPair();
        });
  }

  /**
   * Reads an imported private key, and computes its public half.
   *
   * @param pkcs8 what the caller says to be a private key in PKCS #8
   * @return null if it is no private key of that spec
   */
  static @Nullable KeyPair imported(KeySpec spec, byte[] pkcs8) {
    try {
      var publicKey = PublicHalf.of(spec, PrivateKeyFactory.createKey(pkcs8));
      if (publicKey == null) {
        return null;
      }
      var privateKey = factory(spec).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return new KeyPair(publicKey(spec, Blob.of(publicKey)), privateKey);
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      return null; // BouncyCastle throws many kinds for bytes that are no key
    }
  }

  static PrivateKey privateKey(Key key) {
    var encoded = new PKCS8EncodedKeySpec(key.material().secret());
    return Jca.sure(() -> factory(key.spec()).generatePrivate(encoded));
  }

  static PublicKey publicKey(Key key) {
    return publicKey(key.spec(), key.material().publicKey());
  }

  static PublicKey publicKey(KeySpec spec, Blob encoded) {
    return Jca.sure(() -> factory(spec).generatePublic(new X509EncodedKeySpec(encoded.bytes())));
  }

  /**
   * Reads the public key of another party.
   *
   * @return null if it is no public key on the curve of that spec
   */
  static @Nullable PublicKey publicKeyOnCurve(KeySpec spec, Blob encoded) {
    try {
      return PublicHalf.isOnCurve(spec, PublicKeyFactory.createKey(encoded.bytes()))
          ? publicKey(spec, encoded)
          : null;
    } catch (IOException | RuntimeException unreadable) {
      return null; // BouncyCastle throws many kinds for bytes that are no key
    }
  }

  /** Whether the oldest supported JDK lacks the algorithm. */
  static boolean isForeign(KeySpec spec) {
    return spec == KeySpec.ECC_SECG_P256K1 || spec.isMlDsa();
  }

  private static KeyFactory factory(KeySpec spec) throws GeneralSecurityException {
    return isForeign(spec)
        ? KeyFactory.getInstance(algorithm(spec), BouncyCastle.PROVIDER)
        : KeyFactory.getInstance(algorithm(spec));
  }

  private static String algorithm(KeySpec spec) {
    if (spec.isRsa()) {
      return "RSA";
    }
    if (spec.isMlDsa()) {
      return "ML-DSA";
    }
    return spec == KeySpec.ECC_NIST_EDWARDS25519 ? "Ed25519" : "EC";
  }
}
