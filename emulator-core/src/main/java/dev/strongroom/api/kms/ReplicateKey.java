package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a replica of a multi-Region primary key in another Region. */
public record ReplicateKey(
    String keyId,
    String replicaRegion,
    @Nullable String policy,
    @Nullable Boolean bypassPolicyLockoutSafetyCheck,
    @Nullable String description,
    @Nullable List<Tag> tags)
    implements Request<ReplicateKey.Result> {

  public ReplicateKey {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** Creates a replica with the default policy. */
  public static ReplicateKey to(String replicaRegion, String keyId) {
    return new ReplicateKey(keyId, replicaRegion, null, null, null, null);
  }

  /** The same request for a replica with that policy. */
  public ReplicateKey withPolicy(String json) {
    return new ReplicateKey(
        keyId, replicaRegion, json, bypassPolicyLockoutSafetyCheck, description, tags);
  }

  /** The same request for a replica that is described so. */
  public ReplicateKey withDescription(String text) {
    return new ReplicateKey(
        keyId, replicaRegion, policy, bypassPolicyLockoutSafetyCheck, text, tags);
  }

  /** The same request for a replica with these tags. */
  public ReplicateKey withTags(Tag... all) {
    return new ReplicateKey(
        keyId, replicaRegion, policy, bypassPolicyLockoutSafetyCheck, description, List.of(all));
  }

  /**
   * The new replica, its policy and its tags.
   *
   * @param replicaKeyMetadata in the state Creating, which ends as soon as the call does
   * @param replicaTags null if it has none
   */
  public record Result(
      KeyMetadata replicaKeyMetadata, String replicaPolicy, @Nullable List<Tag> replicaTags) {

    public Result {
      replicaTags = replicaTags == null ? null : List.copyOf(replicaTags);
    }
  }
}
