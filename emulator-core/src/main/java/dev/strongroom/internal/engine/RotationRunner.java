package dev.strongroom.internal.engine;

import dev.strongroom.api.Caller;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.RotationFailure;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.service.secretsmanager.Context;
import dev.strongroom.internal.service.secretsmanager.KeyService;
import dev.strongroom.internal.service.secretsmanager.Pending;
import dev.strongroom.internal.service.secretsmanager.Rotating;
import dev.strongroom.internal.service.secretsmanager.RotationState.Progress;
import dev.strongroom.internal.service.secretsmanager.Secret;
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

  private final Engine gate;
  private final AuditTrail trail;
  private final Functions functions;
  private final RotationSettings settings;
  private final Replicator replicator;
  private final FaultInjector meters;
  private final Map<RotationScheduler.Key, RotationBreakpoints> scripts = new ConcurrentHashMap<>();

  RotationRunner(
      Engine gate,
      AuditTrail trail,
      Functions functions,
      RotationSettings settings,
      Replicator replicator,
      FaultInjector meters) {
    this.gate = gate;
    this.trail = trail;
    this.functions = functions;
    this.settings = settings;
    this.replicator = replicator;
    this.meters = meters;
  }

  RotationBreakpoints script(RotationScheduler.Key key) {
    return scripts.computeIfAbsent(key, absent -> new RotationBreakpoints());
  }

  RotationTimeline timeline(String secretArn) {
    return trail.timelines.of(secretArn);
  }

  /**
   * Lets a paused rotation be due.
   *
   * @throws IllegalStateException if it is not paused
   */
  void unpause(RotationScheduler.Key key) {
    gate.locked(
        () -> {
          var secret = gate.current().secrets(key.place()).named(key.name());
          var progress = secret == null ? null : secret.progress();
          if (secret == null || progress == null || progress.due() != null) {
            throw new IllegalStateException(
                "The rotation of '" + key.name() + "' is not paused, so that it can't be resumed");
          }
          script(key).goOn(progress.step());
          put(key, secret.rotating(draft -> draft.progress = progress.at(progress.step(), now())));
          return null;
        });
  }

  boolean isPaused(RotationScheduler.Key key) {
    var secret = gate.current().secrets(key.place()).named(key.name());
    var progress = secret == null ? null : secret.progress();
    return progress != null && progress.due() == null;
  }

  /** A step that is to be taken, as everything stood before it. */
  private record Work(Secret secret, Progress progress, RotationStep step) {}

  /** How a step went. */
  private record Run(@Nullable RotationFailure scripted, @Nullable Throwable failure) {

    String inWords() {
      var words = failure == null ? "succeeded" : "failed: " + failure.getClass().getSimpleName();
      if (scripted == null) {
        return words;
      }
      return switch (scripted.how()) {
        case FALSE_SUCCESS -> words + " without its work, as told";
        case WRONG_VALUE -> words + " with a wrong value, as told";
        default -> words + ", as told";
      };
    }
  }

  /** Does the next thing that is due of one rotation; whether there was any. */
  boolean take(RotationScheduler.Key key) {
    var work = gate.locked(() -> prepared(key));
    if (work == null) {
      var secret = gate.current().secrets(key.place()).named(key.name());
      return secret != null && secret.due() != null && !now().isBefore(secret.due());
    }
    var run = run(work, key);
    var after = gate.current().secrets(key.place()).named(key.name());
    var told = after == null ? work.secret() : after;
    var logins = script(key).logins(told, keys(told)); // asks others: not under the lock
    gate.locked(() -> concluded(key, work, run, logins));
    return true;
  }

  /** What is to be invoked; null if something else was done, or there is nothing to do now. */
  private @Nullable Work prepared(RotationScheduler.Key key) {
    var secret = gate.current().secrets(key.place()).named(key.name());
    if (secret == null || secret.due() == null || now().isBefore(secret.due())) {
      return null;
    }
    var progress = secret.progress();
    if (progress == null) {
      scheduled(key, secret);
      return null;
    }
    if (progress.testOnly() && progress.step() != null) {
      secret = copiedIfReadable(key, secret, progress);
    }
    if (script(key).takesPauseBefore(progress.step())) {
      var paused = progress.at(progress.step(), null);
      put(key, secret.rotating(draft -> draft.progress = paused));
      return null;
    }
    if (progress.step() == null) {
      judged(key, secret, progress);
      return null;
    }
    return new Work(secret, progress, progress.step());
  }

  private void scheduled(RotationScheduler.Key key, Secret secret) {
    var later = Rotating.untilLater(secret, now());
    put(key, later);
    try {
      var begun = Rotating.onSchedule(later, context(later));
      put(key, begun);
      trail.rotationStarted(begun, now());
    } catch (ServiceError refusal) { // e.g. for a label too many
      trail.rotationEvent("RotationFailed", later, "", now(), refusal.text());
    }
  }

  /** The end of a rotation whose steps are all done (ROT-12). */
  private void judged(RotationScheduler.Key key, Secret secret, Progress progress) {
    if (progress.testOnly()) {
      var done = Pending.dropped(secret, progress.versionId());
      put(key, done.rotating(draft -> draft.progress = null));
      trail.rotationEvent("TestRotationSucceeded", done, progress.versionId(), now(), null);
    } else if (Pending.isCurrent(secret, progress.versionId())) {
      var done = Rotating.succeeded(secret, context(secret), settings.dropsPending());
      put(key, done);
      trail.rotationEvent("RotationSucceeded", done, progress.versionId(), now(), null);
    } else {
      failed(key, secret, progress, RotationStep.FINISH_SECRET);
    }
  }

  /** Runs the function, and what faults put round it. */
  private Run run(Work work, RotationScheduler.Key key) {
    RotationFailure scripted = null;
    try {
      scripted = meters.atRotationStep(work.step(), work.secret());
      if (work.progress().testOnly()) {
        change(key, work, (secret, keys) -> copied(secret, work.progress(), keys));
      }
      runScripted(work, key, scripted);
      return new Run(scripted, null);
    } catch (VirtualMachineError fatal) {
      throw fatal;
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
    var where = failure.when().name().toLowerCase(Locale.ROOT) + " its work, as told";
    return switch (failure.how()) {
      case TIME_OUT -> new TimeoutException("Task timed out " + where);
      case LOST_ANSWER -> new IllegalStateException("The function's answer got lost, as told");
      default -> new IllegalStateException("The function threw " + where);
    };
  }

  private @Nullable Void concluded(
      RotationScheduler.Key key, Work work, Run run, Map<String, Boolean> logins) {
    var secret = gate.current().secrets(key.place()).named(key.name());
    var progress = secret == null ? null : secret.progress();
    boolean ended = !work.progress().equals(progress);
    var after = secret == null ? work.secret() : secret;
    var outcome = run.inWords();
    trail.step(
        work.secret(),
        after,
        work.progress().attempt(),
        work.step(),
        now(),
        ended ? outcome + ", in a rotation that had ended" : outcome,
        logins,
        run.failure());
    if (ended || secret == null) {
      return null; // cancelled, abandoned or deleted meanwhile
    }
    if (run.failure() != null) {
      failed(key, secret, work.progress(), work.step());
    } else {
      var next = work.progress().testOnly() ? null : next(work.step());
      put(key, secret.rotating(draft -> draft.progress = work.progress().at(next, now())));
    }
    return null;
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
      trail.rotationEvent("TestRotationFailed", done, progress.versionId(), now(), message);
      return;
    }
    boolean givenUp = progress.attempt() >= settings.attempts();
    put(
        key,
        secret.rotating(
            draft -> draft.progress = givenUp ? null : progress.again(now().plus(settings.gap()))));
    trail.rotationEvent("RotationFailed", secret, progress.versionId(), now(), message);
  }

  /** The function's ARN; of a secret that another service rotates, one that stands for it. */
  private static String lambdaArn(Secret secret) {
    var arn = secret.rotation() == null ? null : secret.rotation().lambdaArn();
    return arn == null ? Functions.standIn(secret.arn()) : arn;
  }

  /** Changes the secret behind everybody's back, unless its rotation has ended. */
  private void change(
      RotationScheduler.Key key, Work work, BiFunction<Secret, CallerKms, Secret> change) {
    gate.locked(
        () -> {
          var secret = gate.current().secrets(key.place()).named(key.name());
          if (secret != null && work.progress().equals(secret.progress())) {
            var keys = keys(secret);
            var changed = change.apply(secret, keys);
            gate.replace(keys.world()); // with the AWS managed key if this is its first use
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
  private Secret copiedIfReadable(RotationScheduler.Key key, Secret secret, Progress progress) {
    try {
      var copied = copied(secret, progress, keys(secret));
      put(key, copied);
      return copied;
    } catch (ServiceError unreadable) {
      return secret;
    }
  }

  /** What the service itself may do with keys: all that the account's administrator may. */
  private CallerKms keys(Secret secret) {
    var owner = owner(secret);
    var world = gate.current();
    var call = new Call(owner, "", world, now(), gate.clock().isTicking(), gate.ids(), false);
    call.storedValues = gate.storedValues;
    return new CallerKms(call, world.iam().identity(owner, now()), world);
  }

  private static Caller owner(Secret secret) {
    return Caller.administrator(secret.arn().accountId(), secret.arn().region());
  }

  private Context context(Secret secret) {
    var arn = secret.arn();
    var owner = owner(secret);
    var world = gate.current();
    return new Context(
        owner,
        AccessRequest.of(
            world.iam().identity(owner, now()),
            "secretsmanager:RotateSecret",
            Resource.of(arn.toString()),
            RequestContext.EMPTY),
        world.iam()::mayExist,
        functions::mayBeInvoked,
        keys(secret),
        now(),
        gate.clock().isTicking(),
        gate.ids(),
        gate.lifecycle());
  }

  private void put(RotationScheduler.Key key, Secret secret) {
    var world = gate.current();
    var secrets = world.secrets(key.place());
    var before = secrets.named(key.name());
    var replication = before == null ? null : before.replication(); // not the rotation's to change
    var next =
        world.with(
            key.place(), secrets.with(secret.with(draft -> draft.replication = replication)));
    gate.replace(
        replicator.propagated(before, next, key.place(), key.name(), now(), gate.ids(), true));
  }

  private Instant now() {
    return Objects.requireNonNull(gate.clock().instant());
  }
}
