package dev.strongroom.model;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The secrets, keys and time of the reference model, and how secrets are found by name or ARN. */
final class ReferenceState {

  private static final String MARKED =
      "You can't perform this operation on the secret because it was marked for deletion.";

  List<ReferenceSecret> secrets = new ArrayList<>(); // in the order of creation
  Instant now;

  private final Map<String, String> keyArns;

  ReferenceState(Instant now, Map<String, String> keyArns) {
    this.keyArns = Map.copyOf(keyArns);
    this.now = now;
  }

  void forgetTheGone() { // DEL-10
    secrets.removeIf(secret -> secret.deletion != null && !now.isBefore(secret.deletion));
  }

  ReferenceSecret find(String secretId) {
    return present(lookUp(checked(secretId)));
  }

  static ReferenceSecret present(ReferenceSecret secret) {
    if (secret == null) { // ID-10
      throw RESOURCE_NOT_FOUND.error("Secrets Manager can't find the specified secret.");
    }
    return secret;
  }

  ReferenceSecret lookUp(String secretId) {
    boolean complete = secretId.startsWith("arn:") && secretId.matches(".*-[A-Za-z0-9]{6}"); // ID-4
    for (var secret : secrets) {
      var partial = secret.arn.substring(0, secret.arn.length() - 7);
      if (secretId.equals(secret.name)
          || secretId.equals(secret.arn)
          || (!complete && secretId.equals(partial))) { // ID-3
        return secret;
      }
    }
    return null;
  }

  static String checked(String secretId) { // NAME-3
    var parts = secretId.split(":", 7);
    boolean arn = parts.length == 7 && parts[0].equals("arn") && parts[5].equals("secret");
    return checkedName(secretId, arn ? parts[6] : secretId);
  }

  static String checkedName(String text, String name) {
    if (!name.matches("[-A-Za-z0-9/_+=.@!]*")) {
      throw VALIDATION.error(
          "Invalid name. Must be a valid name containing alphanumeric characters, "
              + "or any of the following: -/_+=.@!");
    }
    return text;
  }

  String key(ReferenceSecret secret) { // LSVI-1
    return secret.kmsKeyId == null ? "DefaultEncryptionKey" : keyArns.get(secret.kmsKeyId);
  }

  static ReferenceSecret unmarked(ReferenceSecret secret) {
    if (secret.deletion != null) {
      throw INVALID_REQUEST.error(MARKED);
    }
    return secret;
  }
}
