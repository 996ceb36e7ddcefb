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

  /** What ReplicateSecretToRegions answers. */
  public record Result(String arn, List<ReplicationStatus> replicationStatus) {

    public Result {
      replicationStatus = List.copyOf(replicationStatus);
    }
  }
}
