package dev.strongroom.internal.engine;

import dev.strongroom.internal.text.Base32;

/**
 * Access key IDs that the emulator makes. They end in a checksum, by which one whose session or key
 * is gone is still recognized, and doesn't become the default caller's.
 */
public final class AccessKeys {

  private static final String SESSION = "ASIA";
  private static final String USER = "AKIA";

  private AccessKeys() {}

  /** Makes the access key ID of a session. */
  public static String ofASession(byte[] random) {
    return made(SESSION, random);
  }

  /** Makes the access key ID of a user. */
  public static String ofAUser(byte[] random) {
    return made(USER, random);
  }

  static boolean isOfASession(String id) {
    return isMade(SESSION, id);
  }

  static boolean isOfAUser(String id) {
    return isMade(USER, id);
  }

  private static String made(String prefix, byte[] random) {
    var body = Base32.encode(random, 12);
    return prefix + body + check(body);
  }

  private static boolean isMade(String prefix, String id) {
    return id.length() == 20
        && id.startsWith(prefix)
        && id.endsWith(check(id.substring(prefix.length(), 16)));
  }

  private static String check(String body) {
    return Base32.encode(Base32.sha256(body), 4);
  }
}
