package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_ARN;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a request names a key: by id, ARN, alias or alias ARN, or by a ciphertext of the key.
 *
 * @param accountId the account in the ARN, else the caller's
 * @param region always the caller's: no other Region's key can be named (KMS-12)
 * @param name the key's id, or the alias with its prefix {@code alias/}
 * @param implied whether only a ciphertext names the key
 */
public record KeyId(
    String partition, String region, String accountId, String name, boolean implied) {

  private static final Pattern ARN =
      Pattern.compile("arn:(aws[a-z-]*):kms:([a-z0-9-]+):([0-9]{12}):(key/.+|alias/.+)");
  private static final Pattern ID =
      Pattern.compile( // KR-13
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|mrk-[0-9a-f]{32}");

  /**
   * Parses a KeyId; refuses what can name no key of the Region that was called (KMS-12).
   *
   * @param aliases whether the operation takes an alias
   */
  public static KeyId parse(String text, boolean aliases, Caller caller) {
    Matcher arn = ARN.matcher(text);
    if (!arn.matches()) {
      if (text.startsWith("arn:")) {
        throw INVALID_ARN.error("Invalid arn " + text);
      }
      requireKey(text, aliases);
      if (!isAlias(text) && !ID.matcher(text).matches()) {
        throw NOT_FOUND.error("Invalid keyId '" + text + "'");
      }
      return new KeyId(caller.partition(), caller.region(), caller.accountId(), text, false);
    }
    requireKey(arn.group(4), aliases);
    if (!arn.group(2).equals(caller.region())) {
      throw NOT_FOUND.error("Invalid arn " + arn.group(2));
    }
    var name = arn.group(4).startsWith("key/") ? arn.group(4).substring(4) : arn.group(4);
    if (!isAlias(name) && !ID.matcher(name).matches()) {
      throw NOT_FOUND.error("Invalid keyId " + name); // KR-13: without quotes
    }
    return new KeyId(arn.group(1), caller.region(), arn.group(3), name, false);
  }

  /** Refuses an alias where the operation takes none, whether it exists or not (KR-6). */
  private static void requireKey(String name, boolean aliases) {
    if (!aliases && isAlias(name)) {
      throw INVALID_ARN.error("Key Aliases are not supported for this operation.");
    }
  }

  /** The key that made a symmetric ciphertext. */
  public static KeyId of(Blob ciphertext, Caller caller) {
    var maker = Ciphertext.parse(ciphertext).key();
    var called = maker.in(caller.region());
    var id =
        new KeyId(called.partition(), called.region(), called.accountId(), called.keyId(), true);
    if (!maker.isRelatedTo(called)) {
      throw id.absent();
    }
    return id;
  }

  public boolean isAlias() {
    return isAlias(name);
  }

  private static boolean isAlias(String name) {
    return name.startsWith(Aliases.PREFIX);
  }

  /** The ARN as AWS prints it, of the alias where an alias was named. */
  public String arn() {
    var arn = new KeyArn(partition, region, accountId, name);
    return isAlias() ? arn.alias(name) : arn.toString();
  }

  /** The refusal of a request that names no existing key (KMS-12). */
  public ServiceError absent() {
    if (implied) {
      return ACCESS_DENIED.error(
          "The ciphertext refers to a customer master key that does not exist, "
              + "does not exist in this region, or you are not allowed to access.");
    }
    return NOT_FOUND.error(
        isAlias() ? "Alias " + arn() + " is not found." : "Key '" + arn() + "' does not exist");
  }
}
