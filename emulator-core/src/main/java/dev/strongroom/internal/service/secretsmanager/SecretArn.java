package dev.strongroom.internal.service.secretsmanager;

import java.util.List;

/**
 * The complete ARN of a secret. Its six random characters distinguish the secret from earlier ones
 * of the same name (ID-1, ID-2).
 */
public record SecretArn(
    String partition, String region, String accountId, String name, String suffix) {

  private static final String SERVICE = ":secretsmanager:";
  private static final String SECRET = ":secret:";
  private static final int TYPICAL = 80; // characters besides the name

  /** Returns the ARN of the replica in another Region (REP-3). */
  public SecretArn in(String otherRegion) {
    return new SecretArn(partition, otherRegion, accountId, name, suffix);
  }

  /**
   * Returns whether a text is this ARN, with or without the suffix; every call by ARN asks, so that
   * it is not put together for that.
   */
  boolean isSpelled(String text, boolean suffixed) {
    int at = 0;
    for (var part : List.of("arn:", partition, SERVICE, region, ":", accountId, SECRET, name)) {
      if (!text.startsWith(part, at)) {
        return false;
      }
      at += part.length();
    }
    return suffixed
        ? text.length() == at + 1 + suffix.length()
            && text.charAt(at) == '-'
            && text.endsWith(suffix)
        : text.length() == at;
  }

  @Override
  @SuppressWarnings("UnnecessaryStringBuilder") // a new process's first such concatenation: 4 ms
  public String toString() {
    return new StringBuilder(TYPICAL + name.length())
        .append("arn:")
        .append(partition)
        .append(SERVICE)
        .append(region)
        .append(':')
        .append(accountId)
        .append(SECRET)
        .append(name)
        .append('-')
        .append(suffix)
        .toString();
  }
}
