package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.internal.service.kms.Keys;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part that a secret has in replication: it is copied to other Regions, or is such a copy. */
public sealed interface Replication {

  /**
   * Of a secret that is copied, a primary.
   *
   * @param copies at least one, in the order in which the Regions were added
   */
  record Primary(List<Copy> copies) implements Replication {
    public Primary {
      copies = List.copyOf(copies);
    }
  }

  /**
   * Of a copy.
   *
   * @param primaryRegion where it is written
   * @param source the primary's versions as they were when it was last copied
   */
  record Replica(String primaryRegion, Versions source) implements Replication {}

  /**
   * What a primary knows of its replica in one Region.
   *
   * @param kmsKeyId the key as the caller named it; null for the Region's AWS managed one
   * @param due when the replication under way is over; null if none is
   * @param failure why the last one failed; null if it did not
   * @param overwrites whether the first one takes the place of a secret of that name (REP-5)
   * @param accessed the day the replica was last read, at 00:00 UTC
   */
  record Copy(
      String region,
      @Nullable String kmsKeyId,
      @Nullable Instant due,
      @Nullable String failure,
      boolean overwrites,
      @Nullable Instant accessed) {

    /** The same with a replication under way. */
    public Copy replicating(Instant end) {
      return new Copy(region, kmsKeyId, end, null, overwrites, accessed);
    }

    /** The same after a replication that failed. */
    public Copy failed(String why) {
      return new Copy(region, kmsKeyId, null, why, overwrites, accessed);
    }

    /** The same after a replication that succeeded. */
    public Copy inSync() {
      return new Copy(region, kmsKeyId, null, null, false, accessed);
    }

    public Copy underKey(@Nullable String otherKeyId) {
      return new Copy(region, otherKeyId, due, failure, overwrites, accessed);
    }

    public Copy accessedOn(@Nullable Instant day) {
      return new Copy(region, kmsKeyId, due, failure, overwrites, day);
    }

    ReplicationStatus told() { // REP-2, REP-5
      return new ReplicationStatus(
          region,
          kmsKeyId == null ? Keys.SECRETS_MANAGER : kmsKeyId, // REP-7
          due != null ? "InProgress" : failure != null ? "Failed" : "InSync",
          due != null ? null : failure != null ? failure : "Replication succeeded",
          accessed);
    }
  }

  /**
   * The secret with a replication to more Regions under way. A Region that has a replica already
   * stays as it is, unless its replication failed: then it is tried again, with the key and the
   * flag of this request (REP-5).
   */
  static Secret to(
      List<ReplicaRegion> regions, @Nullable Boolean overwrites, Secret secret, Context context) {
    var copies = new LinkedHashMap<String, Copy>();
    secret.copies().forEach(copy -> copies.put(copy.region(), copy));
    for (var added : regions) {
      var region = Objects.requireNonNull(added.region(), "checked");
      requireOther(region, secret.arn());
      var known = copies.get(region);
      if (known == null || known.failure() != null) {
        var kmsKeyId = Values.keyOrDefault(added.kmsKeyId(), secret.arn().accountId());
        var copy =
            new Copy(
                region,
                kmsKeyId,
                context.now(),
                null,
                Boolean.TRUE.equals(overwrites),
                known == null ? null : known.accessed());
        var refusal = context.keys().refusalIn(secret.arn().in(region), kmsKeyId); // REP-15
        copies.put(region, refusal == null ? copy : copy.failed(failureOf(refusal.text())));
      }
    }
    return secret.copiedTo(List.copyOf(copies.values()));
  }

  /** The text of a failure that is not one of a name (REP-5). */
  static String failureOf(String cause) {
    return "Replication failed: " + cause;
  }

  private static void requireOther(String region, SecretArn arn) {
    if (region.equals(arn.region())) { // REP-6
      throw INVALID_PARAMETER.error("Invalid replica region.");
    }
    var partition = Caller.administrator(arn.accountId(), region).partition();
    if (!partition.equals(arn.partition())) { // REP-14
      throw INVALID_PARAMETER.error(
          "The replica region "
              + region
              + " is in partition "
              + partition
              + ", but the secret is in "
              + arn.partition()
              + " (Strongroom's own text).");
    }
  }

  /** How far all replicas are; null if there is none (REP-13). */
  static @Nullable List<ReplicationStatus> statusOrNull(Secret secret) {
    return secret.copies().isEmpty() ? null : status(secret);
  }

  /** How far all replicas are. */
  static List<ReplicationStatus> status(Secret secret) {
    return secret.copies().stream().map(Copy::told).toList();
  }

  /** Whether nothing changed that replicas have too (REP-7). */
  static boolean isSameContent(Secret one, Secret other) {
    return one.versions().equals(other.versions())
        && Objects.equals(one.tags(), other.tags())
        && Objects.equals(one.policy(), other.policy())
        && Objects.equals(one.description(), other.description())
        && Objects.equals(one.type(), other.type())
        && Objects.equals(display(one.rotation()), display(other.rotation()));
  }

  /** A rotation as replicas show it: it runs in the primary only (REP-7). */
  private static @Nullable RotationState display(@Nullable RotationState rotation) {
    return rotation == null ? null : rotation.with(draft -> draft.progress = null);
  }

  /**
   * The replica of a primary as the primary is now: each value under a data key of its own, for the
   * replica's ARN and under the Region's key (REP-3, REP-7).
   *
   * @param replica as it was; null if there is none yet
   * @param there where it is, or is to be
   * @param opening the service in the primary's Region
   * @param sealing the service in the replica's
   * @throws dev.strongroom.api.ServiceError if a key can't be used
   */
  static Secret copy(
      Secret primary,
      @Nullable Secret replica,
      Copy copy,
      RegionSecrets there,
      KeyService opening,
      KeyService sealing,
      Instant now) {
    var before = replica == null ? first(primary, copy, there, now) : replica;
    var arn = before.arn();
    var kmsKeyId = copy.kmsKeyId();
    var known =
        before.replication() instanceof Replica earlier
                && Objects.equals(kmsKeyId, before.kmsKeyId())
            ? earlier
            : null; // also for another key: all anew
    if (kmsKeyId != null && known == null) {
      sealing.validate(arn, kmsKeyId); // CS-6: even where there is no value yet
    }
    var versions =
        primary
            .versions()
            .copied(
                known == null ? Versions.NONE : known.source(),
                before.versions(),
                (id, value) ->
                    sealing.seal(arn, kmsKeyId, id, opening.open(primary.arn(), id, value)));
    return before.with(
        draft -> {
          draft.changed = now.isAfter(before.changed()) ? now : before.changed();
          draft.description = primary.description();
          draft.kmsKeyId = kmsKeyId;
          draft.tags = primary.tags();
          draft.policy = primary.policy(); // REP-8
          draft.versions = versions;
          draft.rotation = display(primary.rotation());
          draft.type = primary.type();
          draft.replication = new Replica(primary.arn().region(), primary.versions());
        });
  }

  private static Secret first(Secret primary, Copy copy, RegionSecrets there, Instant now) {
    return new Secret(
        primary.arn().in(copy.region()), // REP-3
        there.nextSequence(),
        primary.creationToken(),
        now,
        now,
        null,
        null,
        copy.kmsKeyId(),
        null,
        null,
        Versions.NONE,
        null,
        null,
        null,
        null,
        null);
  }
}
