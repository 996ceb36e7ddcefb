package dev.strongroom.gate;

import dev.strongroom.api.RotationStep;
import dev.strongroom.gate.World.Place;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationFailure;
import dev.strongroom.rotation.RotationTimeline;

/** How a test reaches into the rotations of one secret. */
public final class RotationControl {

  private final Gate gate;
  private final Rotator rotator;
  private final Rotator.Key key;
  private final String lambdaArn;

  RotationControl(Gate gate, Rotator rotator, Place place, String name, String partition) {
    this.gate = gate;
    this.rotator = rotator;
    this.key = new Rotator.Key(place, name);
    this.lambdaArn = Functions.standIn(partition, place.region(), place.accountId(), name);
  }

  public String lambdaArn() {
    return lambdaArn;
  }

  public void pauseBefore(RotationStep step) {
    rotator.script(key).pauseBefore(step);
  }

  public void pauseAfter(RotationStep step) {
    rotator.script(key).pauseBefore(Rotator.next(step));
  }

  public boolean isPaused() {
    return rotator.isPaused(key);
  }

  public void resume() {
    rotator.resume(key);
  }

  public void fail(RotationFailure failure) {
    rotator.script(key).fail(failure);
  }

  public void remove(RotationFailure failure) {
    rotator.script(key).remove(failure);
  }

  public void logins(LoginCheck check) {
    rotator.script(key).logins(check);
  }

  /** Of the secret that bears the name now; empty if none does. */
  public RotationTimeline timeline() {
    var secret = gate.current().secrets(key.place()).named(key.name());
    return rotator.timeline(secret == null ? key.name() : secret.arn().toString());
  }
}
