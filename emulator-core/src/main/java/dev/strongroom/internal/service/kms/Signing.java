package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.KMS_INVALID_SIGNATURE;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.internal.service.kms.KeyUsage.SIGN_VERIFY;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.Sign;
import dev.strongroom.api.kms.Verify;
import dev.strongroom.internal.time.Ids;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Sign, Verify and GetPublicKey. */
public final class Signing {

  private static final String RAW = "RAW";
  private static final String DIGEST = "DIGEST";
  private static final String EXTERNAL_MU = "EXTERNAL_MU"; // FIPS 204, 6.2
  private static final String ED25519 = "ED25519_SHA_512";
  private static final String ED25519_PH = "ED25519_PH_SHA_512";
  private static final int MU_LENGTH = 64;

  private static final Map<String, Digest> DIGESTS = // by the end of an algorithm's name
      Map.of(
          "256", new Digest("SHA-256", 32, MGF1ParameterSpec.SHA256, "010420"),
          "384", new Digest("SHA-384", 48, MGF1ParameterSpec.SHA384, "020430"),
          "512", new Digest("SHA-512", 64, MGF1ParameterSpec.SHA512, "030440"));

  /**
   * A digest in signatures.
   *
   * @param tail what distinguishes its DigestInfo from the others' (RFC 8017, 9.2)
   */
  private record Digest(String name, int length, MGF1ParameterSpec mask, String tail) {

    /** The DigestInfo that PKCS #1 v1.5 signs. */
    byte[] info(byte[] digest) {
      var head =
          "30%02x300d06096086480165030402%s0500%s"
              .formatted(17 + length, tail.substring(0, 2), tail.substring(2));
      var bytes = HexFormat.of().parseHex(head);
      return ByteBuffer.allocate(bytes.length + digest.length).put(bytes).put(digest).array();
    }
  }

  private Signing() {}

  /** Signs a message, its digest, or its external mu. */
  public static Sign.Result sign(Key key, Sign request, KmsContext context) {
    var algorithm = request.signingAlgorithm();
    key.requireUsable(SIGN_VERIFY, "Sign").requireAlgorithm(algorithm);
    var type = orRaw(request.messageType());
    var input = input(key.spec(), algorithm, type, request.message());
    DryRun.stop(request.dryRun());
    return new Sign.Result(
        key.arn().toString(), Blob.of(sign(key, algorithm, type, input, context.ids())), algorithm);
  }

  /** Refuses a signature that the key has not made (KR-1: without a text). */
  public static Verify.Result verify(Key key, Verify request, KmsContext context) {
    var algorithm = request.signingAlgorithm();
    key.requireUsable(SIGN_VERIFY, "Verify").requireAlgorithm(algorithm);
    var type = orRaw(request.messageType());
    var input = input(key.spec(), algorithm, type, request.message());
    if (!verifies(key, algorithm, type, input, request.signature().bytes())) { // KMS-12
      throw KMS_INVALID_SIGNATURE.error("");
    }
    DryRun.stop(request.dryRun());
    return new Verify.Result(key.arn().toString(), true, algorithm);
  }

  public static GetPublicKey.Result getPublicKey(
      Key key, GetPublicKey request, KmsContext context) {
    key.requireNotPendingDeletion().requireImported(); // KR-8: a disabled key still has one
    if (key.spec().pair == null) { // KR-2: without a text
      throw UNSUPPORTED_OPERATION.error("");
    }
    return new GetPublicKey.Result(
        key.arn().toString(),
        key.material().publicKey(),
        Keys.customerMasterKeySpec(key.spec()),
        key.spec().name(),
        key.facts().usage().name(),
        Keys.algorithms(key, KeyUsage.ENCRYPT_DECRYPT),
        Keys.algorithms(key, SIGN_VERIFY),
        Keys.algorithms(key, KeyUsage.KEY_AGREEMENT));
  }

  private static String orRaw(@Nullable String messageType) {
    return messageType == null ? RAW : messageType;
  }

  /** What is signed: a digest or mu, or the message itself where the algorithm digests it. */
  private static byte[] input(KeySpec spec, String algorithm, String type, SecretValue message) {
    requireType(spec, algorithm, type);
    var bytes = message.bytes();
    if ((type.equals(DIGEST) && bytes.length != digest(algorithm).length())
        || (type.equals(EXTERNAL_MU) && bytes.length != MU_LENGTH)) { // KMS-12
      throw VALIDATION.error("Digest is invalid length for algorithm " + algorithm + ".");
    }
    boolean digestsItself = spec.isMlDsa() || spec == KeySpec.ECC_NIST_EDWARDS25519;
    return type.equals(RAW) && !digestsItself ? Jca.digest(digest(algorithm).name(), bytes) : bytes;
  }

  private static void requireType(KeySpec spec, String algorithm, String type) { // KR-9
    if (spec.isMlDsa()) {
      if (type.equals(DIGEST)) {
        throw VALIDATION.error(
            "Message type %s is incompatible with key spec %s.".formatted(type, spec));
      }
      return;
    }
    if (type.equals(EXTERNAL_MU)
        || (algorithm.equals(ED25519) && type.equals(DIGEST))
        || (algorithm.equals(ED25519_PH) && type.equals(RAW))) {
      throw VALIDATION.error(
          "Message type %s is incompatible with algorithm %s.".formatted(type, algorithm));
    }
  }

  private static byte[] sign(Key key, String algorithm, String type, byte[] input, Ids ids) {
    if (algorithm.equals(ED25519_PH)) {
      var signature = new byte[Ed25519.SIGNATURE_SIZE];
      Ed25519.signPrehash(
          tail(key.material().secret()), 0, new byte[0], prehash(input), 0, signature, 0);
      return signature;
    }
    return Jca.sure(
        () -> {
          var signer = signature(key, algorithm, type);
          signer.initSign(KeyPairs.privateKey(key), new DrawnRandom(ids));
          signer.update(wrapped(algorithm, input));
          return signer.sign();
        });
  }

  private static boolean verifies(
      Key key, String algorithm, String type, byte[] input, byte[] signature) {
    if (algorithm.equals(ED25519_PH)) {
      var publicKey = tail(key.material().publicKey().bytes());
      return signature.length == Ed25519.SIGNATURE_SIZE
          && Ed25519.verifyPrehash(signature, 0, publicKey, 0, new byte[0], prehash(input), 0);
    }
    try {
      var verifier = signature(key, algorithm, type);
      verifier.initVerify(KeyPairs.publicKey(key));
      verifier.update(wrapped(algorithm, input));
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw Jca.lacking(impossible);
    }
  }

  /**
   * AWS KMS takes the digest that it is given for the message of Ed25519ph, so digests it again.
   */
  private static byte[] prehash(byte[] digest) {
    return Jca.digest("SHA-512", digest);
  }

  /** Signs a digest that is already there: of RSASSA-PSS only BouncyCastle knows such a form. */
  private static Signature signature(Key key, String algorithm, String type)
      throws GeneralSecurityException {
    if (key.spec().isMlDsa()) {
      var name = type.equals(EXTERNAL_MU) ? "ML-DSA-EXTERNAL-MU" : "ML-DSA";
      return Signature.getInstance(name, KeyPairs.BouncyCastle.PROVIDER);
    }
    if (algorithm.startsWith("RSASSA_PSS")) {
      var digest = digest(algorithm);
      var pss = Signature.getInstance("RAWRSASSA-PSS", KeyPairs.BouncyCastle.PROVIDER);
      pss.setParameter(
          new PSSParameterSpec(
              digest.name(),
              "MGF1",
              digest.mask(),
              digest.length(),
              PSSParameterSpec.TRAILER_FIELD_BC));
      return pss;
    }
    if (algorithm.equals(ED25519)) {
      return Signature.getInstance("Ed25519");
    }
    if (algorithm.startsWith("RSASSA_PKCS1")) {
      return Signature.getInstance("NONEwithRSA");
    }
    return KeyPairs.isForeign(key.spec())
        ? Signature.getInstance("NONEwithECDSA", KeyPairs.BouncyCastle.PROVIDER)
        : Signature.getInstance("NONEwithECDSA");
  }

  private static byte[] wrapped(String algorithm, byte[] input) {
    return algorithm.startsWith("RSASSA_PKCS1") ? digest(algorithm).info(input) : input;
  }

  private static Digest digest(String algorithm) {
    var digest = DIGESTS.get(algorithm.substring(algorithm.length() - 3));
    if (digest == null) {
      throw new IllegalStateException(algorithm + " has no digest");
    }
    return digest;
  }

  /** Both encodings of an Ed25519 key end in its 32 raw bytes. */
  private static byte[] tail(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - Ed25519.SECRET_KEY_SIZE, encoded.length);
  }
}
