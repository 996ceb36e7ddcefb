package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One KMS key at one moment.
 *
 * @param materials all generations of its secret, the current one last
 * @param rotation null unless it rotates by itself
 * @param grants by grant id
 */
public record Key(
    Facts facts,
    String description,
    KeyState state,
    List<Material> materials,
    @Nullable Rotation rotation,
    KeyPolicy policy,
    SortedMap<String, String> tags,
    SortedMap<String, Grant> grants) {

  /**
   * What never changes in a key.
   *
   * @param awsManaged whether it is the service's own, {@code aws/secretsmanager}
   */
  public record Facts(
      KeyArn arn,
      Instant created,
      KeySpec spec,
      KeyUsage usage,
      boolean multiRegion,
      boolean awsManaged) {}

  /**
   * How a key rotates by itself.
   *
   * @param next when it does so again
   */
  public record Rotation(int periodInDays, Instant next) {

    static Rotation from(Instant start, int periodInDays) {
      return new Rotation(periodInDays, start.plus(Duration.ofDays(periodInDays)));
    }
  }

  static Key create(
      Facts facts,
      String description,
      Material material,
      @Nullable Rotation rotation,
      String policy,
      SortedMap<String, String> tags) {
    return new Key(
        facts,
        description,
        KeyState.ENABLED,
        List.of(material),
        rotation,
        KeyPolicy.parse(policy),
        tags,
        Collections.emptySortedMap());
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

  /** The material of that id, current or not; null if the key never had it. */
  @Nullable Material material(String id) {
    for (var material : materials) {
      if (material.id().equals(id)) {
        return material;
      }
    }
    return null;
  }

  boolean isGone(Instant now) {
    var date = state.deletionDate();
    return date != null && !now.isBefore(date);
  }

  /** The key as it is now: what time alone has rotated since is added; a disabled key stays. */
  Key at(Instant now) {
    if (rotation == null || !state.isEnabled() || now.isBefore(rotation.next())) {
      return this;
    }
    var next = new ArrayList<>(materials);
    var due = rotation;
    for (; !now.isBefore(due.next()); due = Rotation.from(due.next(), due.periodInDays())) {
      next.add(next.get(next.size() - 1).rotatedAutomatically(due.next()));
    }
    return with(next).withRotation(due);
  }

  /** Refuses a cryptographic operation (KMS-12). */
  Key requireUsable(KeyUsage usage, String operation) {
    requireEnabled();
    if (facts.usage() != usage) {
      throw INVALID_KEY_USAGE.error(
          arn() + " key usage is " + facts.usage() + " which is not valid for " + operation + ".");
    }
    return this;
  }

  /** Refuses an algorithm that the key doesn't have (KMS-12). */
  void requireAlgorithm(String algorithm) {
    if (!spec().algorithms(facts.usage()).contains(algorithm)) {
      throw INVALID_KEY_USAGE.error(
          "Algorithm " + algorithm + " is incompatible with key spec " + spec() + ".");
    }
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
    return this;
  }

  Key withDescription(String next) {
    return new Key(facts, next, state, materials, rotation, policy, tags, grants);
  }

  Key with(KeyState next) {
    return new Key(facts, description, next, materials, rotation, policy, tags, grants);
  }

  Key with(List<Material> next) {
    return new Key(facts, description, state, List.copyOf(next), rotation, policy, tags, grants);
  }

  Key and(Material next) {
    var all = new ArrayList<>(materials);
    all.add(next);
    return with(all);
  }

  Key withRotation(@Nullable Rotation next) {
    return new Key(facts, description, state, materials, next, policy, tags, grants);
  }

  /** The same key under another policy. */
  public Key withPolicy(String next) {
    var parsed = KeyPolicy.parse(next);
    return new Key(facts, description, state, materials, rotation, parsed, tags, grants);
  }

  Key withTags(SortedMap<String, String> next) {
    return new Key(facts, description, state, materials, rotation, policy, next, grants);
  }

  Key with(Grant grant) {
    var next = new TreeMap<>(grants);
    next.put(grant.id(), grant);
    return withGrants(next);
  }

  Key without(Grant grant) {
    var next = new TreeMap<>(grants);
    next.remove(grant.id());
    return withGrants(next);
  }

  private Key withGrants(SortedMap<String, Grant> grantsNext) {
    var next = Collections.unmodifiableSortedMap(grantsNext);
    return new Key(facts, description, state, materials, rotation, policy, tags, next);
  }
}
