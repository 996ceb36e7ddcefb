package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;

import dev.strongroom.api.Tag;
import dev.strongroom.internal.engine.DueEvent;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One secret at one moment.
 *
 * @param sequence its place among the Region's secrets in the order of creation
 * @param creationToken the ClientRequestToken of the CreateSecret call
 * @param accessed the day of the last read, at 00:00 UTC (TS-3)
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
   * The mark of a secret that is to be deleted.
   *
   * @param date the DeletedDate that callers see (TS-6, TS-7)
   * @param goneAt when the secret is removed and its name is free again
   * @param forced whether the deletion can't be undone
   */
  record Deletion(Instant date, Instant goneAt, boolean forced) {}

  public String name() {
    return arn.name();
  }

  /** Returns the labels of each version that has some, by the version's ID. */
  public Map<String, List<String>> labels() {
    return versions.idsToLabels();
  }

  /** Returns the ARNs of the keys that the values of its labelled versions are encrypted under. */
  public List<String> keyArns() {
    return versions.labels().values().stream()
        .distinct()
        .map(versions::find)
        .filter(Objects::nonNull)
        .map(Version::value)
        .filter(Objects::nonNull)
        .flatMap(value -> value.keyIds().stream())
        .distinct()
        .toList();
  }

  /** Returns when the secret is removed; null unless it is marked for deletion. */
  public @Nullable Instant goneAt() {
    return deletion == null ? null : deletion.goneAt();
  }

  /** Returns when the rotation has work to do; null if it has none. */
  public @Nullable Instant due() {
    boolean rests = deletion != null || isReplica(); // REP-7
    return rests || rotation == null ? null : rotation.due();
  }

  /** Returns what time will do to the secret. */
  Stream<DueEvent> dueEvents() {
    var rotation = progress() == null ? "scheduled rotation" : "rotation step";
    return Stream.concat(
            Stream.of(dueEvent(goneAt(), "deletion"), dueEvent(due(), rotation)),
            copies().stream().map(copy -> dueEvent(copy.due(), "replication to " + copy.region())))
        .filter(Objects::nonNull);
  }

  private @Nullable DueEvent dueEvent(@Nullable Instant at, String what) {
    return at == null ? null : new DueEvent(at, what, "secret", arn().toString());
  }

  public boolean isReplica() {
    return replication instanceof Replication.Replica;
  }

  /** Returns the primary's Region; null unless this is a primary or a replica (REP-13). */
  public @Nullable String primaryRegion() {
    return replication instanceof Replication.Replica replica
        ? replica.primaryRegion()
        : replication == null ? null : arn.region();
  }

  /** Returns the states of the replicas; empty if there are none. */
  public List<Replication.Copy> copies() {
    return replication instanceof Replication.Primary primary ? primary.copies() : List.of();
  }

  /** Returns the state of the replica in a Region; null if there is none. */
  public Replication.@Nullable Copy copyIn(String region) {
    return copies().stream().filter(copy -> copy.region().equals(region)).findAny().orElse(null);
  }

  /** Returns when the next replication ends; null if none is under way. */
  public @Nullable Instant replicationDue() {
    if (replication == null) {
      return null;
    }
    return copies().stream()
        .map(Replication.Copy::due)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Returns this secret with other replicas, or with none. */
  public Secret copiedTo(List<Replication.Copy> copies) {
    return with(
        draft -> draft.replication = copies.isEmpty() ? null : new Replication.Primary(copies));
  }

  /** Returns this secret with a changed state of its replica in a Region, if there is one. */
  public Secret copying(String region, UnaryOperator<Replication.Copy> change) {
    return replication instanceof Replication.Primary
        ? copiedTo(
            copies().stream()
                .map(copy -> copy.region().equals(region) ? change.apply(copy) : copy)
                .toList())
        : this;
  }

  /** Returns the rotation that is under way; null if there is none. */
  public RotationState.@Nullable Progress progress() {
    return rotation == null ? null : rotation.progress();
  }

  /** Returns this secret with its rotation changed. */
  public Secret rotating(Consumer<RotationState.Draft> changes) {
    var before = rotation == null ? RotationState.NONE : rotation;
    return with(draft -> draft.rotation = before.with(changes));
  }

  /** Returns the IDs of all versions, oldest first. */
  public List<String> versionIds() {
    var ids = new ArrayList<String>();
    versions.byAge().forEach(entry -> ids.add(entry.getValue()));
    return ids;
  }

  /** Returns the stored values by version ID, oldest first, without versions that have none. */
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
   * Returns the labels that moved to another version, with its ID, except AWSPENDING and
   * AWSPREVIOUS, which the service moves (AUD-8).
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
   * Returns this secret with the present LastChangedDate, at least a millisecond later than before
   * while the clock ticks (TS-2).
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

  /** Returns a copy with some components changed. */
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

  /** The components of a secret, to be changed. */
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
