package dev.strongroom.local.internal.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What CloudFormation would draw at random: here it follows from the stack's name and the logical
 * id, so that a stack has the same names and ARNs in each run.
 */
final class Names {

  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final String stack;

  Names(String stack) {
    this.stack = stack;
  }

  /** Letters and digits. */
  String random(String logicalId, String purpose, int length) {
    var number = new BigInteger(1, hash(logicalId, purpose));
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      var parts = number.divideAndRemainder(BigInteger.valueOf(ALPHANUMERIC.length()));
      text.append(ALPHANUMERIC.charAt(parts[1].intValue()));
      number = parts[0];
    }
    return text.toString();
  }

  String uuid(String logicalId) {
    return UUID.nameUUIDFromBytes(hash(logicalId, "id")).toString();
  }

  private byte[] hash(String logicalId, String purpose) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((stack + "\n" + logicalId + "\n" + purpose).getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
