package dev.strongroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a secret, with a first version when a value is given. */
public record CreateSecret(
    String name,
    @Nullable String clientRequestToken,
    @Nullable String description,
    @Nullable String kmsKeyId,
    @Nullable SecretValue secretBinary,
    @Nullable SecretValue secretString,
    @Nullable List<Tag> tags,
    @Nullable List<ReplicaRegion> addReplicaRegions,
    @Nullable Boolean forceOverwriteReplicaSecret,
    @Nullable String type)
    implements Request<CreateSecret.Result> {

  public CreateSecret {
    tags = tags == null ? null : List.copyOf(tags);
    addReplicaRegions = addReplicaRegions == null ? null : List.copyOf(addReplicaRegions);
  }

  /** A secret without replicas. */
  public CreateSecret(
      String name,
      @Nullable String clientRequestToken,
      @Nullable String description,
      @Nullable String kmsKeyId,
      @Nullable SecretValue secretBinary,
      @Nullable SecretValue secretString,
      @Nullable List<Tag> tags) {
    this(
        name,
        clientRequestToken,
        description,
        kmsKeyId,
        secretBinary,
        secretString,
        tags,
        null,
        null,
        null);
  }

  /** What CreateSecret answers. */
  public record Result(
      String arn,
      String name,
      @Nullable String versionId,
      @Nullable List<ReplicationStatus> replicationStatus) {

    public Result {
      replicationStatus = replicationStatus == null ? null : List.copyOf(replicationStatus);
    }
  }
}
