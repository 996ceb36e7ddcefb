package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** A Region to which a secret is replicated. */
public record ReplicaRegion(@Nullable String region, @Nullable String kmsKeyId) {

  /** Returns a Region whose replica is under the AWS managed key there. */
  public static ReplicaRegion of(String region) {
    return new ReplicaRegion(region, null);
  }
}
