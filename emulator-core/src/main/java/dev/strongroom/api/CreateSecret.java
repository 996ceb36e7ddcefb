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

  /** Creates a secret without a value. */
  public static CreateSecret of(String name, @Nullable String clientRequestToken) {
    return new CreateSecret(
        name, clientRequestToken, null, null, null, null, null, null, null, null);
  }

  /** Returns this request with a description. */
  public CreateSecret withDescription(@Nullable String value) {
    return new CreateSecret(
        name,
        clientRequestToken,
        value,
        kmsKeyId,
        secretBinary,
        secretString,
        tags,
        addReplicaRegions,
        forceOverwriteReplicaSecret,
        type);
  }

  /** Returns this request with a KMS key. */
  public CreateSecret withKmsKeyId(@Nullable String value) {
    return new CreateSecret(
        name,
        clientRequestToken,
        description,
        value,
        secretBinary,
        secretString,
        tags,
        addReplicaRegions,
        forceOverwriteReplicaSecret,
        type);
  }

  /** Returns this request with a binary value. */
  public CreateSecret withSecretBinary(@Nullable SecretValue value) {
    return new CreateSecret(
        name,
        clientRequestToken,
        description,
        kmsKeyId,
        value,
        secretString,
        tags,
        addReplicaRegions,
        forceOverwriteReplicaSecret,
        type);
  }

  /** Returns this request with a text as value. */
  public CreateSecret withSecretString(@Nullable SecretValue value) {
    return new CreateSecret(
        name,
        clientRequestToken,
        description,
        kmsKeyId,
        secretBinary,
        value,
        tags,
        addReplicaRegions,
        forceOverwriteReplicaSecret,
        type);
  }

  /** Returns this request with tags. */
  public CreateSecret withTags(@Nullable List<Tag> value) {
    return new CreateSecret(
        name,
        clientRequestToken,
        description,
        kmsKeyId,
        secretBinary,
        secretString,
        value,
        addReplicaRegions,
        forceOverwriteReplicaSecret,
        type);
  }

  /** Returns this request with replicas in other Regions. */
  public CreateSecret withAddReplicaRegions(@Nullable List<ReplicaRegion> value) {
    return new CreateSecret(
        name,
        clientRequestToken,
        description,
        kmsKeyId,
        secretBinary,
        secretString,
        tags,
        value,
        forceOverwriteReplicaSecret,
        type);
  }

  /** Returns this request with the type of a managed external secret. */
  public CreateSecret withType(@Nullable String value) {
    return new CreateSecret(
        name,
        clientRequestToken,
        description,
        kmsKeyId,
        secretBinary,
        secretString,
        tags,
        addReplicaRegions,
        forceOverwriteReplicaSecret,
        value);
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
