package dev.strongroom.api;

/** Makes a replica a secret of its own, called in the replica's Region. */
public record StopReplicationToReplica(String secretId)
    implements Request<StopReplicationToReplica.Result> {

  /** What StopReplicationToReplica answers. */
  public record Result(String arn) {}
}
