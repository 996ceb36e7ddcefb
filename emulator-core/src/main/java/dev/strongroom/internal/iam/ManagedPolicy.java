package dev.strongroom.internal.iam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A managed policy with its versions, of which the default one counts.
 *
 * @param policy the default version's document, with the ARN as its name
 * @param uniqueId null for one that was made in code, as {@code created} and {@code updated}
 * @param version the number of the default version
 * @param latest the highest number that a version has had
 * @param since when the default version was made
 * @param others the versions that are not the default
 */
public record ManagedPolicy(
    Policy policy,
    @Nullable String uniqueId,
    @Nullable Instant created,
    @Nullable Instant updated,
    @Nullable String description,
    Map<String, String> tags,
    int version,
    int latest,
    @Nullable Instant since,
    List<ManagedPolicyVersion> others) {

  /** How many versions a policy can have. */
  public static final int MOST_VERSIONS = 5;

  public ManagedPolicy { // read from older data, it has a document only
    tags = tags == null ? Map.of() : Map.copyOf(tags);
    others = others == null ? List.of() : List.copyOf(others);
    version = Math.max(1, version);
    latest = Math.max(version, latest);
  }

  /** Returns a policy that is made in code. */
  public static ManagedPolicy of(Policy policy) {
    return new ManagedPolicy(policy, null, null, null, null, Map.of(), 1, 1, null, List.of());
  }

  /** Returns a policy that IAM's API makes. */
  public static ManagedPolicy created(
      Policy policy,
      String uniqueId,
      Instant now,
      @Nullable String description,
      Map<String, String> tags) {
    return new ManagedPolicy(policy, uniqueId, now, now, description, tags, 1, 1, now, List.of());
  }

  /** Returns this policy with another document of its default version. */
  public ManagedPolicy with(Policy document) {
    return new ManagedPolicy(
        document, uniqueId, created, updated, description, tags, version, latest, since, others);
  }

  /** Returns this policy with one more version. */
  public ManagedPolicy plus(Policy document, boolean asDefault, Instant now) {
    var rest = new ArrayList<>(others);
    rest.add(
        asDefault
            ? new ManagedPolicyVersion(version, policy, since)
            : new ManagedPolicyVersion(latest + 1, document, now));
    return new ManagedPolicy(
        asDefault ? document : policy,
        uniqueId,
        created,
        now,
        description,
        tags,
        asDefault ? latest + 1 : version,
        latest + 1,
        asDefault ? now : since,
        rest);
  }

  /** Returns this policy without a version that is not the default. */
  public ManagedPolicy without(ManagedPolicyVersion gone) {
    var rest = others.stream().filter(other -> other.number() != gone.number()).toList();
    return new ManagedPolicy(
        policy, uniqueId, created, updated, description, tags, version, latest, since, rest);
  }

  /** Returns this policy with another of its versions as the default. */
  public ManagedPolicy withDefault(ManagedPolicyVersion chosen, Instant now) {
    var rest = new ArrayList<>(without(chosen).others);
    rest.add(new ManagedPolicyVersion(version, policy, since));
    return new ManagedPolicy(
        chosen.policy(),
        uniqueId,
        created,
        now,
        description,
        tags,
        chosen.number(),
        latest,
        chosen.created(),
        rest);
  }

  /** Returns all versions, the newest first. */
  public List<ManagedPolicyVersion> versions() {
    var all = new ArrayList<>(others);
    all.add(new ManagedPolicyVersion(version, policy, since));
    all.sort(Comparator.comparing(ManagedPolicyVersion::number).reversed());
    return List.copyOf(all);
  }
}
