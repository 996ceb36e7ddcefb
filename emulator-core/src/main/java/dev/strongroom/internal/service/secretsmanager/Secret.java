package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;

import dev.strongroom.api.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One secret at one moment.
 *
 * @param sequence its place among the Region's secrets in the order of creation
 * @param creationToken the ClientRequestToken of the call that created it
 * @param accessed the day it was last read, at 00:00 UTC (TS-3)
 * @param kmsKeyId the key as the caller named it; null for the AWS managed one
 * @param tags null if it never had any (TAG-8)
 * @param policy null if it has none
 * @param rotation null if it was never configured
 * @param type of a managed external secret; null for any other (ROT-44)
 * @param owningService the AWS service that manages it; null if its users do (ROT-42)
 * @param deletion null unless it is marked for deletion
 * @param replication null unless it has replicas, or is one
 */
public record Secret(
    SecretArn arn,
    long sequence,
    String creationToken,
    Instant created,
    Instant changed,
    @Nullable Instant accessed,
    @Nullable String description,
    @Nullable String kmsKeyId,
    @Nullable List<Tag> tags,
    @Nullable ResourcePolicy policy,
    Versions versions,
    @Nullable Deletion deletion,
    @Nullable RotationState rotation,
    @Nullable String type,
    @Nullable String owningService,
    @Nullable Replication replication) {

  /**
   * The mark of a secret that will disappear.
   *
   * @param date what callers see as the deletion's date (TS-6, TS-7)
   * @param goneAt when name and ARN are free again
   * @param forced whether there is no way back
   */
  record Deletion(Instant date, Instant goneAt, boolean forced) {}

  public String name() {
    return arn.name();
  }

  /** When it is gone; null unless it is marked for deletion. */
  public @Nullable Instant goneAt() {
    return deletion == null ? null : deletion.goneAt();
  }

  /** When its rotation has something to do; null if there is nothing. */
  public @Nullable Instant due() {
    boolean rests = deletion != null || isReplica(); // REP-7
    return rests || rotation == null ? null : rotation.due();
  }

  public boolean isReplica() {
    return replication instanceof Replication.Replica;
  }

  /** The Region in which it is written; null unless it has replicas, or is one (REP-13). */
  public @Nullable String primaryRegion() {
    return replication instanceof Replication.Replica replica
        ? replica.primaryRegion()
        : replication == null ? null : arn.region();
  }

  /** What it knows of its replicas; empty unless it has some. */
  public List<Replication.Copy> copies() {
    return replication instanceof Replication.Primary primary ? primary.copies() : List.of();
  }

  /** What it knows of its replica in a Region; null if it has none there. */
  public Replication.@Nullable Copy copyIn(String region) {
    return copies().stream().filter(copy -> copy.region().equals(region)).findAny().orElse(null);
  }

  /** When the next replication is over; null if none is under way. */
  public @Nullable Instant replicationDue() {
    return copies().stream()
        .map(Replication.Copy::due)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The same secret with other replicas, or with none. */
  public Secret copiedTo(List<Replication.Copy> copies) {
    return with(
        draft -> draft.replication = copies.isEmpty() ? null : new Replication.Primary(copies));
  }

  /** The same secret with something else known of its replica in a Region, if it has one there. */
  public Secret copying(String region, UnaryOperator<Replication.Copy> change) {
    return replication instanceof Replication.Primary
        ? copiedTo(
            copies().stream()
                .map(copy -> copy.region().equals(region) ? change.apply(copy) : copy)
                .toList())
        : this;
  }

  /** The rotation under way; null if there is none. */
  public RotationState.@Nullable Progress progress() {
    return rotation == null ? null : rotation.progress();
  }

  /** The same secret with its rotation changed. */
  public Secret rotating(Consumer<RotationState.Draft> changes) {
    var before = rotation == null ? RotationState.NONE : rotation;
    return with(draft -> draft.rotation = before.with(changes));
  }

  /** The ids of all its versions, oldest first. */
  public List<String> versionIds() {
    var ids = new ArrayList<String>();
    versions.byAge().forEach(entry -> ids.add(entry.getValue()));
    return ids;
  }

  /**
   * Each version's value as it is stored, by the version's id, oldest first; not of those without.
   */
  public Map<String, Sealed> sealedValues() {
    var values = new LinkedHashMap<String, Sealed>();
    for (var id : versionIds()) {
      var version = Objects.requireNonNull(versions.find(id));
      if (version.value() != null) {
        values.put(id, version.value());
      }
    }
    return values;
  }

  /**
   * Labels that went to another version, with its id; not the two that come and go by themselves
   * (AUD-8).
   */
  public Map<String, String> labelsMovedSince(@Nullable Secret earlier) {
    var moved = new LinkedHashMap<>(versions.labels());
    if (earlier != null) {
      moved.entrySet().removeAll(earlier.versions.labels().entrySet());
    }
    moved.keySet().removeAll(List.of(Versions.PENDING, Versions.PREVIOUS));
    return moved;
  }

  boolean isGone(Instant now) {
    return deletion != null && !now.isBefore(deletion.goneAt());
  }

  public Secret requireNotMarkedForDeletion() { // MD-2 to MD-6
    if (deletion != null) {
      throw INVALID_REQUEST.error(
          "You can't perform this operation on the secret because it was marked for deletion.");
    }
    return this;
  }

  /** Refuses a change to a secret that another service manages (ROT-43). */
  public Secret requireUnmanaged() {
    if (owningService != null) {
      throw INVALID_REQUEST.error(
          "You can't perform this operation on secret "
              + name()
              + ", because it is managed by "
              + owningService
              + ". Use that service instead (Strongroom's own text).");
    }
    return this;
  }

  Secret with(Versions next) {
    return with(draft -> draft.versions = next);
  }

  /**
   * The same secret with LastChangedDate moved on, at least by a millisecond while the clock ticks
   * (TS-2).
   */
  public Secret changedBy(Context context) {
    var now = context.now();
    boolean tie = context.ticking() && !now.isAfter(changed);
    return with(draft -> draft.changed = tie ? changed.plus(Duration.ofMillis(1)) : now);
  }

  Secret accessedOn(Instant day, String versionId) {
    return with(
        draft -> {
          draft.accessed = day;
          draft.versions = versions.accessedOn(versionId, day);
        });
  }

  /** A copy with some components changed. */
  public Secret with(Consumer<Draft> changes) {
    var draft = new Draft(this);
    changes.accept(draft);
    return new Secret(
        arn,
        sequence,
        creationToken,
        created,
        draft.changed,
        draft.accessed,
        draft.description,
        draft.kmsKeyId,
        draft.tags,
        draft.policy,
        draft.versions,
        draft.deletion,
        draft.rotation,
        draft.type,
        draft.owningService,
        draft.replication);
  }

  /** What can change about a secret. */
  public static final class Draft {
    Instant changed;
    @Nullable Instant accessed;
    @Nullable String description;
    @Nullable String kmsKeyId;
    @Nullable List<Tag> tags;
    public @Nullable ResourcePolicy policy;
    Versions versions;
    @Nullable Deletion deletion;
    public @Nullable RotationState rotation;
    @Nullable String type;
    @Nullable String owningService;
    public @Nullable Replication replication;

    private Draft(Secret secret) {
      changed = secret.changed;
      accessed = secret.accessed;
      description = secret.description;
      kmsKeyId = secret.kmsKeyId;
      tags = secret.tags;
      policy = secret.policy;
      versions = secret.versions;
      deletion = secret.deletion;
      rotation = secret.rotation;
      type = secret.type;
      owningService = secret.owningService;
      replication = secret.replication;
    }
  }
}
