package dev.strongroom.gate;

import dev.strongroom.api.Caller;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.gate.World.Place;
import dev.strongroom.iam.AccessRequest;
import dev.strongroom.iam.RequestContext;
import dev.strongroom.iam.Resource;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationFailure;
import dev.strongroom.rotation.RotationFailure.How;
import dev.strongroom.rotation.RotationFailure.When;
import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.secret.Context;
import dev.strongroom.secret.KeyService;
import dev.strongroom.secret.Pending;
import dev.strongroom.secret.Rotating;
import dev.strongroom.secret.Rotation.Progress;
import dev.strongroom.secret.Secret;
import dev.strongroom.time.Schedule;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of rotations when they are due, on the thread that lets time pass, without a lock
 * while a function runs: a state machine whose state is part of each secret.
 *
 * <p>A secret's steps are taken by one thread at a time. A thread that is inside a step takes no
 * other: what becomes due then is done when the step is over.
 */
final class Rotator implements Schedule {

  /** A secret of that name, whether or not there is one at present. */
  record Key(Place place, String name) {}

  private static final Pattern PASSWORD =
      Pattern.compile("(\"password\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");

  private final Gate gate;
  private final Trail trail;
  private final Functions functions;
  private final RotationSettings settings;
  private final Replicator replicator;
  private final Map<Key, Script> scripts = new ConcurrentHashMap<>();
  private final Map<Key, Thread> claims = new ConcurrentHashMap<>();
  private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

  Rotator(
      Gate gate,
      Trail trail,
      Functions functions,
      RotationSettings settings,
      Replicator replicator) {
    this.gate = gate;
    this.trail = trail;
    this.functions = functions;
    this.settings = settings;
    this.replicator = replicator;
  }

  Script script(Key key) {
    return scripts.computeIfAbsent(key, absent -> new Script());
  }

  /** The failures that were told and never struck, by the secret's name. */
  Map<String, List<RotationFailure>> unusedFailures(Place place) {
    var unused = new TreeMap<String, List<RotationFailure>>();
    scripts.forEach(
        (key, script) -> {
          var failures = script.unused();
          if (key.place().equals(place) && !failures.isEmpty()) {
            unused.put(key.name(), failures);
          }
        });
    return unused;
  }

  RotationTimeline timeline(String secretArn) {
    return trail.timelines.of(secretArn);
  }

  @Override
  public @Nullable Instant next() {
    if (busy.get()) {
      return null;
    }
    var world = gate.current();
    var expiry = world.nextExpiry();
    var step = candidate(world);
    var due = step == null ? null : step.due();
    return Stream.of(
            Optional.ofNullable(expiry),
            Optional.ofNullable(due),
            Optional.ofNullable(replicator.next(world)))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  @Override
  public void runDue() {
    if (busy.get() || gate.isLocked()) {
      return;
    }
    gate.settle();
    busy.set(true);
    try {
      for (var key = claim(); key != null; key = claim()) {
        while (takesStep(key)) {
          gate.deliver();
        }
        claims.remove(key);
      }
    } finally {
      busy.remove();
      claims.values().remove(Thread.currentThread());
      gate.deliver();
    }
  }

  /** Keeps a rotation that this thread has just begun from being taken up by another. */
  void claim(Key key) {
    if (!settings.asynchronous() && !busy.get()) {
      claims.putIfAbsent(key, Thread.currentThread());
    }
  }

  /** Takes up the rotation that this thread has claimed, if any, and all else that is due. */
  void runClaimed() {
    if (claims.containsValue(Thread.currentThread())) {
      runDue();
    }
  }

  private @Nullable Key claim() {
    return gate.locked(
        () -> {
          var own =
              claims.entrySet().stream()
                  .filter(claim -> claim.getValue() == Thread.currentThread())
                  .findAny();
          if (own.isPresent()) {
            return own.get().getKey();
          }
          var secret = candidate(gate.current());
          if (secret == null || gate.clock().instant().isBefore(secret.due())) {
            return null;
          }
          var key = key(secret);
          claims.put(key, Thread.currentThread());
          return key;
        });
  }

  /** The secret that is due first, but for those that another thread is busy with. */
  private @Nullable Secret candidate(World world) {
    return world.places().values().stream()
        .flatMap(secrets -> secrets.inOrderOfDue().filter(this::isFree).limit(1))
        .min(
            Comparator.comparing(Secret::due, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(secret -> secret.arn().toString()))
        .orElse(null);
  }

  private boolean isFree(Secret secret) {
    var owner = claims.get(key(secret));
    return owner == null || owner == Thread.currentThread();
  }

  private static Key key(Secret secret) {
    return new Key(new Place(secret.arn().accountId(), secret.arn().region()), secret.name());
  }

  /** Sets a paused rotation going again. */
  void resume(Key key) {
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
    runDue();
  }

  boolean isPaused(Key key) {
    var secret = gate.current().secrets(key.place()).named(key.name());
    var progress = secret == null ? null : secret.progress();
    return progress != null && progress.due() == null;
  }

  /** A step that is to be taken, as everything stood before it. */
  private record Work(Secret secret, Progress progress, RotationStep step) {}

  /** Does the next thing that is due of one rotation; whether there was any. */
  private boolean takesStep(Key key) {
    var work = gate.locked(() -> prepared(key));
    if (work == null) {
      var secret = gate.current().secrets(key.place()).named(key.name());
      return secret != null && secret.due() != null && !now().isBefore(secret.due());
    }
    var failure = failureOf(work, key);
    var after = gate.current().secrets(key.place()).named(key.name());
    var logins = logins(key, after == null ? work.secret() : after); // asks others: not under lock
    gate.locked(() -> concluded(key, work, failure, logins));
    return true;
  }

  /** What is to be invoked; null if something else was done, or there is nothing to do now. */
  private @Nullable Work prepared(Key key) {
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

  private void scheduled(Key key, Secret secret) {
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
  private void judged(Key key, Secret secret, Progress progress) {
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

  /** Runs the function, and what the script puts round it; null if the step succeeded. */
  private @Nullable Throwable failureOf(Work work, Key key) {
    var scripted = script(key).next(work.step());
    try {
      if (work.progress().testOnly()) {
        change(key, work, (secret, keys) -> copied(secret, work.progress(), keys));
      }
      if (scripted != null && scripted.when() == When.BEFORE) {
        switch (scripted.how()) {
          case FALSE_SUCCESS -> {
            return null;
          }
          case WRONG_VALUE ->
              change(key, work, (secret, keys) -> spoiled(secret, work.progress(), keys));
          default -> throw scripted(scripted);
        }
      }
      invoke(work);
      if (scripted != null && scripted.when() == When.AFTER) {
        if (scripted.how() != How.WRONG_VALUE) {
          throw scripted(scripted);
        }
        change(key, work, (secret, keys) -> spoiled(secret, work.progress(), keys));
      }
      return null;
    } catch (VirtualMachineError fatal) {
      throw fatal;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return interrupted;
    } catch (Throwable failure) {
      return failure;
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
      Key key, Work work, @Nullable Throwable failure, Map<String, Boolean> logins) {
    var secret = gate.current().secrets(key.place()).named(key.name());
    var progress = secret == null ? null : secret.progress();
    boolean ended = !work.progress().equals(progress);
    var after = secret == null ? work.secret() : secret;
    var outcome = failure == null ? "succeeded" : "failed: " + failure.getClass().getSimpleName();
    trail.step(
        work.secret(),
        after,
        work.progress().attempt(),
        work.step(),
        now(),
        ended ? outcome + ", in a rotation that had ended" : outcome,
        logins,
        failure);
    if (ended || secret == null) {
      return null; // cancelled, abandoned or deleted meanwhile
    }
    if (failure != null) {
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
  private void failed(Key key, Secret secret, Progress progress, RotationStep step) {
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
  private void change(Key key, Work work, BiFunction<Secret, KeyUse, Secret> change) {
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
  private Secret copiedIfReadable(Key key, Secret secret, Progress progress) {
    try {
      var copied = copied(secret, progress, keys(secret));
      put(key, copied);
      return copied;
    } catch (ServiceError unreadable) {
      return secret;
    }
  }

  /** The secret with a value in the pending version that no function has made. */
  private static Secret spoiled(Secret secret, Progress progress, KeyService keys) {
    var value = Pending.valueOf(secret, progress.versionId(), keys);
    if (value == null) {
      value = Pending.value(secret, "AWSCURRENT", keys);
    }
    return Pending.filled(secret, progress.versionId(), spoiled(value, progress), keys);
  }

  private static SecretValue spoiled(@Nullable SecretValue value, Progress progress) {
    var wrong = "wrong-" + progress.versionId();
    if (value == null || !value.isText()) {
      return SecretValue.ofText(wrong);
    }
    var password = PASSWORD.matcher(value.text());
    return SecretValue.ofText(
        password.find()
            ? password.replaceFirst("$1" + Matcher.quoteReplacement("\"" + wrong + "\""))
            : wrong);
  }

  /** Which labels' values log in, where somebody said how to find out. */
  private Map<String, Boolean> logins(Key key, Secret secret) {
    var check = script(key).logins();
    var logins = new LinkedHashMap<String, Boolean>();
    if (check != null) {
      var keys = keys(secret);
      for (var label : List.of("AWSCURRENT", "AWSPENDING", "AWSPREVIOUS")) {
        var value = valueOrNull(secret, label, keys);
        if (value != null) {
          logins.put(label, logsIn(check, value));
        }
      }
    }
    return logins;
  }

  private static @Nullable SecretValue valueOrNull(Secret secret, String label, KeyService keys) {
    try {
      return Pending.value(secret, label, keys);
    } catch (ServiceError unreadable) {
      return null;
    }
  }

  private static boolean logsIn(LoginCheck check, SecretValue value) {
    try {
      return check.canLogIn(value);
    } catch (Exception refused) {
      return false;
    }
  }

  /** What the service itself may do with keys: all that the account's administrator may. */
  private KeyUse keys(Secret secret) {
    var owner = owner(secret);
    var world = gate.current();
    var call = new Call(owner, "", world, now(), gate.clock().isTicking(), gate.ids(), false);
    return new KeyUse(call, world.identity(owner), world);
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
            world.identity(owner),
            "secretsmanager:RotateSecret",
            Resource.of(arn.toString()),
            RequestContext.EMPTY),
        world::mayExist,
        functions::mayBeInvoked,
        keys(secret),
        now(),
        gate.clock().isTicking(),
        gate.ids(),
        gate.lifecycle());
  }

  private void put(Key key, Secret secret) {
    var world = gate.current();
    var secrets = world.secrets(key.place());
    var before = secrets.named(key.name());
    var replication = before == null ? null : before.replication(); // not the rotation's to change
    var next =
        world.with(
            key.place(), secrets.with(secret.with(draft -> draft.replication = replication)));
    gate.replace(replicator.propagated(before, next, key.place(), key.name(), now(), gate.ids()));
  }

  private Instant now() {
    return Objects.requireNonNull(gate.clock().instant());
  }
}
