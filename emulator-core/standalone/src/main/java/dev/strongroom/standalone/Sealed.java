package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A text encrypted under a passphrase: AES-256-GCM with a key by PBKDF2. */
final class Sealed {

  private static final int ITERATIONS = 600_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final String KDF = "PBKDF2WithHmacSHA256";

  private Sealed() {}

  static ObjectNode seal(String text, char[] passphrase) throws CommandException {
    var salt = new byte[16];
    var iv = new byte[12];
    var random = new SecureRandom();
    random.nextBytes(salt);
    random.nextBytes(iv);
    try {
      var data =
          cipher(Cipher.ENCRYPT_MODE, passphrase, salt, ITERATIONS, iv)
              .doFinal(text.getBytes(UTF_8));
      return JsonNodeFactory.instance
          .objectNode()
          .put("kdf", KDF)
          .put("iterations", ITERATIONS)
          .put("salt", base64(salt))
          .put("iv", base64(iv))
          .put("data", base64(data));
    } catch (GeneralSecurityException impossible) {
      throw new CommandException("This JVM can't encrypt with AES-256-GCM", impossible);
    }
  }

  static String open(JsonNode sealed, char[] passphrase) throws CommandException {
    int iterations = sealed.path("iterations").asInt();
    if (!sealed.path("kdf").asText().equals(KDF)
        || iterations < 1
        || iterations > MOST_ITERATIONS) {
      throw new CommandException(
          "The export was made by another version: its values can't be read");
    }
    try {
      var cipher =
          cipher(
              Cipher.DECRYPT_MODE,
              passphrase,
              bytes(sealed, "salt"),
              iterations,
              bytes(sealed, "iv"));
      return new String(cipher.doFinal(bytes(sealed, "data")), UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      throw new CommandException("The passphrase is another one, or the export is damaged", wrong);
    }
  }

  private static Cipher cipher(int mode, char[] passphrase, byte[] salt, int iterations, byte[] iv)
      throws GeneralSecurityException {
    var spec = new PBEKeySpec(passphrase, salt, iterations, 256);
    var key = SecretKeyFactory.getInstance(KDF).generateSecret(spec).getEncoded();
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    return cipher;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(JsonNode sealed, String member) {
    return Base64.getDecoder().decode(sealed.path(member).asText());
  }
}
