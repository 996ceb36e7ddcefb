package dev.strongroom.internal.service.secretsmanager.rotation;

import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.Selection;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationTimeline;
import java.util.Map;

/** How a test reaches into the rotations of one secret. */
public final class RotationControl {

  private final Engine engine;
  private final RotationScheduler scheduler;
  private final RotationRunner steps;
  private final RotationScheduler.Key key;
  private final String lambdaArn;
  private final String partition;

  RotationControl(
      Engine engine,
      RotationScheduler scheduler,
      RotationRunner steps,
      AccountRegion region,
      String name,
      String partition) {
    this.engine = engine;
    this.scheduler = scheduler;
    this.steps = steps;
    this.key = new RotationScheduler.Key(region, name);
    this.partition = partition;
    this.lambdaArn = LambdaFunctions.standIn(partition, region.region(), region.accountId(), name);
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
    scheduler.resume(key);
  }

  /** The steps of this secret's rotations, for faults to strike. */
  public Selection.OfRotations steps() {
    var region = key.region();
    var arn =
        "arn:%s:secretsmanager:%s:%s:secret:%s-??????"
            .formatted(partition, region.region(), region.accountId(), key.name());
    return engine.faults().rotation().secret(arn);
  }

  public void logins(LoginCheck check) {
    steps.script(key).logins(check);
  }

  /** Returns whether it can be found out which of the secret's values log in. */
  public boolean knowsLogins() {
    return steps.knowsLogins(key);
  }

  /** Returns which labels' values log in at present, which is tried now. */
  public Map<String, Boolean> logins() {
    return steps.logins(key);
  }

  /** Of the secret that bears the name now; empty if none does. */
  public RotationTimeline timeline() {
    var secret = engine.current().in(SecretsManager.SECRETS, key.region()).named(key.name());
    return steps.timeline(secret == null ? key.name() : secret.arn().toString());
  }
}
