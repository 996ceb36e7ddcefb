package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.text.Arn;
import org.jspecify.annotations.Nullable;

/**
 * A SecretId of a request: a name, a complete ARN, or an ARN without its last seven characters
 * (ID-3).
 *
 * @param accountId the account in the ARN; null for a name, which is looked up in the caller's
 * @param suffix the six random characters; null unless the ARN is complete
 */
public record SecretId(
    String text, @Nullable String accountId, String name, @Nullable String suffix) {

  private static final String SECRET = "secret:";
  private static final int SUFFIX = 6;

  /** Parses a SecretId, and refuses characters that no name can have (NAME-3). */
  public static SecretId parse(String text) {
    var arn = Arn.parse(text);
    if (arn == null || !isOfSecret(arn)) {
      requireValidName(text);
      return new SecretId(text, null, text, null);
    }
    var resource = arn.resource().substring(SECRET.length());
    requireValidName(resource);
    int hyphen = resource.length() - SUFFIX - 1;
    return isSuffixed(resource, hyphen) // ID-4: what looks complete is taken as complete
        ? new SecretId(
            text, arn.account(), resource.substring(0, hyphen), resource.substring(hyphen + 1))
        : new SecretId(text, arn.account(), resource, null);
  }

  private static boolean isOfSecret(Arn arn) {
    return arn.service().equals("secretsmanager")
        && arn.isRegional()
        && arn.resource().startsWith(SECRET)
        && arn.resource().length() > SECRET.length();
  }

  private static boolean isSuffixed(String resource, int hyphen) { // ID-6
    boolean isSuffixed = hyphen > 0 && resource.charAt(hyphen) == '-';
    for (int i = hyphen + 1; i < resource.length() && isSuffixed; i++) {
      isSuffixed = isAlphanumeric(resource.charAt(i));
    }
    return isSuffixed;
  }

  /** Returns the refusal for a secret that does not exist (ID-10). */
  public static ServiceError notFound() {
    return RESOURCE_NOT_FOUND.error("Secrets Manager can't find the specified secret.");
  }

  static void requireValidName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isAllowed(name.charAt(i))) {
        throw VALIDATION.error( // NAME-3
            "Invalid name. Must be a valid name containing alphanumeric characters, "
                + "or any of the following: -/_+=.@!");
      }
    }
  }

  private static boolean isAllowed(char c) { // NAME-2, NAME-4
    return isAlphanumeric(c) || "-/_+=.@!".indexOf(c) >= 0;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Returns whether this names a secret: an ARN must equal the secret's own (ID-4). */
  boolean matches(SecretArn arn) {
    if (accountId == null) {
      return arn.name().equals(name);
    }
    return arn.isSpelled(text, suffix != null);
  }
}
