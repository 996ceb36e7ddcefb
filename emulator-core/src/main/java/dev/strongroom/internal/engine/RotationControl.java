package dev.strongroom.internal.engine;

import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.Selection;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationTimeline;

/** How a test reaches into the rotations of one secret. */
public final class RotationControl {

  private final Engine gate;
  private final RotationScheduler rotator;
  private final RotationRunner steps;
  private final RotationScheduler.Key key;
  private final String lambdaArn;
  private final String partition;

  RotationControl(
      Engine gate,
      RotationScheduler rotator,
      RotationRunner steps,
      AccountRegion place,
      String name,
      String partition) {
    this.gate = gate;
    this.rotator = rotator;
    this.steps = steps;
    this.key = new RotationScheduler.Key(place, name);
    this.partition = partition;
    this.lambdaArn = Functions.standIn(partition, place.region(), place.accountId(), name);
  }

  public String lambdaArn() {
    return lambdaArn;
  }

  public void pauseBefore(RotationStep step) {
    steps.script(key).pauseBefore(step);
  }

  public void pauseAfter(RotationStep step) {
    steps.script(key).pauseBefore(RotationRunner.next(step));
  }

  public boolean isPaused() {
    return steps.isPaused(key);
  }

  public void resume() {
    rotator.resume(key);
  }

  /** The steps of this secret's rotations, for faults to strike. */
  public Selection.OfRotations steps() {
    var place = key.place();
    var arn =
        "arn:%s:secretsmanager:%s:%s:secret:%s-??????"
            .formatted(partition, place.region(), place.accountId(), key.name());
    return gate.faults().rotation().secret(arn);
  }

  public void logins(LoginCheck check) {
    steps.script(key).logins(check);
  }

  /** Of the secret that bears the name now; empty if none does. */
  public RotationTimeline timeline() {
    var secret = gate.current().secrets(key.place()).named(key.name());
    return steps.timeline(secret == null ? key.name() : secret.arn().toString());
  }
}
