package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;

import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.Quotas;
import dev.strongroom.iam.Access;
import dev.strongroom.internal.engine.Call.Attempt;
import dev.strongroom.internal.engine.Call.Mode;
import dev.strongroom.internal.engine.OperationTable.Row;
import dev.strongroom.internal.engine.RegionState.Due;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.internal.time.Ids;
import dev.strongroom.internal.time.Schedule;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The single way into the emulated services. A call is checked, what it names is looked up, access
 * is decided, the operation is carried out on immutable state, and the outcome is recorded, in this
 * order; only a call that succeeds swaps the new state in. The engine knows no service: it reads
 * their tables.
 *
 * <p>Writers take one lock. Readers never wait: a read works on the state it found when it began.
 */
public final class Engine implements Schedule {

  private final EmulatorClock clock;
  private final Ids ids;
  private final Ids idsOfReads;
  private final OperationTable table;
  private final AuditTrail trail;
  private final FaultInjector faults;
  private final ReentrantLock preparing = new ReentrantLock(); // taken before the next, if at all
  private final GuardedState state;

  /** Makes an engine that keeps at most {@code auditCapacity} audit records. */
  public Engine(
      EmulatorState state,
      EmulatorClock clock,
      Ids ids,
      List<AwsService> services,
      int auditCapacity,
      Quotas quotas) {
    this.state = new GuardedState(state);
    this.clock = clock;
    this.ids = ids;
    this.idsOfReads = ids.ofReads();
    this.table = new OperationTable(services);
    this.trail = new AuditTrail(ids, auditCapacity);
    this.faults = new FaultInjector(clock, quotas, table.services());
    services.forEach(service -> service.attach(this));
    clock.drives(this);
  }

  /** Returns an engine of its own over the same state; clock and IDs go on from here. */
  public Engine fork(List<AwsService> services) {
    return new Engine(
        state(), clock.fork(), ids.fork(), services, trail.capacity(), faults.quotas());
  }

  /** Has a journal keep all changes from now on; it must know the state as it is. */
  public void keepIn(Journal journal) {
    state.keepIn(journal);
  }

  public EmulatorClock clock() {
    return clock;
  }

  public Ids ids() {
    return ids;
  }

  /** Returns the services, in the order in which they were given. */
  public List<AwsService> services() {
    return table.services();
  }

  public AuditTrail trail() {
    return trail;
  }

  public Faults faults() {
    return faults.faults();
  }

  /** Returns why a direct client can't show what faults and quotas do; null if it can. */
  public @Nullable String whyNotDirect() {
    return faults.engine().whyNotDirect();
  }

  /** Returns the moments of rotations and replications that faults strike. */
  public dev.strongroom.internal.fault.FaultEngine<Object> faultEngine() {
    return faults.engine();
  }

  /**
   * Carries out one request.
   *
   * @throws ServiceError if a service refuses it, with the ID of the request
   */
  public <Q extends Request<R>, R extends Record> Response<R> execute(Caller caller, Q request) {
    try {
      return answer(table.of(request), caller, request);
    } finally { // also when the answer got lost, or a listener throws: what it began goes on
      table.services().forEach(AwsService::callEnded);
    }
  }

  private <Q extends Request<R>, R extends Record> Response<R> answer(
      Row<Q, R> row, Caller caller, Q request) {
    boolean isRead = row.operation().isReadOnly();
    var call =
        Call.of(
            this,
            row.service(),
            Mode.REAL,
            caller,
            ids.requestId(),
            visible(),
            clock.instant(),
            isRead ? idsOfReads : ids);
    FaultInjector.Admission<Q> admission = null;
    R result;
    try {
      row.check(request, call);
      admission = isArranging() ? null : faults.admit(row, request, call, this::visible);
      call = admission == null ? call : admission.call();
      var served = admission == null ? request : admission.request();
      result = isRead ? read(row, served, call) : write(row, served, call);
    } catch (ServiceError refusal) {
      record(row, request, call, null, refusal);
      faults.afterRefusal(call);
      throw refusal.answering(call.requestId());
    }
    record(row, request, call, result, null);
    return new Response<>(
        call.requestId(),
        admission == null ? result : faults.answered(row, request, admission, result));
  }

  private <Q extends Request<R>, R extends Record> R read(Row<Q, R> row, Q request, Call call) {
    var outcome = row.operation().carryOut(request, call);
    touch(row.service(), outcome.result(), call);
    return outcome.result();
  }

  private <Q extends Request<R>, R extends Record> R write(Row<Q, R> row, Q request, Call call) {
    var preparation = row.operation().preparation();
    if (preparation == null) {
      return writeInTurn(row, request, call);
    }
    preparing.lock();
    try {
      long before = ids.markKeyPairs();
      try {
        return writeInTurn(row, request, call.with(preparation.apply(request, ids)));
      } catch (ServiceError refusal) {
        ids.rewindKeyPairs(before);
        throw refusal;
      }
    } finally {
      preparing.unlock();
    }
  }

  private <Q extends Request<R>, R extends Record> R writeInTurn(
      Row<Q, R> row, Q request, Call call) {
    return state.inTurn(
        () -> {
          settleInTurn();
          var before = state.current();
          var mark = ids.mark();
          try {
            // The instant again, so that writes have instants in their order.
            var seen = call.seeing(before, clock.instant());
            var outcome = row.operation().carryOut(request, seen);
            state.change(outcome.next(), row.service());
            var change = new StateChange(before, outcome.next());
            faults.committing(row, request, change, seen);
            call.result().change = change;
            return outcome.result();
          } catch (ServiceError refusal) {
            ids.rewind(mark);
            throw refusal;
          }
        });
  }

  /** Carries out a call that another call makes for its caller. */
  <Q extends Request<R>, R extends Record> Attempt<R> attempt(
      Call outer, Q request, String region, boolean demanded) {
    var row = table.of(request);
    var call = outer.inner(row.service(), region, demanded);
    R result = null;
    ServiceError refusal = null;
    try {
      if (call.via() == null) {
        row.check(request, call);
      }
      call.result().modelled = true;
      call.result().checked = true;
      call = faults.admitInner(row, request, call);
      var outcome = row.operation().carryOut(request, call);
      result = outcome.result();
      outer.result().changed = outcome.next();
      if (call.isRecorded()) {
        touch(row.service(), result, call);
      }
    } catch (ServiceError refused) {
      refusal = call.via() == null ? refused.answering(call.requestId()) : refused;
    }
    if (call.isRecorded()) {
      outer.result().inner.addAll(call.result().inner);
      outer.result().inner.add(new CallResult.Inner<>(row, request, call, result, refusal));
    }
    outer.result().delays.addAll(call.result().delays);
    return new Attempt<>(outer, call.result(), result, refusal);
  }

  /** Returns a call that a service makes on its own behalf, seeing a state. */
  public Call ownCall(AwsService service, Caller owner, EmulatorState seen, Instant now) {
    return Call.of(this, service, Mode.OWN, owner, "", seen, now, ids);
  }

  /** Returns every access check that a call would need, in order, without making the call. */
  public <Q extends Request<R>, R extends Record> Access explain(Caller caller, Q request) {
    return explain(table.of(request), caller, request, visible(), clock.instant());
  }

  private <Q extends Request<R>, R extends Record> Access explain(
      Row<Q, R> row, Caller caller, Q request, EmulatorState seen, Instant now) {
    var call = Call.of(this, row.service(), Mode.EXPLAINED, caller, "", seen, now, ids.fork());
    ServiceError failure = null;
    try {
      row.service().model().check(request);
      row.operation().check(request);
      row.operation().carryOut(request, call);
    } catch (ServiceError refusal) { // for another reason than lack of permission
      failure = refusal;
    }
    return new Access(List.copyOf(call.result().decisions), failure);
  }

  /** Changes the policies that refuse a call, each where it is stored. */
  public void repair(Access access) {
    update(current -> PolicyRepair.repaired(current, access, services()));
  }

  private <Q extends Request<R>, R extends Record> void record(
      Row<Q, R> row, Q request, Call call, @Nullable R result, @Nullable ServiceError refusal) {
    call.result().inner.forEach(this::record);
    trail.called(row, request, call, result, access(row, request, call, refusal), refusal);
    var change = call.result().change;
    if (change != null) {
      row.service()
          .recordConsequences(
              change, row.operation(), request, call.seeing(change.after(), call.now()));
    }
    deliver();
  }

  private <Q extends Request<R>, R extends Record> void record(CallResult.Inner<Q, R> inner) {
    var access = access(inner.row(), inner.request(), inner.call(), inner.refusal());
    trail.called(
        inner.row(), inner.request(), inner.call(), inner.result(), access, inner.refusal());
  }

  /** Of a call that was denied, also the checks behind the one that refused it. */
  private <Q extends Request<R>, R extends Record> Access access(
      Row<Q, R> row, Q request, Call call, @Nullable ServiceError refusal) {
    return refusal != null && refusal.code() == ACCESS_DENIED && call.via() == null
        ? new Access(explain(row, call.caller(), request, call.state(), call.now()).decisions())
        : new Access(List.copyOf(call.result().decisions));
  }

  /** Returns the state, with everything settled that is due. */
  public EmulatorState state() {
    settle();
    return state.current();
  }

  /** Returns the state as it is, whatever is due in it. */
  public EmulatorState current() {
    return state.current();
  }

  /** Puts another state in place; by a thread that holds the lock. */
  public void replace(EmulatorState next) {
    state.replace(next);
  }

  /** Does what is due and runs no user code. */
  public void settle() {
    var now = clock.instant();
    var seen = state.current();
    if (state.isTouched() || seen.isDue(Due.VISIBLE, now) || seen.isDue(Due.HIDDEN, now)) {
      state.inTurn( // and nobody waits until it is kept: time does it again
          () -> {
            settleInTurn();
            return null;
          });
      deliver();
    }
  }

  private void settleInTurn() {
    state.applyTouches();
    var now = clock.instant();
    var settled = state.current();
    if (settled.isDue(Due.VISIBLE, now) || settled.isDue(Due.HIDDEN, now)) {
      for (var service : table.services()) {
        settled = service.settled(settled, now);
      }
      state.replace(settled);
    }
  }

  /** Returns the state as a call is to see it. */
  private EmulatorState visible() {
    if (state.current().isDue(Due.VISIBLE, clock.instant())) {
      settle();
    }
    return state.touched(); // a writer will apply what reads have touched
  }

  /** Applies the change that a read makes, without waiting for writers. */
  private void touch(AwsService service, Record result, Call call) {
    var touch = service.touchedBy(result, call);
    if (touch != null) {
      state.touch(touch);
    }
  }

  /** Replaces the whole state. */
  public void restore(EmulatorState earlier) {
    update(current -> earlier);
    table.services().forEach(service -> service.restored(earlier));
    faults.forgetThePast();
  }

  /** Changes the state outside of any call, such as who exists and what they may do. */
  public void update(UnaryOperator<EmulatorState> change) {
    state.inTurn(
        () -> {
          state.change(change);
          return null;
        });
  }

  /** Runs several calls as one change. If one throws, all are undone; audit records remain. */
  public void atomically(Runnable calls) {
    settle();
    preparing.lock();
    try {
      state.inTurn(
          () -> {
            var before = state.current();
            int waiting = trail.listeners().waiting();
            try {
              calls.run();
              state.keep();
              return null;
            } catch (RuntimeException | Error failure) {
              state.replace(before);
              trail.listeners().forgetAllBut(waiting);
              throw failure;
            }
          });
    } finally {
      preparing.unlock();
      deliver();
    }
    runDue();
  }

  /** Returns whether the call is one of {@link #atomically}, which faults don't strike. */
  private boolean isArranging() {
    return state.isWriting();
  }

  /**
   * Runs something that no write may interrupt; never user code. What it changes and can't be kept
   * now is kept with the next change.
   */
  public <T extends @Nullable Object> T locked(Supplier<T> work) {
    return state.inTurn(
        () -> {
          var result = work.get();
          state.keepSoon();
          return result;
        });
  }

  /** Has the journal keep what reads and time have changed. */
  public void flush() {
    locked(() -> null);
  }

  /** Delivers this thread's events to listeners, unless this thread holds the lock. */
  public void deliver() {
    if (!state.isWriting()) {
      trail.listeners().deliver();
    }
  }

  @Override
  public @Nullable Instant next() {
    if (table.services().stream().anyMatch(AwsService::isInUserCode)) {
      return null;
    }
    var now = state.current();
    return Stream.concat(
            Stream.of(now.next(Due.VISIBLE), now.next(Due.HIDDEN)),
            table.services().stream().map(service -> service.nextStep(now)))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  @Override
  public void moved() {
    state.journal().clockMoved();
  }

  @Override
  public void runDue() {
    if (!isArranging() && table.services().stream().noneMatch(AwsService::isInUserCode)) {
      settle();
      table.services().forEach(AwsService::runSteps);
      deliver();
    }
  }
}
