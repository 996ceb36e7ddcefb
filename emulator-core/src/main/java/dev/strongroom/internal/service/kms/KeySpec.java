package dev.strongroom.internal.service.kms;

import static dev.strongroom.internal.service.kms.KeyUsage.ENCRYPT_DECRYPT;
import static dev.strongroom.internal.service.kms.KeyUsage.GENERATE_VERIFY_MAC;
import static dev.strongroom.internal.service.kms.KeyUsage.KEY_AGREEMENT;
import static dev.strongroom.internal.service.kms.KeyUsage.SIGN_VERIFY;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of keys and what each can do; names are AWS's. */
@SuppressWarnings("ImmutableEnumChecker") // the JDK's types are not annotated
public enum KeySpec {
  SYMMETRIC_DEFAULT(32, Map.of(ENCRYPT_DECRYPT, List.of("SYMMETRIC_DEFAULT"))),
  HMAC_224(28, Map.of(GENERATE_VERIFY_MAC, List.of("HMAC_SHA_224"))),
  HMAC_256(32, Map.of(GENERATE_VERIFY_MAC, List.of("HMAC_SHA_256"))),
  HMAC_384(48, Map.of(GENERATE_VERIFY_MAC, List.of("HMAC_SHA_384"))),
  HMAC_512(64, Map.of(GENERATE_VERIFY_MAC, List.of("HMAC_SHA_512"))),
  RSA_2048(rsa(2048), Algorithms.RSA),
  RSA_3072(rsa(3072), Algorithms.RSA),
  RSA_4096(rsa(4096), Algorithms.RSA),
  ECC_NIST_P256(new ECGenParameterSpec("secp256r1"), Algorithms.nist("ECDSA_SHA_256")),
  ECC_NIST_P384(new ECGenParameterSpec("secp384r1"), Algorithms.nist("ECDSA_SHA_384")),
  ECC_NIST_P521(new ECGenParameterSpec("secp521r1"), Algorithms.nist("ECDSA_SHA_512")),
  ECC_SECG_P256K1(
      new ECGenParameterSpec("secp256k1"), Map.of(SIGN_VERIFY, List.of("ECDSA_SHA_256"))),
  ECC_NIST_EDWARDS25519(
      NamedParameterSpec.ED25519,
      Map.of(SIGN_VERIFY, List.of("ED25519_SHA_512", "ED25519_PH_SHA_512"))),
  ML_DSA_44(new NamedParameterSpec("ML-DSA-44"), Algorithms.ML_DSA), // KR-15
  ML_DSA_65(new NamedParameterSpec("ML-DSA-65"), Algorithms.ML_DSA),
  ML_DSA_87(new NamedParameterSpec("ML-DSA-87"), Algorithms.ML_DSA);

  /** Length of the secret in bytes; 0 for a key pair. */
  final int secretLength;

  /** How a key pair is generated; null for a plain secret. */
  final @Nullable AlgorithmParameterSpec pair;

  private final Map<KeyUsage, List<String>> algorithms;

  KeySpec(int secretLength, Map<KeyUsage, List<String>> algorithms) {
    this.secretLength = secretLength;
    this.pair = null;
    this.algorithms = algorithms;
  }

  KeySpec(AlgorithmParameterSpec pair, Map<KeyUsage, List<String>> algorithms) {
    this.secretLength = 0;
    this.pair = pair;
    this.algorithms = algorithms;
  }

  boolean allows(KeyUsage usage) {
    return algorithms.containsKey(usage);
  }

  /** AWS's names of the algorithms for a usage; empty if the key can't be used so. */
  List<String> algorithms(KeyUsage usage) {
    return algorithms.getOrDefault(usage, List.of());
  }

  /** The greatest RSA-OAEP message in bytes (KMS-12). */
  int maxPlaintext(int digestLength) {
    return ((RSAKeyGenParameterSpec) pair()).getKeysize() / 8 - 2 * digestLength - 2;
  }

  boolean isMlDsa() {
    return name().startsWith("ML_DSA");
  }

  boolean isRsa() {
    return pair instanceof RSAKeyGenParameterSpec;
  }

  AlgorithmParameterSpec pair() {
    if (pair == null) {
      throw new IllegalStateException(this + " is no key pair");
    }
    return pair;
  }

  private static RSAKeyGenParameterSpec rsa(int bits) {
    return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
  }

  private static final class Algorithms {

    static final Map<KeyUsage, List<String>> ML_DSA =
        Map.of(SIGN_VERIFY, List.of("ML_DSA_SHAKE_256"));

    static final Map<KeyUsage, List<String>> RSA =
        Map.of(
            ENCRYPT_DECRYPT,
            List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"),
            SIGN_VERIFY,
            List.of(
                "RSASSA_PKCS1_V1_5_SHA_256",
                "RSASSA_PKCS1_V1_5_SHA_384",
                "RSASSA_PKCS1_V1_5_SHA_512",
                "RSASSA_PSS_SHA_256",
                "RSASSA_PSS_SHA_384",
                "RSASSA_PSS_SHA_512"));

    static Map<KeyUsage, List<String>> nist(String signing) {
      return Map.of(SIGN_VERIFY, List.of(signing), KEY_AGREEMENT, List.of("ECDH"));
    }
  }
}
