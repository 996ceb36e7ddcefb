package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** A Region to which a secret is replicated. */
public record ReplicaRegion(String region, @Nullable String kmsKeyId) {

  /** Under the Region's AWS managed key. */
  public static ReplicaRegion of(String region) {
    return new ReplicaRegion(region, null);
  }
}
