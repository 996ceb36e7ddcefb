package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.service.secretsmanager.Replication.Copy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How what happens to a primary reaches its replicas: what begins, and how it ends. */
public final class Propagation {

  private static final String TAKEN =
      "Secret with this name already exists in this region"; // REP-5

  private Propagation() {}

  /**
   * The primary after a write, with a replication under way to every Region that is new, and, if
   * something changed that replicas have too, to all others but those whose replication failed.
   *
   * @param before the primary before it; null if it wasn't there
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

  /** What a replication leaves behind in both Regions. */
  public record Outcome(Secret primary, RegionSecrets there) {}

  /**
   * The end of a replication, good or bad. After a failure an earlier replica stays as it was
   * (REP-5).
   *
   * @param there the Region of the replica
   * @param opening the service in the primary's Region
   * @param sealing the service in the replica's
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
      if (!copy.overwrites() || taken.replication() != null) { // else its replicas were orphans
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

  /** The same end for a replication that fails for a reason of its own, e.g. an outage. */
  public static Outcome failed(Secret primary, Copy copy, String why, RegionSecrets there) {
    return new Outcome(primary.copying(copy.region(), known -> known.failed(why)), there);
  }

  /** Whether a secret of another Region is a replica of the primary. */
  public static boolean isReplica(Secret secret, Secret primary) {
    return secret.isReplica()
        && Objects.equals(secret.primaryRegion(), primary.arn().region())
        && secret.arn().suffix().equals(primary.arn().suffix());
  }
}
