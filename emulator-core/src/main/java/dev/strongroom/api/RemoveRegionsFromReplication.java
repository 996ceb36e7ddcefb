package dev.strongroom.api;

import java.util.List;

/** Deletes a secret's replicas in some Regions. */
public record RemoveRegionsFromReplication(String secretId, List<String> removeReplicaRegions)
    implements Request<RemoveRegionsFromReplication.Result> {

  public RemoveRegionsFromReplication {
    removeReplicaRegions = removeReplicaRegions == null ? null : List.copyOf(removeReplicaRegions);
  }

  /** What RemoveRegionsFromReplication answers. */
  public record Result(String arn, List<ReplicationStatus> replicationStatus) {

    public Result {
      replicationStatus = List.copyOf(replicationStatus);
    }
  }
}
