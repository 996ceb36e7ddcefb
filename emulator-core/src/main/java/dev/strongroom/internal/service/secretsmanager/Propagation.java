package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.service.secretsmanager.Replication.Copy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replications from a primary to its replicas: how they begin, and how they end. */
public final class Propagation {

  private static final String TAKEN =
      "Secret with this name already exists in this region"; // REP-5

  private Propagation() {}

  /**
   * Returns the primary after a write with the replications that the write begins: to every new
   * Region and, if replicated content changed, to all other Regions whose replication has not
   * failed.
   *
   * @param before the primary before the write; null if it did not exist
   * @param lag how long a replication to a Region takes
   */
  public static Secret begun(
      @Nullable Secret before, Secret after, Function<String, Duration> lag, Instant now) {
    boolean isSame = before != null && Replication.isSameContent(before, after);
    var next = after;
    for (var copy : after.copies()) {
      boolean isNew = before == null || !copy.equals(before.copyIn(copy.region()));
      boolean begins = isNew ? copy.due() != null : !isSame && copy.due() == null;
      if (begins && copy.failure() == null) {
        var end = now.plus(lag.apply(copy.region()));
        next = next.copying(copy.region(), known -> known.replicating(end));
      }
    }
    return next;
  }

  /** The outcome of a replication in both Regions. */
  public record Outcome(Secret primary, RegionSecrets there) {}

  /**
   * Ends a replication, which succeeds or fails. After a failure an earlier replica stays as it was
   * (REP-5).
   *
   * @param there the Region of the replica
   * @param opening KMS in the primary's Region
   * @param sealing KMS in the replica's Region
   */
  public static Outcome ended(
      Secret primary,
      Copy copy,
      RegionSecrets there,
      KeyService opening,
      KeyService sealing,
      Instant now) {
    var taken = there.named(primary.name());
    var replica = taken != null && isReplica(taken, primary) ? taken : null;
    var free = there;
    if (taken != null && replica == null) {
      if (!copy.overwrites() || taken.replication() != null) { // a primary keeps its replicas
        return failed(primary, copy, TAKEN, there);
      }
      free = there.without(taken);
    }
    try {
      var next = Replication.copy(primary, replica, copy, free, opening, sealing, now);
      return new Outcome(primary.copying(copy.region(), Copy::inSync), free.with(next));
    } catch (ServiceError refusal) {
      return failed(primary, copy, Replication.failureOf(refusal.text()), there);
    }
  }

  /** Ends a replication that fails for a given reason, such as an outage. */
  public static Outcome failed(Secret primary, Copy copy, String why, RegionSecrets there) {
    return new Outcome(primary.copying(copy.region(), known -> known.failed(why)), there);
  }

  /** Returns whether a secret of another Region is a replica of the primary. */
  public static boolean isReplica(Secret secret, Secret primary) {
    return secret.isReplica()
        && Objects.equals(secret.primaryRegion(), primary.arn().region())
        && secret.arn().suffix().equals(primary.arn().suffix());
  }
}
