package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;

import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.fault.CallDescription;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.time.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One call as a service sees it: who calls, when, and on which state. It is immutable; what comes
 * of the call is gathered in its {@link CallResult}. It belongs to one thread.
 */
public final class Call {

  /** What a call is made for. */
  enum Mode {
    /** By a caller, to take effect. */
    REAL,
    /** To see which access checks it needs: nothing is refused for lack of permission, or kept. */
    EXPLAINED,
    /** As {@link #EXPLAINED}, by a call that goes on where this one is refused. */
    PROBED,
    /** By a service on its own behalf: nothing is recorded, and no fault strikes. */
    OWN
  }

  private final Engine engine;
  private final AwsService service;
  private final Mode mode;
  private final Caller caller;
  private final @Nullable AwsService via;
  private final String requestId;
  private final EmulatorState state;
  private final Instant now;
  private final Ids ids;
  private final @Nullable CallDescription description;
  private final @Nullable Object prepared;
  private final CallResult result;
  private @Nullable Identity identity; // found when it is first asked for

  private Call(
      Engine engine,
      AwsService service,
      Mode mode,
      Caller caller,
      @Nullable AwsService via,
      String requestId,
      EmulatorState state,
      Instant now,
      Ids ids,
      @Nullable CallDescription description,
      @Nullable Object prepared,
      CallResult result) {
    this.engine = engine;
    this.service = service;
    this.mode = mode;
    this.caller = caller;
    this.via = via;
    this.requestId = requestId;
    this.state = state;
    this.now = now;
    this.ids = ids;
    this.description = description;
    this.prepared = prepared;
    this.result = result;
  }

  static Call of(
      Engine engine,
      AwsService service,
      Mode mode,
      Caller caller,
      String requestId,
      EmulatorState state,
      Instant now,
      Ids ids) {
    return new Call(
        engine,
        service,
        mode,
        caller,
        null,
        requestId,
        state,
        now,
        ids,
        null,
        null,
        new CallResult());
  }

  /** Returns the same call, seeing another state at another instant. */
  Call seeing(EmulatorState other, Instant instant) {
    return new Call(
        engine,
        service,
        mode,
        caller,
        via,
        requestId,
        other,
        instant,
        ids,
        description,
        prepared,
        result);
  }

  /** Returns the same call as faults know it. */
  Call describedBy(CallDescription how) {
    return new Call(
        engine, service, mode, caller, via, requestId, state, now, ids, how, prepared, result);
  }

  /** Returns the same call with what was made for it before its turn. */
  Call with(@Nullable Object slowPart) {
    return new Call(
        engine,
        service,
        mode,
        caller,
        via,
        requestId,
        state,
        now,
        ids,
        description,
        slowPart,
        result);
  }

  /** Returns what was made for a write before its turn; null if nothing was. */
  public @Nullable Object prepared() {
    return prepared;
  }

  /** Returns a call that a service makes for this call's caller. */
  Call inner(AwsService other, String region, boolean demanded) {
    boolean forwarded = other != service;
    var inner =
        new Call(
            engine,
            other,
            mode == Mode.EXPLAINED && !demanded ? Mode.PROBED : mode,
            caller.in(region),
            forwarded ? service : null,
            forwarded ? requestId : ids.requestId(),
            state(),
            now,
            ids,
            description,
            null,
            new CallResult());
    inner.identity = identity; // no call of one's own changes who one is
    return inner;
  }

  /** Returns the service that is called. */
  public AwsService service() {
    return service;
  }

  public Caller caller() {
    return caller;
  }

  /** Returns the service that forwards this call for the caller; null if the caller made it. */
  public @Nullable AwsService via() {
    return via;
  }

  /** Returns the account and Region that are called. */
  public AccountRegion place() {
    return new AccountRegion(caller.accountId(), caller.region());
  }

  /** Returns the instant of the call, in whole milliseconds. */
  public Instant now() {
    return now;
  }

  /** Returns whether time passes by itself. */
  public boolean isTicking() {
    return engine.clock().isTicking();
  }

  public Ids ids() {
    return ids;
  }

  /** Returns the state as it is now: calls to other services may have changed it meanwhile. */
  public EmulatorState state() {
    return result.changed == null ? state : result.changed;
  }

  /** Returns what the operation's look-up has found; null before. */
  public @Nullable Object found() {
    return result.found;
  }

  /** Returns whether the call takes effect; else it is only asked about. */
  public boolean takesEffect() {
    return mode != Mode.EXPLAINED && mode != Mode.PROBED;
  }

  /** Returns whether the call is one of a caller, to be recorded. */
  boolean isRecorded() {
    return mode == Mode.REAL;
  }

  /** Returns whether faults may strike what the call begins. */
  public boolean meetsFaults() {
    return description != null;
  }

  String requestId() {
    return requestId;
  }

  @Nullable CallDescription description() {
    return description;
  }

  CallResult result() {
    return result;
  }

  /** Returns the caller with everything that is attached to it. */
  public Identity identity() {
    var known = identity;
    if (known == null) {
      known = state.iam().identity(caller, now);
      identity = known;
    }
    return known;
  }

  /**
   * Makes an access check.
   *
   * @throws ServiceError AccessDeniedException if access is refused
   */
  public void permit(AccessQuestion question) {
    var endpoint = via == null ? state.iam().endpointPolicy(caller) : null;
    permit(question, asked(question).through(endpoint));
  }

  /**
   * Makes an access check for an action of another service, which does not come through the
   * caller's VPC endpoint.
   *
   * @throws ServiceError AccessDeniedException if access is refused
   */
  public void permitElsewhere(AccessQuestion question) {
    permit(question, asked(question));
  }

  private void permit(AccessQuestion question, AccessRequest asked) {
    var decision = AccessDecision.of(asked);
    result.decisions.add(decision);
    if (!decision.allowed() && mode != Mode.EXPLAINED) {
      throw ACCESS_DENIED.error(service.denial(decision, question.asSent()));
    }
  }

  /** Returns an access check as the question that policies answer. */
  public AccessRequest asked(AccessQuestion question) {
    return AccessRequest.of(identity(), question.action(), question.resource(), question.context());
  }

  /** Returns whether any policy may ask for a condition key of this call. */
  public boolean needsConditionKeys(Resource resource) {
    return resource.policy() != null
        || !identity().hasNoPolicies()
        || (via == null && state.iam().endpointPolicy(caller) != null);
  }

  /** Returns the condition keys that every call carries, and those that came with the caller. */
  public RequestContext.Builder globalConditionKeys() {
    var keys = RequestContext.builder();
    if (caller.values(Caller.SOURCE_VPCE).isEmpty()) {
      keys.with("aws:SourceIp", "127.0.0.1");
    }
    keys.with("aws:RequestedRegion", caller.region())
        .with("aws:SecureTransport", true)
        .with("aws:ViaAWSService", via != null) // KMS-5: forward access
        .with("aws:CurrentTime", now.truncatedTo(ChronoUnit.SECONDS))
        .with("aws:EpochTime", now.getEpochSecond());
    for (var entry : caller.context().entrySet()) {
      keys.with(entry.getKey(), entry.getValue());
    }
    return keys;
  }

  /**
   * Calls an operation for this call's caller, with the caller's permissions, faults, audit and
   * explanation: as a forwarded call if it is one of another service, else as a call of its own.
   *
   * @throws ServiceError if it is refused
   */
  public <Q extends Request<R>, R extends Record> R invoke(Q request) {
    return demand(request).orThrow();
  }

  /**
   * Calls an operation as {@link #invoke} does; of a call that is only asked about, a refusal for
   * lack of permission doesn't keep later checks from being made.
   */
  public <Q extends Request<R>, R extends Record> Attempt<R> demand(Q request) {
    return engine.attempt(this, request, caller.region(), true);
  }

  /** Changes the state in a way that this call brings about in another service. */
  public void bringAbout(UnaryOperator<EmulatorState> change) {
    result.changed = change.apply(state());
  }

  /**
   * Calls an operation as {@link #invoke} does, for a call that goes on if it is refused; its
   * access checks don't count until it says so.
   */
  public <Q extends Request<R>, R extends Record> Attempt<R> attempt(Q request) {
    return attempt(request, caller.region());
  }

  /** Calls an operation in a Region as {@link #attempt(Request)} does. */
  public <Q extends Request<R>, R extends Record> Attempt<R> attempt(Q request, String region) {
    return engine.attempt(this, request, region, false);
  }

  /** Returns the actions of this service that were checked so far, in order. */
  public List<String> askedActions() {
    var prefix = service.iamPrefix() + ":";
    return result.decisions.stream()
        .map(decision -> decision.request().action())
        .filter(action -> action.startsWith(prefix))
        .toList();
  }

  /** Returns an ARN as text: that of its resource, which a call needs several times, once made. */
  @SuppressWarnings("ReferenceEquality") // an equal one has the same text
  public String text(Object arn) {
    if (result.arn != arn) {
      result.arn = arn;
      result.textOfArn = arn.toString();
    }
    return result.textOfArn;
  }

  /** Returns the access check that was made first: that for the operation itself. */
  public AccessRequest asked() {
    return result.decisions.get(0).request();
  }

  /** An operation that was called for a caller, successful or refused. */
  public static final class Attempt<R> {
    private final Call outer;
    private final CallResult inner;
    private final @Nullable R result;
    private final @Nullable ServiceError refusal;

    Attempt(Call outer, CallResult inner, @Nullable R result, @Nullable ServiceError refusal) {
      this.outer = outer;
      this.inner = inner;
      this.result = result;
      this.refusal = refusal;
    }

    /** Returns why it was refused; null if it succeeded. */
    public @Nullable ServiceError refusal() {
      return refusal;
    }

    /** Returns its result; null if it was refused. */
    public @Nullable R result() {
      return result;
    }

    /** Makes its access checks count as checks of the outer call. */
    public Attempt<R> count() {
      outer.result.decisions.addAll(inner.decisions);
      return this;
    }

    /**
     * Makes its access checks count, and returns its result.
     *
     * @throws ServiceError if it was refused
     */
    public R orThrow() {
      count();
      if (result == null) {
        throw Objects.requireNonNull(refusal, "an attempt has a result or a refusal");
      }
      return result;
    }
  }
}
