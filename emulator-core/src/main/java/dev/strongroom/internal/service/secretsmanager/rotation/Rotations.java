package dev.strongroom.internal.service.secretsmanager.rotation;

import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretEvents;
import dev.strongroom.internal.service.secretsmanager.SecretId;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.internal.text.Arn;
import dev.strongroom.rotation.RotationTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rotations of all secrets of one emulator. */
public final class Rotations {

  private final Engine engine;
  private final SecretEvents events;
  private final RotationRunner runner;
  private final RotationScheduler scheduler;

  public Rotations(
      SecretsManager service,
      Engine engine,
      SecretEvents events,
      LambdaFunctions functions,
      RotationSettings settings) {
    this.engine = engine;
    this.events = events;
    this.runner = new RotationRunner(service, engine, events, functions, settings);
    this.scheduler = new RotationScheduler(engine, runner, settings.asynchronous());
  }

  /** Returns the rotations of the secret with this name. */
  public RotationControl of(AccountRegion region, String secretName, String partition) {
    return new RotationControl(engine, scheduler, runner, region, secretName, partition);
  }

  /** Returns what happened in the rotations of all secrets. */
  public List<RotationTimeline> timelines() {
    return events.timelines().secrets().stream().map(events.timelines()::of).toList();
  }

  /** Keeps a rotation that a call has just begun for the thread of that call. */
  public void claimBegun(Secret secret) {
    scheduler.claim(RotationScheduler.key(secret));
  }

  /** Concludes the steps during which the emulator stopped: they failed, and are tried again. */
  public void concludeInterrupted() {
    runner.concludeInterrupted();
  }

  /** Takes the steps of the rotation that this thread has claimed, and all else that is due. */
  public void runClaimed() {
    scheduler.runClaimed();
  }

  public @Nullable Instant nextStep(EmulatorState state) {
    return scheduler.nextStep(state);
  }

  public void runSteps() {
    scheduler.runSteps();
  }

  public boolean isInUserCode() {
    return scheduler.isInUserCode();
  }

  /** Drops what is known of a secret that is gone. */
  public void forget(Secret secret) {
    events.timelines().forget(secret.arn().toString());
    runner.forget(RotationScheduler.key(secret));
  }

  /** Drops the timelines of secrets that are not in a state which takes another's place. */
  public void restored(EmulatorState state) {
    events.timelines().retain(arn -> isPresent(state, arn));
  }

  private static boolean isPresent(EmulatorState state, String arn) {
    var place = Objects.requireNonNull(Arn.parse(arn));
    var region = new AccountRegion(place.account(), place.region());
    var secret = state.in(SecretsManager.SECRETS, region).named(SecretId.parse(arn).name());
    return secret != null && secret.arn().toString().equals(arn);
  }
}
