package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;

import dev.strongroom.internal.engine.DueEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One KMS key at one moment.
 *
 * @param materials all generations of its secret, the current one last; none before the first
 *     import
 * @param pending imported material that the next rotation on demand makes current; null if none is
 * @param rotation null unless it rotates by itself
 * @param grants by grant ID
 * @param multiRegion null for a single-Region key
 */
public record Key(
    Facts facts,
    String description,
    KeyState state,
    List<Material> materials,
    @Nullable Material pending,
    @Nullable Rotation rotation,
    KeyPolicy policy,
    SortedMap<String, String> tags,
    SortedMap<String, Grant> grants,
    @Nullable MultiRegion multiRegion) {

  /** AWS's name of the origin of material that a caller imports. */
  static final String EXTERNAL = "EXTERNAL";

  /**
   * What never changes in a key.
   *
   * @param origin where its material comes from; AWS's name
   * @param awsManaged whether it is the service's own, {@code aws/secretsmanager}
   * @param importing encrypts import tokens; null unless its material is imported
   */
  public record Facts(
      KeyArn arn,
      Instant created,
      KeySpec spec,
      KeyUsage usage,
      String origin,
      boolean awsManaged,
      @Nullable Material importing) {}

  /**
   * How a key rotates by itself.
   *
   * @param next when it does so again
   * @param paused whether it doesn't, because the key is disabled
   */
  public record Rotation(int periodInDays, Instant next, boolean paused) {

    static Rotation from(Instant start, int periodInDays) {
      return new Rotation(periodInDays, start.plus(Duration.ofDays(periodInDays)), false);
    }

    Rotation paused(boolean isPaused) {
      return new Rotation(periodInDays, next, isPaused);
    }
  }

  public Key {
    materials = List.copyOf(materials);
    tags = Collections.unmodifiableSortedMap(tags);
    grants = Collections.unmodifiableSortedMap(grants);
  }

  /**
   * Makes an enabled key; one without material is pending import.
   *
   * @param material null if it will be imported
   */
  static Key create(
      Facts facts,
      String description,
      @Nullable Material material,
      KeyPolicy policy,
      SortedMap<String, String> tags) {
    return new Key(
        facts,
        description,
        material == null ? KeyState.PENDING_IMPORT : KeyState.ENABLED,
        material == null ? List.of() : List.of(material),
        null,
        null,
        policy,
        tags,
        Collections.emptySortedMap(),
        null);
  }

  public KeyArn arn() {
    return facts.arn();
  }

  public KeySpec spec() {
    return facts.spec();
  }

  /** The material that encrypts and signs. */
  Material material() {
    return materials.get(materials.size() - 1);
  }

  /** The ID of the current material; null if none was ever imported. */
  @Nullable String materialId() {
    return materials.isEmpty() ? null : material().id();
  }

  /** The material of that ID, current or not; null if the key never had it. */
  @Nullable Material material(String id) {
    for (var material : materials) {
      if (material.id().equals(id)) {
        return material;
      }
    }
    return null;
  }

  boolean isExternal() {
    return facts.origin().equals(EXTERNAL);
  }

  /** Whether every material that the key needs is there. */
  boolean isComplete() {
    return !materials.isEmpty() && materials.stream().allMatch(Material::isPresent);
  }

  boolean isReplica() {
    return multiRegion != null && !multiRegion.primary().equals(arn().region());
  }

  boolean isGone(Instant now) {
    var date = goneAt();
    return date != null && !now.isBefore(date);
  }

  /** When the key is gone; null if nothing has decided that yet. */
  @Nullable Instant goneAt() {
    var window = state.windowDays();
    if (window == null || multiRegion == null || multiRegion.lastGoneAt().equals(Instant.MAX)) {
      return state.deletionDate();
    }
    return multiRegion.lastGoneAt().plus(Duration.ofDays(window));
  }

  /** The key as it is now, after what time alone has done to it. */
  Key at(Instant now) {
    return withoutGoneReplicas(now).rotatedByTime(now).withoutExpired(now);
  }

  /**
   * Returns what time will do to the key as it is now; what AWS does to its own key is no event.
   */
  Stream<DueEvent> dueEvents() {
    var rotates =
        rotation == null || rotation.paused() || facts.awsManaged() ? null : rotation.next();
    return Stream.concat(
            Stream.of(dueEvent(goneAt(), "deletion"), dueEvent(rotates, "rotation")),
            Stream.concat(materials.stream(), Stream.ofNullable(pending))
                .map(material -> dueEvent(material.expires(), "expiration of key material")))
        .filter(Objects::nonNull)
        .distinct();
  }

  private @Nullable DueEvent dueEvent(@Nullable Instant at, String what) {
    return at == null ? null : new DueEvent(at, what, "key", arn().toString());
  }

  private Key withoutGoneReplicas(Instant now) {
    if (multiRegion == null || multiRegion.at(now).equals(multiRegion)) {
      return this;
    }
    var next = multiRegion.at(now);
    var date = state.isPendingReplicaDeletion() && next.replicas().isEmpty() ? goneAt() : null;
    var then = date == null ? state : KeyState.pendingDeletion(date);
    return with(
        draft -> {
          draft.multiRegion = next;
          draft.state = then;
        });
  }

  private Key rotatedByTime(Instant now) {
    if (rotation == null || rotation.paused() || now.isBefore(rotation.next())) {
      return this;
    }
    var next = new ArrayList<>(materials);
    var due = rotation;
    for (; !now.isBefore(due.next()); due = Rotation.from(due.next(), due.periodInDays())) {
      next.add(next.get(next.size() - 1).rotatedAutomatically(due.next()));
    }
    var last = due;
    return with(
        draft -> {
          draft.materials = next;
          draft.rotation = last;
        });
  }

  private Key withoutExpired(Instant now) {
    boolean isAnyExpired = pending != null && pending.isExpired(now);
    for (var material : materials) {
      isAnyExpired |= material.isExpired(now);
    }
    if (!isAnyExpired) {
      return this;
    }
    return withMaterials(
        materials.stream()
            .map(material -> material.isExpired(now) ? material.withoutSecret() : material)
            .toList(),
        pending == null || pending.isExpired(now) ? null : pending);
  }

  /**
   * The key with other imported materials. It is enabled when the last missing material arrives,
   * and pending import when one is missing; a key that waits for its deletion goes on waiting.
   */
  Key withMaterials(List<Material> next, @Nullable Material nextPending) {
    return with(
        draft -> {
          draft.materials = next;
          draft.pending = nextPending;
          boolean complete = !next.isEmpty() && next.stream().allMatch(Material::isPresent);
          boolean waits = state.isPendingDeletion() || state.isPendingReplicaDeletion();
          if (!waits && complete == state.isPendingImport()) {
            draft.state = complete ? KeyState.ENABLED : KeyState.PENDING_IMPORT;
          }
        });
  }

  /**
   * The key in another state. While it isn't enabled it doesn't rotate; a rotation that has fallen
   * due meanwhile happens when it is enabled again. A replica rotates as its primary does.
   */
  Key inState(KeyState next, Instant now) {
    if (rotation == null || isReplica()) {
      return with(draft -> draft.state = next);
    }
    boolean isDue = next.isEnabled() && rotation.paused() && !now.isBefore(rotation.next());
    return with(
        draft -> {
          draft.state = next;
          draft.rotation =
              isDue
                  ? Rotation.from(now, rotation.periodInDays())
                  : rotation.paused(!next.isEnabled());
          if (isDue) {
            draft.materials = and(material().rotatedAutomatically(now));
          }
        });
  }

  /** Its materials and a new current one. */
  List<Material> and(Material next) {
    var all = new ArrayList<>(materials);
    all.add(next);
    return all;
  }

  /** Refuses a cryptographic operation; the usage comes before the state (KMS-12, KR-5). */
  Key requireUsable(KeyUsage usage, String operation) {
    if (facts.usage() != usage) {
      throw INVALID_KEY_USAGE.error(
          arn() + " key usage is " + facts.usage() + " which is not valid for " + operation + ".");
    }
    return requireEnabled().requireImported();
  }

  /** Refuses an algorithm that the key doesn't have (KMS-12). */
  void requireAlgorithm(String algorithm) {
    if (!spec().algorithms(facts.usage()).contains(algorithm)) {
      throw INVALID_KEY_USAGE.error(
          "Algorithm " + algorithm + " is incompatible with key spec " + spec() + ".");
    }
  }

  /** The operations that a grant for this key may allow. */
  Set<String> grantable() {
    var grantable = new HashSet<>(Set.of("CreateGrant", "RetireGrant", "DescribeKey"));
    if (spec().pair != null) {
      grantable.add("GetPublicKey");
    }
    switch (facts.usage()) {
      case SIGN_VERIFY -> grantable.addAll(Set.of("Sign", "Verify"));
      case GENERATE_VERIFY_MAC -> grantable.addAll(Set.of("GenerateMac", "VerifyMac"));
      case KEY_AGREEMENT -> grantable.add("DeriveSharedSecret");
      case ENCRYPT_DECRYPT -> {
        grantable.addAll(Set.of("Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo"));
        if (spec().pair == null) {
          grantable.addAll(
              Set.of(
                  "GenerateDataKey",
                  "GenerateDataKeyWithoutPlaintext",
                  "GenerateDataKeyPair",
                  "GenerateDataKeyPairWithoutPlaintext"));
        }
      }
    }
    return grantable;
  }

  Key requireEnabled() {
    if (state.isDisabled()) {
      throw DISABLED.error(arn() + " is disabled.");
    }
    return requireNotPendingDeletion();
  }

  Key requireNotPendingDeletion() {
    if (state.isPendingDeletion()) {
      throw KMS_INVALID_STATE.error(arn() + " is pending deletion.");
    }
    if (state.isPendingReplicaDeletion()) {
      throw KMS_INVALID_STATE.error(arn() + " is pending replica deletion.");
    }
    return this;
  }

  Key requireImported() {
    if (state.isPendingImport()) {
      throw KMS_INVALID_STATE.error(arn() + " is pending import.");
    }
    return this;
  }

  /** Refuses a key whose material comes from elsewhere (KR-18). */
  Key requireOrigin(String origin) {
    if (!facts.origin().equals(origin)) {
      throw UNSUPPORTED_OPERATION.error(
          arn() + " origin is " + facts.origin() + " which is not valid for this operation.");
    }
    return this;
  }

  /** The same key under another policy. */
  public Key withPolicy(String next) {
    return with(draft -> draft.policy = KeyPolicy.parse(next));
  }

  /** A copy with some components changed. */
  Key with(Consumer<Draft> changes) {
    var draft = new Draft(this);
    changes.accept(draft);
    return new Key(
        facts,
        draft.description,
        draft.state,
        draft.materials,
        draft.pending,
        draft.rotation,
        draft.policy,
        draft.tags,
        draft.grants,
        draft.multiRegion);
  }

  /** What can change about a key. */
  static final class Draft {
    String description;
    KeyState state;
    List<Material> materials;
    @Nullable Material pending;
    @Nullable Rotation rotation;
    KeyPolicy policy;
    SortedMap<String, String> tags;
    SortedMap<String, Grant> grants;
    @Nullable MultiRegion multiRegion;

    private Draft(Key key) {
      description = key.description;
      state = key.state;
      materials = key.materials;
      pending = key.pending;
      rotation = key.rotation;
      policy = key.policy;
      tags = key.tags;
      grants = key.grants;
      multiRegion = key.multiRegion;
    }
  }
}
