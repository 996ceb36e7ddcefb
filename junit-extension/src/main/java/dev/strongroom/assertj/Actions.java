package dev.strongroom.assertj;

import static java.util.Map.entry;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.UpdateSecret;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Actions that need nothing but a secret, so that their name is enough to ask about them. */
final class Actions {

  private static final String SERVICE = "secretsmanager:";
  private static final String TOKEN = "00000000-0000-0000-0000-000000000000";

  private static final Map<String, Function<String, Request<?>>> REQUESTS =
      Map.ofEntries(
          entry("CancelRotateSecret", CancelRotateSecret::new),
          entry("DeleteResourcePolicy", DeleteResourcePolicy::new),
          entry("DeleteSecret", secret -> new DeleteSecret(secret, null, null)),
          entry("DescribeSecret", DescribeSecret::new),
          entry("GetResourcePolicy", GetResourcePolicy::new),
          entry("GetSecretValue", secret -> new GetSecretValue(secret, null, null)),
          entry(
              "ListSecretVersionIds", secret -> new ListSecretVersionIds(secret, null, null, null)),
          entry(
              "PutSecretValue",
              secret -> new PutSecretValue(secret, TOKEN, null, SecretValue.ofText("value"), null)),
          entry("RestoreSecret", RestoreSecret::new),
          entry("RotateSecret", secret -> new RotateSecret(secret, TOKEN, null, null)),
          entry("StopReplicationToReplica", StopReplicationToReplica::new),
          entry("UpdateSecret", secret -> new UpdateSecret(secret, TOKEN, null, null, null, null)));

  private Actions() {}

  /**
   * @throws IllegalArgumentException for another action
   */
  static Request<?> request(String action, String secret) {
    var name = action.startsWith(SERVICE) ? action.substring(SERVICE.length()) : "";
    var request = REQUESTS.get(name);
    if (request == null) {
      throw new IllegalArgumentException(
          "'%s' is not an action that needs a secret only: write secretsmanager: and one of %s, or pass the request"
              .formatted(action, new TreeSet<>(REQUESTS.keySet())));
    }
    return request.apply(secret);
  }
}
