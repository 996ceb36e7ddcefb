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
import dev.strongroom.time.Ids;
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

  public static Sign.Result sign(Key key, Sign request, KmsContext context) {
    var algorithm = request.signingAlgorithm();
    key.requireUsable(SIGN_VERIFY, "Sign").requireAlgorithm(algorithm);
    var input = input(algorithm, request.messageType(), request.message());
    DryRun.stop(request.dryRun());
    return new Sign.Result(
        key.arn().toString(), Blob.of(sign(key, algorithm, input, context.ids())), algorithm);
  }

  public static Verify.Result verify(Key key, Verify request, KmsContext context) {
    var algorithm = request.signingAlgorithm();
    key.requireUsable(SIGN_VERIFY, "Verify").requireAlgorithm(algorithm);
    var input = input(algorithm, request.messageType(), request.message());
    if (!verifies(key, algorithm, input, request.signature().bytes())) { // KMS-12
      throw KMS_INVALID_SIGNATURE.error("");
    }
    DryRun.stop(request.dryRun());
    return new Verify.Result(key.arn().toString(), true, algorithm);
  }

  public static GetPublicKey.Result getPublicKey(
      Key key, GetPublicKey request, KmsContext context) {
    key.requireEnabled();
    if (key.spec().pair == null) {
      throw UNSUPPORTED_OPERATION.error(
          key.arn() + " key spec is " + key.spec() + " which is not valid for GetPublicKey.");
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

  /** What is signed: the digest, or for ED25519_SHA_512 the message itself. */
  private static byte[] input(String algorithm, @Nullable String messageType, SecretValue message) {
    boolean digested = "DIGEST".equals(messageType);
    if ("EXTERNAL_MU".equals(messageType)
        || (algorithm.equals("ED25519_SHA_512") && digested)
        || (algorithm.equals("ED25519_PH_SHA_512") && !digested)) {
      throw VALIDATION.error(
          "MessageType "
              + (messageType == null ? "RAW" : messageType)
              + " is not valid for algorithm "
              + algorithm
              + ".");
    }
    var bytes = message.bytes();
    if (algorithm.equals("ED25519_SHA_512")) {
      return bytes;
    }
    var digest = digest(algorithm);
    if (!digested) {
      return Jca.digest(digest.name(), bytes);
    }
    if (bytes.length != digest.length()) { // KMS-12
      throw VALIDATION.error("Digest is invalid length for algorithm " + algorithm + ".");
    }
    return bytes;
  }

  private static byte[] sign(Key key, String algorithm, byte[] input, Ids ids) {
    if (algorithm.equals("ED25519_PH_SHA_512")) {
      var signature = new byte[Ed25519.SIGNATURE_SIZE];
      Ed25519.signPrehash(tail(key.material().secret()), 0, new byte[0], input, 0, signature, 0);
      return signature;
    }
    return Jca.sure(
        () -> {
          var signer = signature(key, algorithm);
          signer.initSign(KeyPairs.privateKey(key), new DrawnRandom(ids));
          signer.update(wrapped(algorithm, input));
          return signer.sign();
        });
  }

  private static boolean verifies(Key key, String algorithm, byte[] input, byte[] signature) {
    if (algorithm.equals("ED25519_PH_SHA_512")) {
      return signature.length == Ed25519.SIGNATURE_SIZE
          && Ed25519.verifyPrehash(
              signature, 0, tail(key.material().publicKey().bytes()), 0, new byte[0], input, 0);
    }
    try {
      var verifier = signature(key, algorithm);
      verifier.initVerify(KeyPairs.publicKey(key));
      verifier.update(wrapped(algorithm, input));
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw Jca.lacking(impossible);
    }
  }

  /** Signs a digest that is already there: of RSASSA-PSS only BouncyCastle knows such a form. */
  private static Signature signature(Key key, String algorithm) throws GeneralSecurityException {
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
    if (algorithm.startsWith("ED25519")) {
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
