package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;

import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.ListKeyRotations;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Automatic rotation of a key's material, rotation on demand, and what has rotated so far. */
public final class KeyRotation {

  private static final int DEFAULT_PERIOD_DAYS = 365; // KMS-11
  private static final int ON_DEMAND_QUOTA = 10; // KR-4

  private KeyRotation() {}

  /** Starts automatic rotation, or changes its period; the first is due one period from now. */
  public static Change<EnableKeyRotation.Result> enableKeyRotation(
      Key key, EnableKeyRotation request, KmsContext context) {
    key.requireEnabled();
    requireRotatable(key);
    requireNoReplica(key.requireOrigin("AWS_KMS"));
    var days = request.rotationPeriodInDays();
    var rotation = Key.Rotation.from(context.now(), days == null ? DEFAULT_PERIOD_DAYS : days);
    return new Change<>(
        key.with(draft -> draft.rotation = rotation), new EnableKeyRotation.Result());
  }

  /** Ends automatic rotation; a key that can't rotate has none to end (KR-7). */
  public static Change<DisableKeyRotation.Result> disableKeyRotation(
      Key key, DisableKeyRotation request, KmsContext context) {
    requireNoReplica(key.requireEnabled().requireOrigin("AWS_KMS"));
    return new Change<>(key.with(draft -> draft.rotation = null), new DisableKeyRotation.Result());
  }

  /** A key that is pending deletion, or that can't rotate, says that it doesn't (KR-7). */
  public static GetKeyRotationStatus.Result getKeyRotationStatus(
      Key key, GetKeyRotationStatus request, KmsContext context) {
    var rotation = key.state().isPendingDeletion() ? null : key.rotation();
    return new GetKeyRotationStatus.Result(
        rotation != null,
        key.arn().toString(),
        rotation == null ? null : rotation.periodInDays(),
        rotation == null ? null : rotation.next(),
        null); // a rotation on demand is complete at once
  }

  /**
   * Makes new material current: generated, or imported before. The schedule of automatic rotation
   * stays.
   */
  public static Change<RotateKeyOnDemand.Result> rotateKeyOnDemand(
      Key key, RotateKeyOnDemand request, KmsContext context) {
    key.requireEnabled();
    requireRotatable(key);
    requireNoReplica(key.requireImported());
    requireQuota(key);
    var next =
        key.isExternal()
            ? key.withMaterials(key.and(rotated(key, context)), null)
            : key.with(
                draft ->
                    draft.materials =
                        key.and(Material.rotatedOnDemand(context.ids(), context.now())));
    return new Change<>(next, new RotateKeyOnDemand.Result(key.arn().toString()));
  }

  private static void requireQuota(Key key) { // KR-4
    var past =
        key.materials().stream()
            .filter(material -> material.rotation() == Material.Rotation.ON_DEMAND)
            .count();
    if (past >= ON_DEMAND_QUOTA) {
      throw LIMIT_EXCEEDED.error(
          "The on-demand rotations limit has been reached for the given keyId. "
              + "No more on-demand rotations can be performed for this key: "
              + key.arn());
    }
  }

  /** The imported material that waits for its rotation, if every replica has it as well. */
  private static Material rotated(Key key, KmsContext context) {
    var pending = key.pending();
    if (pending == null || !isEverywhere(key, pending, context)) { // KR-18
      throw KMS_INVALID_STATE.error(
          "No available key material pending rotation for the key: " + key.arn() + ".");
    }
    return pending.rotatedIn(context.now());
  }

  /** Whether pending material was imported into all related keys. */
  private static boolean isEverywhere(Key primary, Material pending, KmsContext context) {
    var set = primary.multiRegion();
    return pending.isPresent()
        && (set == null
            || set.replicas().keySet().stream()
                .map(region -> RelatedKeys.find(primary, region, context))
                .filter(Objects::nonNull)
                .allMatch(
                    replica -> replica.pending() != null && replica.pending().isPresent()));
  }

  public static ListKeyRotations.Result listKeyRotations(
      Key key, ListKeyRotations request, KmsContext context) {
    requireRotatable(key);
    boolean all = "ALL_KEY_MATERIAL".equals(request.includeKeyMaterial());
    var listed = new ArrayList<ListKeyRotations.Entry>();
    for (var material : key.materials()) {
      if (all || material.rotation() != null) {
        var state = material.equals(key.material()) ? "CURRENT" : "NON_CURRENT";
        listed.add(entry(key, material, state));
      }
    }
    if (all && key.pending() != null) {
      listed.add(entry(key, key.pending(), stateOfPending(key, context)));
    }
    var page =
        Page.of("rotations", 100, request.limit(), request.marker())
            .take(numbered(listed).stream(), Numbered::number);
    return new ListKeyRotations.Result(
        page.entries().stream().map(Numbered::entry).toList(), page.nextMarker(), page.truncated());
  }

  private static String stateOfPending(Key key, KmsContext context) {
    var set = key.multiRegion();
    var primary = set == null ? key : RelatedKeys.find(key, set.primary(), context);
    return primary != null
            && primary.pending() != null
            && isEverywhere(primary, primary.pending(), context)
        ? "PENDING_ROTATION"
        : "PENDING_MULTI_REGION_IMPORT_AND_ROTATION";
  }

  private record Numbered(String number, ListKeyRotations.Entry entry) {}

  private static List<Numbered> numbered(List<ListKeyRotations.Entry> entries) {
    var numbered = new ArrayList<Numbered>();
    for (int i = 0; i < entries.size(); i++) {
      numbered.add(new Numbered("%06d".formatted(i), entries.get(i)));
    }
    return numbered;
  }

  private static ListKeyRotations.Entry entry(Key key, Material material, String state) {
    var rotation = material.rotation();
    var imported = material.imported();
    return new ListKeyRotations.Entry(
        key.arn().keyId(),
        material.id(),
        imported == null ? null : imported.description(),
        !key.isExternal() ? null : material.isPresent() ? "IMPORTED" : "PENDING_IMPORT",
        state,
        imported == null || !material.isPresent() ? null : imported.expirationModel(),
        imported == null ? null : imported.validTo(),
        material.rotated(),
        rotation == null ? null : rotation.name());
  }

  private static void requireRotatable(Key key) { // KR-2: without a text
    if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
      throw UNSUPPORTED_OPERATION.error("");
    }
  }

  private static void requireNoReplica(Key key) {
    if (key.isReplica()) {
      MultiRegionKeys.requirePrimary(key);
    }
  }
}
