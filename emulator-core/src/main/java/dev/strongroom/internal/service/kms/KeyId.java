package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_ARN;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.text.Arn;

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

  private static final String KEY = "key/";
  private static final String MULTI_REGION = "mrk-";

  /**
   * Parses a KeyId; refuses what can name no key of the Region that was called (KMS-12).
   *
   * @param aliases whether the operation takes an alias
   */
  public static KeyId parse(String text, boolean aliases, Caller caller) {
    var arn = Arn.parse(text);
    if (arn == null || !isOfKey(arn)) {
      if (text.startsWith("arn:")) {
        throw INVALID_ARN.error("Invalid arn " + text);
      }
      requireKey(text, aliases);
      if (!isAlias(text) && !isId(text)) {
        throw NOT_FOUND.error("Invalid keyId '" + text + "'");
      }
      return new KeyId(caller.partition(), caller.region(), caller.accountId(), text, false);
    }
    var resource = arn.resource();
    requireKey(resource, aliases);
    if (!arn.region().equals(caller.region())) {
      throw NOT_FOUND.error("Invalid arn " + arn.region());
    }
    var name = resource.startsWith(KEY) ? resource.substring(KEY.length()) : resource;
    if (!isAlias(name) && !isId(name)) {
      throw NOT_FOUND.error("Invalid keyId " + name); // KR-13: without quotes
    }
    return new KeyId(arn.partition(), caller.region(), arn.account(), name, false);
  }

  private static boolean isOfKey(Arn arn) {
    var resource = arn.resource();
    return arn.service().equals("kms")
        && arn.isRegional()
        && ((resource.startsWith(KEY) && resource.length() > KEY.length())
            || (isAlias(resource) && resource.length() > Aliases.PREFIX.length()));
  }

  /** Returns whether a text is spelled as a UUID, or as the ID of a multi-Region key (KR-13). */
  private static boolean isId(String text) {
    boolean isMultiRegion = text.startsWith(MULTI_REGION);
    boolean isId = text.length() == 36;
    for (int i = isMultiRegion ? MULTI_REGION.length() : 0; i < text.length() && isId; i++) {
      char c = text.charAt(i);
      boolean isHyphen = !isMultiRegion && (i == 8 || i == 13 || i == 18 || i == 23);
      isId =
          isHyphen
              ? c == '-'
              : (c >= '0' && c <= '9')
                  || (c >= 'a' && c <= 'f')
                  || (!isMultiRegion && c >= 'A' && c <= 'F');
    }
    return isId;
  }

  /** Refuses an alias where the operation takes none, whether it exists or not (KR-6). */
  private static void requireKey(String name, boolean aliases) {
    if (!aliases && isAlias(name)) {
      throw INVALID_ARN.error("Key Aliases are not supported for this operation.");
    }
  }

  /** The key that made a symmetric ciphertext. */
  public static KeyId of(Blob ciphertext, Caller caller) {
    var maker = Ciphertext.parse(ciphertext).requireSound().key();
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
