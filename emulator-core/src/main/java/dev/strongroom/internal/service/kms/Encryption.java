package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INCORRECT_KEY;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.internal.service.kms.KeyUsage.ENCRYPT_DECRYPT;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.ReEncrypt;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/** Encrypt, Decrypt and ReEncrypt. */
public final class Encryption {

  private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";

  private static final Map<String, Oaep> OAEP =
      Map.of(
          "RSAES_OAEP_SHA_1", new Oaep("SHA-1", 20, MGF1ParameterSpec.SHA1),
          "RSAES_OAEP_SHA_256", new Oaep("SHA-256", 32, MGF1ParameterSpec.SHA256));

  private record Oaep(String digest, int digestLength, MGF1ParameterSpec mask) {}

  private record Opened(SecretValue plaintext, @Nullable String materialId) {}

  private Encryption() {}

  public static Encrypt.Result encrypt(Key key, Encrypt request, KmsContext context) {
    var algorithm = orSymmetric(request.encryptionAlgorithm());
    var plaintext = request.plaintext().bytes();
    var encryptionContext = orEmpty(request.encryptionContext());
    requireSealable(key, "Encrypt", algorithm, encryptionContext, plaintext);
    DryRun.stop(request.dryRun());
    return new Encrypt.Result(
        seal(key, algorithm, encryptionContext, plaintext, context),
        key.arn().toString(),
        algorithm);
  }

  /** Of the key that the request names, else of the one that its ciphertext names. */
  public static void check(Decrypt request) {
    requireSource(
        "ciphertextBlob",
        request.ciphertextBlob(),
        request.keyId(),
        request.encryptionAlgorithm(),
        isBlind(request.dryRun(), request.dryRunModifiers()));
  }

  public static Decrypt.Result decrypt(Key key, Decrypt request, KmsContext context) {
    var algorithm = orSymmetric(request.encryptionAlgorithm());
    var opened =
        open(
            key,
            "Decrypt",
            algorithm,
            orEmpty(request.encryptionContext()),
            isBlind(request.dryRun(), request.dryRunModifiers()) ? null : request.ciphertextBlob(),
            context.cipher());
    DryRun.stop(request.dryRun());
    return new Decrypt.Result(
        key.arn().toString(), opened.plaintext(), algorithm, opened.materialId());
  }

  public static void check(ReEncrypt request) {
    requireSource(
        "ciphertextBlob",
        request.ciphertextBlob(),
        request.sourceKeyId(),
        request.sourceEncryptionAlgorithm(),
        isBlind(request.dryRun(), request.dryRunModifiers()));
  }

  public static ReEncrypt.Result reEncrypt(
      Key source, Key destination, ReEncrypt request, KmsContext context) {
    var from = orSymmetric(request.sourceEncryptionAlgorithm());
    var to = orSymmetric(request.destinationEncryptionAlgorithm());
    var destinationContext = orEmpty(request.destinationEncryptionContext());
    var opened =
        open(
            source,
            "ReEncrypt",
            from,
            orEmpty(request.sourceEncryptionContext()),
            isBlind(request.dryRun(), request.dryRunModifiers()) ? null : request.ciphertextBlob(),
            context.cipher());
    var plaintext = opened.plaintext().bytes();
    requireSealable(destination, "ReEncrypt", to, destinationContext, plaintext);
    DryRun.stop(request.dryRun());
    return new ReEncrypt.Result(
        seal(destination, to, destinationContext, plaintext, context),
        source.arn().toString(),
        destination.arn().toString(),
        from,
        to,
        opened.materialId(),
        to.equals(SYMMETRIC) ? destination.material().id() : null);
  }

  private static void requireSource(
      String member,
      @Nullable Blob ciphertext,
      @Nullable String keyId,
      @Nullable String algorithm,
      boolean blind) {
    if (ciphertext == null && !blind) {
      throw VALIDATION.error(
          "1 validation error detected: Value null at '"
              + member
              + "' failed to satisfy constraint: Member must not be null");
    }
    if (keyId == null && (ciphertext == null || !orSymmetric(algorithm).equals(SYMMETRIC))) {
      throw VALIDATION.error("You must specify the key that the ciphertext was encrypted under.");
    }
  }

  private static boolean isBlind(@Nullable Boolean dryRun, @Nullable List<String> modifiers) {
    return Boolean.TRUE.equals(dryRun)
        && modifiers != null
        && modifiers.contains("IGNORE_CIPHERTEXT");
  }

  private static void requireSealable(
      Key key, String operation, String algorithm, Map<String, String> context, byte[] plaintext) {
    key.requireUsable(ENCRYPT_DECRYPT, operation).requireAlgorithm(algorithm);
    var oaep = OAEP.get(algorithm);
    if (oaep == null) {
      return;
    }
    requireNoContext(context);
    int limit = key.spec().maxPlaintext(oaep.digestLength());
    if (plaintext.length > limit) { // KMS-12
      throw VALIDATION.error(
          "Algorithm %s and key spec %s cannot encrypt data larger than %s bytes."
              .formatted(algorithm, key.spec(), limit));
    }
  }

  private static Blob seal(
      Key key,
      String algorithm,
      Map<String, String> encryptionContext,
      byte[] plaintext,
      KmsContext context) {
    var ids = context.ids();
    var oaep = OAEP.get(algorithm);
    if (oaep == null) {
      return Ciphertext.seal(key, plaintext, encryptionContext, ids, context.cipher());
    }
    return Jca.sure(
        () -> {
          var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
          cipher.init(
              Cipher.ENCRYPT_MODE, KeyPairs.publicKey(key), parameters(oaep), new DrawnRandom(ids));
          return Blob.of(cipher.doFinal(plaintext));
        });
  }

  /** Without a ciphertext only the key is checked. */
  private static Opened open(
      Key key,
      String operation,
      String algorithm,
      Map<String, String> context,
      @Nullable Blob ciphertext,
      IdleCipher cipher) {
    var parsed =
        ciphertext == null || !algorithm.equals(SYMMETRIC) ? null : Ciphertext.parse(ciphertext);
    if (parsed != null && !parsed.isOf(key.arn())) { // before the key's usage (KMS-12)
      throw INCORRECT_KEY.error(
          "The key ID in the request does not identify a CMK that can perform this operation.");
    }
    if (parsed != null && !key.state().isEnabled()) {
      var unused = parsed.requireSound(); // a damaged ciphertext is refused before the key's state
    }
    key.requireUsable(ENCRYPT_DECRYPT, operation).requireAlgorithm(algorithm);
    var oaep = OAEP.get(algorithm);
    if (oaep != null) {
      requireNoContext(context);
    }
    if (ciphertext == null) {
      return new Opened(SecretValue.ofBinary(new byte[0]), null);
    }
    if (parsed != null) {
      var material = parsed.material(key);
      var plaintext = parsed.open(material, context, cipher);
      return new Opened(SecretValue.ofBinary(plaintext), material.id());
    }
    var plaintext = open(key, Objects.requireNonNull(oaep, "no algorithm is left"), ciphertext);
    return new Opened(SecretValue.ofBinary(plaintext), null);
  }

  private static byte[] open(Key key, Oaep oaep, Blob ciphertext) {
    try {
      var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      cipher.init(Cipher.DECRYPT_MODE, KeyPairs.privateKey(key), parameters(oaep));
      return cipher.doFinal(ciphertext.bytes());
    } catch (BadPaddingException | IllegalBlockSizeException tampered) {
      throw Ciphertext.invalid();
    } catch (GeneralSecurityException impossible) {
      throw Jca.lacking(impossible);
    }
  }

  private static OAEPParameterSpec parameters(Oaep oaep) {
    return new OAEPParameterSpec(oaep.digest(), "MGF1", oaep.mask(), PSource.PSpecified.DEFAULT);
  }

  private static void requireNoContext(Map<String, String> context) {
    if (!context.isEmpty()) {
      throw VALIDATION.error("An asymmetric KMS key takes no encryption context.");
    }
  }

  private static String orSymmetric(@Nullable String algorithm) {
    return algorithm == null ? SYMMETRIC : algorithm;
  }

  static Map<String, String> orEmpty(@Nullable Map<String, String> context) {
    return context == null ? Map.of() : context;
  }
}
