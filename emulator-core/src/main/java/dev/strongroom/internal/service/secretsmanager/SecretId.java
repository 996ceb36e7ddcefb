package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.ServiceError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:([0-9]{12}):secret:([^:]+)");
  private static final Pattern SUFFIXED = Pattern.compile("(.+)-([A-Za-z0-9]{6})"); // ID-6

  /** Parses a SecretId, and refuses characters that no name can have (NAME-3). */
  public static SecretId parse(String text) {
    Matcher arn = ARN.matcher(text);
    if (!arn.matches()) {
      requireValidName(text);
      return new SecretId(text, null, text, null);
    }
    var resource = arn.group(2);
    requireValidName(resource);
    Matcher suffixed = SUFFIXED.matcher(resource);
    return suffixed.matches() // ID-4: what looks complete is taken as complete
        ? new SecretId(text, arn.group(1), suffixed.group(1), suffixed.group(2))
        : new SecretId(text, arn.group(1), resource, null);
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
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-/_+=.@!".indexOf(c) >= 0;
  }

  /** Returns whether this names a secret: an ARN must equal the secret's own (ID-4). */
  boolean matches(SecretArn arn) {
    if (accountId == null) {
      return arn.name().equals(name);
    }
    return arn.toString().equals(suffix == null ? text + "-" + arn.suffix() : text);
  }
}
