package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;

import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.ListKeyRotations;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import java.util.ArrayList;

/** Automatic rotation of a key's material, rotation on demand, and what has rotated so far. */
public final class KeyRotation {

  private static final int DEFAULT_PERIOD_DAYS = 365; // KMS-11
  private static final int ON_DEMAND_QUOTA = 25;

  private KeyRotation() {}

  public static Change<EnableKeyRotation.Result> enableKeyRotation(
      Key key, EnableKeyRotation request, KmsContext context) {
    requireRotatable(key.requireEnabled());
    var days = request.rotationPeriodInDays();
    var rotation = Key.Rotation.from(context.now(), days == null ? DEFAULT_PERIOD_DAYS : days);
    return new Change<>(key.withRotation(rotation), new EnableKeyRotation.Result());
  }

  public static Change<DisableKeyRotation.Result> disableKeyRotation(
      Key key, DisableKeyRotation request, KmsContext context) {
    requireRotatable(key.requireEnabled());
    return new Change<>(key.withRotation(null), new DisableKeyRotation.Result());
  }

  /** A key that is pending deletion tells that it doesn't rotate. */
  public static GetKeyRotationStatus.Result getKeyRotationStatus(
      Key key, GetKeyRotationStatus request, KmsContext context) {
    requireRotatable(key);
    var rotation = key.state().isPendingDeletion() ? null : key.rotation();
    return new GetKeyRotationStatus.Result(
        rotation != null,
        key.arn().toString(),
        rotation == null ? null : rotation.periodInDays(),
        rotation == null ? null : rotation.next(),
        null); // a rotation on demand is complete at once
  }

  /** The schedule of automatic rotation stays. */
  public static Change<RotateKeyOnDemand.Result> rotateKeyOnDemand(
      Key key, RotateKeyOnDemand request, KmsContext context) {
    requireRotatable(key.requireEnabled());
    var past =
        key.materials().stream()
            .filter(material -> material.rotation() == Material.Rotation.ON_DEMAND)
            .count();
    if (past >= ON_DEMAND_QUOTA) {
      throw LIMIT_EXCEEDED.error(
          "A KMS key can be rotated on demand %s times.".formatted(ON_DEMAND_QUOTA));
    }
    return new Change<>(
        key.and(Material.rotatedOnDemand(context.ids(), context.now())),
        new RotateKeyOnDemand.Result(key.arn().toString()));
  }

  public static ListKeyRotations.Result listKeyRotations(
      Key key, ListKeyRotations request, KmsContext context) {
    requireRotatable(key);
    boolean all = "ALL_KEY_MATERIAL".equals(request.includeKeyMaterial());
    var listed = new ArrayList<Numbered>();
    for (int i = 0; i < key.materials().size(); i++) {
      var material = key.materials().get(i);
      if (all || material.rotation() != null) {
        listed.add(new Numbered("%06d".formatted(i), entry(key, material)));
      }
    }
    var page =
        Page.of(context, 100, request.limit(), request.marker(), "rotations", key.arn())
            .take(listed.stream(), Numbered::number);
    return new ListKeyRotations.Result(
        page.entries().stream().map(Numbered::entry).toList(), page.nextMarker(), page.truncated());
  }

  private record Numbered(String number, ListKeyRotations.Entry entry) {}

  private static ListKeyRotations.Entry entry(Key key, Material material) {
    var rotation = material.rotation();
    return new ListKeyRotations.Entry(
        key.arn().keyId(),
        material.id(),
        material.equals(key.material()) ? "CURRENT" : "NON_CURRENT",
        material.rotated(),
        rotation == null ? null : rotation.name());
  }

  private static void requireRotatable(Key key) {
    if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
      throw UNSUPPORTED_OPERATION.error(
          key.arn() + " key spec is " + key.spec() + " which is not valid for this operation.");
    }
  }
}
