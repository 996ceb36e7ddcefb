package dev.strongroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes replicas of a secret in other Regions. */
public record ReplicateSecretToRegions(
    String secretId,
    List<ReplicaRegion> addReplicaRegions,
    @Nullable Boolean forceOverwriteReplicaSecret)
    implements Request<ReplicateSecretToRegions.Result> {

  public ReplicateSecretToRegions {
    addReplicaRegions = addReplicaRegions == null ? null : List.copyOf(addReplicaRegions);
  }

  /** Replicates to Regions that have no secret of that name. */
  public static ReplicateSecretToRegions of(
      String secretId, List<ReplicaRegion> addReplicaRegions) {
    return new ReplicateSecretToRegions(secretId, addReplicaRegions, null);
  }

  /** Returns this request with or without replicas that take the place of secrets of that name. */
  public ReplicateSecretToRegions withForceOverwriteReplicaSecret(@Nullable Boolean value) {
    return new ReplicateSecretToRegions(secretId, addReplicaRegions, value);
  }

  /** What ReplicateSecretToRegions answers. */
  public record Result(String arn, List<ReplicationStatus> replicationStatus) {

    public Result {
      replicationStatus = List.copyOf(replicationStatus);
    }
  }
}
