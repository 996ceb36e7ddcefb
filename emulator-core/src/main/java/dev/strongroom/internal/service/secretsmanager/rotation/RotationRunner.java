package dev.strongroom.internal.service.secretsmanager.rotation;

import static dev.strongroom.internal.service.secretsmanager.SecretsManager.SECRETS;

import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.RotationFailure;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.service.secretsmanager.Context;
import dev.strongroom.internal.service.secretsmanager.KeyService;
import dev.strongroom.internal.service.secretsmanager.Pending;
import dev.strongroom.internal.service.secretsmanager.Rotating;
import dev.strongroom.internal.service.secretsmanager.RotationState.Progress;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretEvents;
import dev.strongroom.internal.service.secretsmanager.SecretKeys;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.rotation.FunctionException;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationTimeline;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the steps of rotations do, and what a test makes of them: a step at a time. */
final class RotationRunner {

  private final SecretsManager service;
  private final Engine engine;
  private final SecretEvents events;
  private final LambdaFunctions functions;
  private final RotationSettings settings;
  private final Map<RotationScheduler.Key, RotationBreakpoints> scripts = new ConcurrentHashMap<>();

  RotationRunner(
      SecretsManager service,
      Engine engine,
      SecretEvents events,
      LambdaFunctions functions,
      RotationSettings settings) {
    this.service = service;
    this.engine = engine;
    this.events = events;
    this.functions = functions;
    this.settings = settings;
  }

  /** Drops what was set for a secret that is gone. */
  void forget(RotationScheduler.Key key) {
    scripts.remove(key);
  }

  /** Returns what is set for a secret, to set more. */
  RotationBreakpoints script(RotationScheduler.Key key) {
    return scripts.computeIfAbsent(key, absent -> new RotationBreakpoints());
  }

  RotationTimeline timeline(String secretArn) {
    return events.timelines().of(secretArn);
  }

  /**
   * Lets a paused rotation be due.
   *
   * @throws IllegalStateException if it is not paused
   */
  void unpause(RotationScheduler.Key key) {
    engine.locked(
        () -> {
          var secret = secret(key);
          var progress = secret == null ? null : secret.progress();
          if (secret == null || progress == null || progress.due() != null) {
            throw new IllegalStateException(
                "The rotation of '" + key.name() + "' is not paused, so that it can't be resumed");
          }
          var script = scripts.get(key);
          if (script != null) {
            script.goOn(progress.step());
          }
          put(key, secret.rotating(draft -> draft.progress = progress.at(progress.step(), now())));
          return null;
        });
  }

  boolean isPaused(RotationScheduler.Key key) {
    var secret = secret(key);
    var progress = secret == null ? null : secret.progress();
    return progress != null && progress.due() == null;
  }

  /** Returns whether it can be found out which of a secret's values log in. */
  boolean knowsLogins(RotationScheduler.Key key) {
    var secret = secret(key);
    return secret != null && loginCheck(key, secret) != null;
  }

  /** Returns which labels' values log in at present; empty if that can't be found out. */
  Map<String, Boolean> logins(RotationScheduler.Key key) {
    var secret = secret(key);
    return secret == null ? Map.of() : logins(key, secret);
  }

  private Map<String, Boolean> logins(RotationScheduler.Key key, Secret secret) {
    var check = loginCheck(key, secret);
    return check == null ? Map.of() : RotationBreakpoints.logins(check, secret, keys(secret));
  }

  private @Nullable LoginCheck loginCheck(RotationScheduler.Key key, Secret secret) {
    var check = functions.loginCheck(lambdaArn(secret));
    var script = scripts.get(key);
    return script == null ? check : script.loginsOr(check);
  }

  /** A step that is to be taken, as everything stood before it. */
  private record Work(Secret secret, Progress progress, RotationStep step) {}

  /** How a step went. */
  private record Run(@Nullable RotationFailure scripted, @Nullable Throwable failure) {

    String inWords() {
      var words = failure == null ? "succeeded" : "failed: " + cause(failure);
      if (scripted == null) {
        return words;
      }
      return switch (scripted.how()) {
        case FALSE_SUCCESS -> words + " without its work, as scripted";
        case WRONG_VALUE -> words + " with a wrong value, as scripted";
        default -> words + ", as scripted";
      };
    }
  }

  private static String cause(Throwable failure) {
    return failure instanceof FunctionException elsewhere
        ? elsewhere.outcome()
        : failure.getClass().getSimpleName();
  }

  /** Does what is due of one rotation; whether there is more, once its events are delivered. */
  boolean take(RotationScheduler.Key key) {
    var work = engine.locked(() -> beginIfDue(key));
    while (work != null) {
      var step = work;
      var run = run(step, key);
      var after = secret(key);
      var logins = logins(key, after == null ? step.secret() : after); // not under the lock
      work = engine.locked(() -> concluded(key, step, run, logins));
    }
    return isDue(secret(key));
  }

  private @Nullable Work beginIfDue(RotationScheduler.Key key) {
    var secret = secret(key);
    return secret != null && isDue(secret) ? begin(key, secret) : null;
  }

  private boolean isDue(@Nullable Secret secret) {
    return secret != null && secret.due() != null && !now().isBefore(secret.due());
  }

  /** Returns what is to be invoked; null if something else was done. */
  private @Nullable Work begin(RotationScheduler.Key key, Secret secret) {
    var progress = secret.progress();
    if (progress == null) {
      return scheduled(key, secret);
    }
    var next =
        progress.testOnly() && progress.step() != null
            ? copiedIfReadable(secret, progress)
            : secret;
    var script = scripts.get(key);
    if (script != null && script.takesPauseBefore(progress.step())) {
      var paused = progress.at(progress.step(), null);
      put(key, next.rotating(draft -> draft.progress = paused));
      return null;
    }
    if (progress.step() == null) {
      judged(key, next, progress);
      return null;
    }
    var begun = progress.begun();
    var beginning = next.rotating(draft -> draft.progress = begun);
    put(key, beginning);
    return new Work(beginning, begun, progress.step());
  }

  /**
   * Begins what follows under the same lock, which spares half of the changes of the state, unless
   * somebody has to hear first of what has happened.
   */
  private @Nullable Work goOn(RotationScheduler.Key key, Secret secret) {
    if (!events.areHeard()) {
      return begin(key, secret);
    }
    put(key, secret);
    return null;
  }

  /** Concludes the steps as failed during which the emulator stopped. */
  void concludeInterrupted() {
    engine.locked(
        () -> {
          for (var region : engine.current().all(SECRETS).toList()) {
            region.getValue().inOrderOfDue().toList().forEach(this::concludeInterrupted);
          }
          return null;
        });
  }

  private void concludeInterrupted(Secret secret) {
    var progress = secret.progress();
    if (progress != null && progress.underWay() && progress.step() != null) {
      failed(RotationScheduler.key(secret), secret, progress, progress.step());
    }
  }

  private @Nullable Work scheduled(RotationScheduler.Key key, Secret secret) {
    var later = Rotating.untilLater(secret, now());
    Secret begun;
    try {
      begun = Rotating.onSchedule(later, context(later));
    } catch (ServiceError refusal) { // e.g. for a label too many
      put(key, later);
      events.rotationEvent("RotationFailed", later, "", now(), refusal.text());
      return null;
    }
    events.rotationStarted(begun, now());
    return goOn(key, begun);
  }

  /** The end of a rotation whose steps are all done (ROT-12). */
  private void judged(RotationScheduler.Key key, Secret secret, Progress progress) {
    if (progress.testOnly()) {
      var done = Pending.dropped(secret, progress.versionId());
      put(key, done.rotating(draft -> draft.progress = null));
      events.rotationEvent("TestRotationSucceeded", done, progress.versionId(), now(), null);
    } else if (Pending.isCurrent(secret, progress.versionId())) {
      var done = Rotating.succeeded(secret, context(secret), settings.dropsPending());
      put(key, done);
      events.rotationEvent("RotationSucceeded", done, progress.versionId(), now(), null);
    } else {
      failed(key, secret, progress, RotationStep.FINISH_SECRET);
    }
  }

  /** Runs the function, and what faults put round it. */
  private Run run(Work work, RotationScheduler.Key key) {
    RotationFailure scripted = null;
    try {
      scripted = failure(work);
      if (work.progress().testOnly()) {
        change(key, work, (secret, keys) -> copied(secret, work.progress(), keys));
      }
      runScripted(work, key, scripted);
      return new Run(scripted, null);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Run(scripted, interrupted);
    } catch (Throwable failure) {
      return new Run(scripted, failure);
    }
  }

  private void runScripted(Work work, RotationScheduler.Key key, @Nullable RotationFailure scripted)
      throws Exception {
    if (scripted == null || scripted.when() == When.AFTER) {
      invoke(work);
    }
    if (scripted == null || scripted.how() == How.FALSE_SUCCESS) {
      return;
    }
    if (scripted.how() != How.WRONG_VALUE) {
      throw scripted(scripted);
    }
    change(key, work, (secret, keys) -> WrongValue.put(secret, work.progress().versionId(), keys));
    if (scripted.when() == When.BEFORE) {
      invoke(work);
    }
  }

  private void invoke(Work work) throws Exception {
    var progress = work.progress();
    var rotation = work.secret().rotation();
    functions.invoke(
        lambdaArn(work.secret()),
        rotation != null && rotation.lambdaArn() == null,
        new RotationEvent(
            work.step(),
            work.secret().arn().toString(),
            progress.versionId(),
            progress.rotationToken()));
  }

  private static Exception scripted(RotationFailure failure) {
    var where = failure.when().name().toLowerCase(Locale.ROOT) + " its work, as scripted";
    return switch (failure.how()) {
      case TIME_OUT -> new TimeoutException("Task timed out " + where);
      case LOST_ANSWER -> new IllegalStateException("The function's answer got lost, as scripted");
      default -> new IllegalStateException("The function threw " + where);
    };
  }

  /** Returns the next step if it is to begin at once. */
  private @Nullable Work concluded(
      RotationScheduler.Key key, Work work, Run run, Map<String, Boolean> logins) {
    var secret = secret(key);
    if (secret == null || !secret.arn().equals(work.secret().arn())) {
      return null; // deleted meanwhile, with its timeline
    }
    boolean ended = !work.progress().equals(secret.progress());
    var outcome = run.inWords();
    events.step(
        work.secret(),
        secret,
        work.progress().attempt(),
        work.step(),
        now(),
        ended ? outcome + ", in a rotation that had ended" : outcome,
        logins,
        run.failure());
    if (ended) {
      return null; // cancelled or abandoned meanwhile
    }
    if (run.failure() != null) {
      failed(key, secret, work.progress(), work.step());
      return null;
    }
    var next = work.progress().testOnly() ? null : next(work.step());
    return goOn(key, secret.rotating(draft -> draft.progress = work.progress().at(next, now())));
  }

  /** The step after a step; null after the last one. */
  static @Nullable RotationStep next(RotationStep step) {
    var steps = RotationStep.values();
    return step.ordinal() + 1 == steps.length ? null : steps[step.ordinal() + 1];
  }

  /** Labels stay as they are; the whole sequence is tried again later (ROT-31, ROT-32). */
  private void failed(
      RotationScheduler.Key key, Secret secret, Progress progress, RotationStep step) {
    var message =
        "Error when executing lambda "
            + lambdaArn(secret)
            + " during "
            + step.wireName()
            + " step"; // AUD-5
    if (progress.testOnly()) {
      var done = Pending.dropped(secret, progress.versionId());
      put(key, done.rotating(draft -> draft.progress = null));
      events.rotationEvent("TestRotationFailed", done, progress.versionId(), now(), message);
      return;
    }
    boolean givenUp = progress.attempt() >= settings.attempts();
    put(
        key,
        secret.rotating(
            draft -> draft.progress = givenUp ? null : progress.again(now().plus(settings.gap()))));
    events.rotationEvent("RotationFailed", secret, progress.versionId(), now(), message);
  }

  /** The function's ARN; of a secret that another service rotates, one that stands for it. */
  private static String lambdaArn(Secret secret) {
    var arn = secret.rotation() == null ? null : secret.rotation().lambdaArn();
    return arn == null ? LambdaFunctions.standIn(secret.arn()) : arn;
  }

  /** Changes the secret behind everybody's back, unless its rotation has ended. */
  private void change(
      RotationScheduler.Key key, Work work, BiFunction<Secret, SecretKeys, Secret> change) {
    engine.locked(
        () -> {
          var secret = secret(key);
          if (secret != null && work.progress().equals(secret.progress())) {
            var keys = keys(secret);
            var changed = change.apply(secret, keys);
            engine.replace(keys.state()); // with the AWS managed key if this is its first use
            put(key, changed);
          }
          return null;
        });
  }

  private static Secret copied(Secret secret, Progress progress, KeyService keys) {
    return Pending.valueOf(secret, progress.versionId(), keys) == null
        ? Pending.filledWithCurrent(secret, progress.versionId(), keys)
        : secret;
  }

  /** The copy is there before a pause (ROT-15); one that can't be made fails the step later. */
  private Secret copiedIfReadable(Secret secret, Progress progress) {
    try {
      return copied(secret, progress, keys(secret));
    } catch (ServiceError unreadable) {
      return secret;
    }
  }

  /** KMS as the service itself may use it: all that the account's administrator may. */
  private SecretKeys keys(Secret secret) {
    return service.keys(ownCall(secret));
  }

  private Call ownCall(Secret secret) {
    return service.ownCall(SecretsManager.region(secret), engine.current(), now());
  }

  private Context context(Secret secret) {
    return service.ownContext(secret, ownCall(secret));
  }

  /** Returns how a fault makes a step fail; null if none does. */
  private @Nullable RotationFailure failure(Work work) {
    var arn = work.secret().arn();
    return engine
        .faultEngine()
        .atRotationStep(work.step(), work.secret().name(), arn.toString(), arn.region());
  }

  private @Nullable Secret secret(RotationScheduler.Key key) {
    return engine.current().in(SECRETS, key.region()).named(key.name());
  }

  private void put(RotationScheduler.Key key, Secret secret) {
    engine.replace(service.with(engine.current(), key.region(), secret, now()));
  }

  private Instant now() {
    return Objects.requireNonNull(engine.clock().instant());
  }
}
