package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.UpdateSecret;
import java.util.List;

/**
 * ReplicateSecretToRegions, RemoveRegionsFromReplication and StopReplicationToReplica, and which
 * other operations a replica takes. They change the secret that they name; {@link Propagation}
 * brings it to other Regions.
 */
public final class Replicating {

  private Replicating() {}

  public static void check(ReplicateSecretToRegions request) {
    requireRegions(request.addReplicaRegions());
  }

  /** Refuses an element without a Region, which the model allows (REP-6). */
  static void requireRegions(List<ReplicaRegion> added) {
    if (added.stream().anyMatch(replica -> replica.region() == null)) {
      throw INVALID_PARAMETER.error("Invalid replica region.");
    }
  }

  public static Change<ReplicateSecretToRegions.Result> replicateSecretToRegions(
      Secret secret, ReplicateSecretToRegions request, Context context) {
    secret.requireNotMarkedForDeletion();
    requireDecryption(secret, context); // REP-15
    var next =
        Replication.to(
            request.addReplicaRegions(), request.forceOverwriteReplicaSecret(), secret, context);
    return new Change<ReplicateSecretToRegions.Result>(
        next,
        after ->
            new ReplicateSecretToRegions.Result(after.arn().toString(), Replication.status(after)));
  }

  /** A key that can't be used fails the replication, not the call (REP-4). */
  private static void requireDecryption(Secret secret, Context context) {
    try {
      var unused = Pending.value(secret, "AWSCURRENT", context.keys());
    } catch (ServiceError refusal) {
      if (refusal.code() == ACCESS_DENIED) {
        throw refusal;
      }
    }
  }

  /** A Region without a replica is passed over (REP-6). */
  public static Change<RemoveRegionsFromReplication.Result> removeRegionsFromReplication(
      Secret secret, RemoveRegionsFromReplication request, Context context) {
    secret.requireNotMarkedForDeletion();
    var removed = request.removeReplicaRegions();
    var remaining =
        secret.copies().stream().filter(copy -> !removed.contains(copy.region())).toList();
    return new Change<RemoveRegionsFromReplication.Result>(
        secret.copiedTo(remaining),
        after ->
            new RemoveRegionsFromReplication.Result(
                after.arn().toString(), Replication.status(after)));
  }

  /** What is left is a secret with the replica's ARN and values, and no rotation (REP-12). */
  public static Change<StopReplicationToReplica.Result> stopReplicationToReplica(
      Secret secret, StopReplicationToReplica request, Context context) {
    if (!secret.isReplica()) {
      throw INVALID_REQUEST.error(
          "You can't stop the replication to secret "
              + secret.arn()
              + ", because it is not a replica (Strongroom's own text).");
    }
    var promoted =
        secret.with(
            draft -> {
              draft.replication = null;
              draft.rotation = null;
            });
    return new Change<>(
        promoted.changedBy(context), new StopReplicationToReplica.Result(secret.arn().toString()));
  }

  /**
   * Whether a request may begin a first replication, for which names that are free must be known.
   */
  public static boolean begins(Request<?> request) {
    return request instanceof ReplicateSecretToRegions
        || (request instanceof CreateSecret create && create.addReplicaRegions() != null);
  }

  /** Refuses to write a replica, but for its key and its promotion (REP-8, REP-9). */
  public static void requireWritable(Secret secret, Request<?> request) {
    if (secret.isReplica()
        && !(request instanceof StopReplicationToReplica)
        && !(request instanceof UpdateSecret update && changesKeyOnly(update))) {
      throw INVALID_PARAMETER.error(
          "Operation not permitted on a replica secret. Call must be made in primary secret's region.");
    }
  }

  private static boolean changesKeyOnly(UpdateSecret update) {
    return update.kmsKeyId() != null
        && update.description() == null
        && update.secretBinary() == null
        && update.secretString() == null
        && update.type() == null;
  }
}
