package dev.strongroom.internal.text;

import org.jspecify.annotations.Nullable;

/**
 * The six fields of an ARN. Every call reads several, so they are read without regular expressions.
 *
 * @param resource the last field, which may have colons of its own
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  /** Reads an ARN, whatever its fields hold; returns null for a text that is none. */
  public static @Nullable Arn parse(String text) {
    if (!text.startsWith("arn:")) {
      return null;
    }
    int service = text.indexOf(':', 4) + 1;
    int region = service == 0 ? 0 : text.indexOf(':', service) + 1;
    int account = region == 0 ? 0 : text.indexOf(':', region) + 1;
    int resource = account == 0 ? 0 : text.indexOf(':', account) + 1;
    return resource == 0
        ? null
        : new Arn(
            text.substring(4, service - 1),
            text.substring(service, region - 1),
            text.substring(region, account - 1),
            text.substring(account, resource - 1),
            text.substring(resource));
  }

  /** Returns whether partition, Region and account are spelled as those of a Region's resource. */
  public boolean isRegional() {
    return partition.startsWith("aws")
        && isSpelled(partition, false)
        && !region.isEmpty()
        && isSpelled(region, true)
        && isAccountId(account);
  }

  /** Returns whether a text is the ID of an account: 12 digits. */
  public static boolean isAccountId(String text) {
    boolean isDigits = text.length() == 12;
    for (int i = 0; i < text.length() && isDigits; i++) {
      isDigits = isDigit(text.charAt(i));
    }
    return isDigits;
  }

  private static boolean isSpelled(String text, boolean withDigits) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z') || c == '-' || (withDigits && isDigit(c)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
