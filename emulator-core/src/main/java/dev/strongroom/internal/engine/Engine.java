package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;

import dev.strongroom.api.Caller;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.Counters;
import dev.strongroom.audit.Event;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.audit.Subscription;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.Quotas;
import dev.strongroom.iam.Access;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.service.kms.KeyId;
import dev.strongroom.internal.service.kms.Keys;
import dev.strongroom.internal.service.secretsmanager.Lifecycle;
import dev.strongroom.internal.service.secretsmanager.Replicating;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.time.Ids;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The single way in. A call is checked, its secret looked up, access decided, the operation carried
 * out on immutable state, and the outcome recorded, in this order; only a call that succeeds swaps
 * the new state in.
 *
 * <p>Writers take one lock. Readers never wait: a read works on the state it found when it began.
 */
public final class Engine {

  private final VirtualClock clock;
  private final Ids ids;
  private final Lifecycle lifecycle;
  private final RotationSettings rotation;
  private final AwsService kms = new Kms();
  private final AwsService sts = new Sts();
  private final AwsService secretsManager;
  private final AuditTrail trail;
  private final FaultInjector meters;
  private final RotationRunner steps;
  private final RotationScheduler rotator;
  private final Replicator replicator;
  final StoredValues storedValues = new StoredValues();
  private final ReentrantLock preparing = new ReentrantLock(); // taken before the next, if at all
  private final ReentrantLock writing = new ReentrantLock();
  private volatile EmulatorState world;

  /**
   * @param auditCapacity how many audit records are kept
   */
  public Engine(
      EmulatorState world,
      VirtualClock clock,
      Ids ids,
      Lifecycle lifecycle,
      int auditCapacity,
      Functions functions,
      RotationSettings rotation,
      Quotas quotas) {
    this.world = world;
    this.clock = clock;
    this.ids = ids;
    this.lifecycle = lifecycle;
    this.trail = new AuditTrail(ids, auditCapacity);
    this.meters = new FaultInjector(clock, quotas, this::settled);
    this.replicator = new Replicator(meters);
    this.secretsManager = new SecretsManager(lifecycle, functions, replicator, this::inner);
    this.rotation = rotation;
    this.steps = new RotationRunner(this, trail, functions, rotation, replicator, meters);
    this.rotator = new RotationScheduler(this, replicator, steps, rotation.asynchronous());
    clock.drives(rotator);
  }

  public VirtualClock clock() {
    return clock;
  }

  public Ids ids() {
    return ids;
  }

  public AuditLog audit() {
    settle();
    return trail.log();
  }

  public Counters counters() {
    settle();
    return trail.counters();
  }

  public Faults faults() {
    return meters.faults();
  }

  /** The rotations of the secret of that name. */
  public RotationControl rotation(Caller owner, String secretName) {
    var place = new AccountRegion(owner.accountId(), owner.region());
    return new RotationControl(this, rotator, steps, place, secretName, owner.partition());
  }

  /** What happened in the rotations of all secrets. */
  public List<RotationTimeline> rotations() {
    return trail.timelines.secrets().stream().map(trail.timelines::of).toList();
  }

  public Subscription onEvent(Consumer<Event> listener) {
    return trail.listeners.add(listener);
  }

  /** Every value stored since this was first asked, those included that were stored then. */
  public List<StoredValue> values() {
    if (!storedValues.isAsked()) {
      locked(
          () -> {
            storedValues.begin(world.values(ids.fork()));
            return null;
          });
    }
    return storedValues.all();
  }

  public EmulatorState world() {
    settle();
    return world;
  }

  /** How long replications to a Region take from now on; those under way end as announced. */
  public void replicationLag(String region, Duration lag) {
    replicator.lag(region, lag);
  }

  /**
   * Whose access key id this is; null if nobody was given it.
   *
   * @throws ServiceError if it is that of a session that has ended
   */
  public @Nullable Principal withAccessKey(String id) {
    return world.iam().withAccessKey(id, clock.instant());
  }

  /**
   * Ends the replications whose time has come, and drops the secrets whose time has come, and tells
   * so. Nothing else can be seen of the latter: they were gone already (AUD-10).
   */
  public void settle() {
    var now = clock.instant();
    if (world.expired(now).isEmpty() && !isReplicationDue(now)) {
      return;
    }
    List<Secret> gone;
    writing.lock();
    try {
      gone = world.expired(now);
      world = replicator.settled(world.purged(now), now, ids);
    } finally {
      writing.unlock();
    }
    trail.gone(gone);
    deliver();
  }

  /** The world with every replication ended that is over: no user code runs, so reads may do it. */
  private EmulatorState settled() {
    if (isReplicationDue(clock.instant())) {
      settle();
    }
    return world;
  }

  private boolean isReplicationDue(Instant now) {
    var due = replicator.next(world);
    return due != null && !now.isBefore(due);
  }

  public void restore(EmulatorState earlier) {
    update(current -> earlier);
    if (storedValues.isAsked()) {
      storedValues.addAll(earlier.values(ids.fork()));
    }
    meters.forgetThePast();
  }

  /** Changes a secret as no call can; by a seed. */
  public void change(
      Caller owner, String secretName, BiFunction<Secret, Instant, Secret> change) {
    var place = new AccountRegion(owner.accountId(), owner.region());
    update(
        current -> {
          var secrets = current.secrets(place);
          var secret = Objects.requireNonNull(secrets.named(secretName), secretName);
          return current.with(place, secrets.with(change.apply(secret, clock.instant())));
        });
  }

  /** Whether a secret may name that alias: it has a key, or AWS gives it one (KMS-6). */
  public boolean hasKey(Caller owner, String alias) {
    var id = KeyId.parse(alias, true, owner);
    var keys = world.keys(new AccountRegion(id.accountId(), id.region()));
    return alias.equals(Keys.SECRETS_MANAGER) || keys.find(id, clock.instant()) != null;
  }

  /** Changes the world from outside any call, e.g. who exists and what they may do. */
  public void update(UnaryOperator<EmulatorState> change) {
    writing.lock();
    try {
      world = change.apply(world);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Runs several calls as one change: if one throws, none has happened, but for what the audit
   * tells.
   */
  public void atomically(Runnable calls) {
    settle();
    preparing.lock();
    writing.lock();
    try {
      var before = world;
      int untold = trail.listeners.waiting();
      try {
        calls.run();
      } catch (RuntimeException | Error failure) {
        world = before;
        trail.listeners.forgetAllBut(untold);
        throw failure;
      }
    } finally {
      writing.unlock();
      preparing.unlock();
      deliver();
    }
    rotator.runDue();
  }

  /** A gate of its own to the same state, with clock and ids that go on from here. */
  public Engine fork(Functions functions) {
    var fork =
        new Engine(
            world(),
            clock.fork(),
            ids.fork(),
            lifecycle,
            trail.capacity(),
            functions,
            rotation,
            meters.quotas());
    fork.replicator.takeLagsOf(replicator);
    return fork;
  }

  /**
   * Carries out one request; a refusal is a {@link ServiceError} with the request's id. The steps
   * of a rotation that it begins are taken before this returns, and never fail it (ROT-17).
   */
  public <Q extends Request<R>, R extends Record> Response<R> execute(Caller caller, Q request) {
    try {
      return answer(caller, request, null);
    } finally { // also when the answer got lost, or a listener throws: the rotation has begun
      if (request instanceof RotateSecret) {
        rotator.runClaimed();
      }
    }
  }

  private <Q extends Request<R>, R extends Record> Response<R> answer(
      Caller caller, Q request, @Nullable Call outer) {
    var service = service(request);
    boolean isRead = service.isRead(request);
    if (Replicating.begins(request)) {
      settle();
    }
    var call =
        new Call(
            caller,
            ids.requestId(),
            outer == null ? settled() : outer.world,
            clock.instant(),
            clock.isTicking(),
            isRead ? ids.ofReads() : ids,
            false);
    call.storedValues = storedValues;
    try {
      service.check(call, request);
      var served = isArranging() ? request : meters.before(call, request, outer != null);
      var result = isRead ? read(service, call, served) : write(service, call, served);
      record(service, request, call, result, call.access(), null);
      return new Response<>(call.requestId, meters.after(call, request, result));
    } catch (ServiceError refusal) {
      var access =
          refusal.code() == ACCESS_DENIED
              ? explain(caller, request, call.world, call.now)
              : call.access();
      record(service, request, call, null, access, refusal);
      meters.afterRefusal(call);
      throw refusal.answering(call.requestId);
    }
  }

  /** Whether the call is one of {@link #atomically}, which is no traffic that faults could hit. */
  private boolean isArranging() {
    return writing.isHeldByCurrentThread();
  }

  /** Every decision that a call would need, in order, without making it. */
  public <Q extends Request<R>, R extends Record> Access explain(Caller caller, Q request) {
    return explain(caller, request, settled(), clock.instant());
  }

  private <Q extends Request<R>, R extends Record> Access explain(
      Caller caller, Q request, EmulatorState state, Instant now) {
    var service = service(request);
    var call = new Call(caller, "", state, now, clock.isTicking(), ids.fork(), true);
    try {
      service.check(call, request);
      service.carryOut(call, request, state);
    } catch (ServiceError refusal) {
      // for another reason than lack of permission; what was decided until then stands
    }
    return call.access();
  }

  private AwsService service(Request<?> request) {
    if (Sts.serves(request)) {
      return sts;
    }
    return Kms.serves(request) ? kms : secretsManager;
  }

  /** Takes the lock only for the first read of a version on a day (GSV-8). */
  private <Q extends Request<R>, R extends Record> R read(
      AwsService service, Call call, Q request) {
    var outcome = service.carryOut(call, request, call.world);
    if (outcome.result() instanceof GetSecretValue.Result value
        && call.world.secrets(call.place()).isNewAccess(value, call.now)) {
      update(current -> current.accessed(call.place(), value, call.now));
    }
    return outcome.result();
  }

  private <Q extends Request<R>, R extends Record> R write(
      AwsService service, Call call, Q request) {
    if (!service.isPrepared(request)) {
      return writeAtOnce(service, call, request);
    }
    preparing.lock();
    try {
      long before = ids.markKeyPairs();
      try {
        service.prepare(call, request);
        return writeAtOnce(service, call, request);
      } catch (ServiceError refusal) {
        ids.rewindKeyPairs(before);
        throw refusal;
      }
    } finally {
      preparing.unlock();
    }
  }

  private <Q extends Request<R>, R extends Record> R writeAtOnce(
      AwsService service, Call call, Q request) {
    writing.lock();
    try {
      call.now = clock.instant(); // again, so that writes have instants in their order
      call.world = settled();
      return commit(service, call, request);
    } finally {
      writing.unlock();
    }
  }

  private <Q extends Request<R>, R extends Record> R commit(
      AwsService service, Call call, Q request) {
    var before = ids.mark();
    try {
      var outcome = service.carryOut(call, request, call.world);
      swapIn(outcome.next(), call, request);
      if (request instanceof RotateSecret) {
        rotator.claim(new RotationScheduler.Key(call.place(), call.requiredId().name()));
      }
      return outcome.result();
    } catch (ServiceError refusal) {
      ids.rewind(before);
      throw refusal;
    }
  }

  private GetSecretValue.Result inner(Call outer, GetSecretValue request) {
    if (outer.explaining) {
      explain(outer.caller, request, outer.world, outer.now).decisions().forEach(outer::decided);
      throw ACCESS_DENIED.error("a call that is only asked about has no values");
    }
    return answer(outer.caller, request, outer).result();
  }

  private void swapIn(EmulatorState next, Call call, Request<?> request) {
    var secrets = next.secrets(call.place());
    call.effects =
        StateChange.of(world.secrets(call.place()), secrets, call.secretName(request), call.now);
    meters.written(call, request);
    world =
        secrets.expired(call.now).isEmpty()
            ? next
            : next.with(call.place(), secrets.purged(call.now)); // forced deletion is done at once
  }

  private void record(
      AwsService service,
      Request<?> request,
      Call call,
      @Nullable Record result,
      Access access,
      @Nullable ServiceError refusal) {
    trail.called(
        service.prefix() + ".amazonaws.com",
        service.isRead(request),
        call,
        request,
        result,
        access,
        refusal);
    deliver();
  }

  /** The world as it is, whatever has expired in it. */
  EmulatorState current() {
    return world;
  }

  /** Puts another world in the present one's place; by the thread that holds the lock. */
  void replace(EmulatorState next) {
    world = next;
  }

  /** Runs something that no write may interrupt; never user code. */
  <T extends @Nullable Object> T locked(Supplier<T> work) {
    writing.lock();
    try {
      return work.get();
    } finally {
      writing.unlock();
    }
  }

  /** Whether this thread holds the lock. */
  boolean isLocked() {
    return writing.isHeldByCurrentThread();
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  /** Listeners run here only, when this thread holds no lock. */
  void deliver() {
    if (!writing.isHeldByCurrentThread()) {
      trail.listeners.deliver();
    }
  }
}
