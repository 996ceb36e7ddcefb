package dev.strongroom;

import static dev.strongroom.internal.iam.Principal.Type.SESSION;

import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.Counters;
import dev.strongroom.audit.Event;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.audit.Subscription;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.Quotas;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.RotationSettings;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.service.secretsmanager.Lifecycle;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.time.Ids;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An AWS Secrets Manager of your own, in this process, with the KMS keys and IAM policies that its
 * secrets depend on: all Regions and accounts, one clock, one audit.
 *
 * <p>Safe for use by several threads. Nothing of it lives outside this object: closing it, or
 * forgetting it, leaves nothing behind.
 */
public final class SecretsEmulator implements AutoCloseable {

  private final Engine gate;
  private final RegisteredFunctions functions;
  private final Caller administrator;
  private volatile boolean closed;

  private SecretsEmulator(Engine gate, RegisteredFunctions functions, Caller administrator) {
    this.gate = gate;
    this.functions = functions;
    this.administrator = administrator;
    functions.callThrough(function -> as(function.caller()));
  }

  /**
   * An empty emulator with everything by default: account 123456789012, Region us-east-1, a ticking
   * clock.
   */
  public static SecretsEmulator create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Carries out one request.
   *
   * @throws ServiceError if the service refuses it
   * @throws IllegalStateException if the emulator is closed
   */
  public <Q extends Request<R>, R extends Record> Response<R> execute(Caller caller, Q request) {
    requireOpen(caller, request);
    return gate.execute(caller, request);
  }

  private void requireOpen(Caller caller, Request<?> request) {
    if (closed) {
      throw new IllegalStateException(
          "This SecretsEmulator is closed; "
              + request.operation()
              + " was called by "
              + caller.principalArn()
              + ". Keep no client longer than its emulator: in JUnit, not longer than its test");
    }
  }

  /**
   * Whether a call could be made, and why or why not, without making it: every decision that it
   * needs, each with all its layers and, where it refuses, the repair.
   *
   * @throws IllegalStateException if the emulator is closed
   */
  public <Q extends Request<R>, R extends Record> Access explain(Caller caller, Q request) {
    requireOpen(caller, request);
    return gate.explain(caller, request);
  }

  /** Changes the policies that refused a call so that it is allowed: nothing if it is already. */
  public void repair(Access access) {
    gate.update(world -> world.repaired(access));
  }

  /** An account by its 12-digit id; there is every account. */
  public Account account(String id) {
    return new Account(gate, Caller.administrator(id, administrator.region()));
  }

  /**
   * Gives a VPC endpoint a policy: it limits callers whose context says that they come through it.
   */
  public void vpcEndpointPolicy(String endpointId, PolicyDocument policy) {
    gate.update(world -> world.with(world.iam().withEndpoint(endpointId, Policy.of(policy))));
  }

  /** The default account's administrator, in the default Region. */
  public Caller administrator() {
    return administrator;
  }

  /**
   * Whom an access key id names (CAL-1): one of 12 digits the administrator of that account, one
   * given to a user, role or session that one, any other the default administrator.
   *
   * @param region where the call is made; null for the default Region
   * @throws ServiceError if AssumeRole gave it to a session that has ended
   */
  public Caller caller(@Nullable String accessKeyId, @Nullable String region) {
    var where = region == null ? administrator.region() : region;
    if (accessKeyId == null) {
      return administrator.in(where);
    }
    if (accessKeyId.matches("[0-9]{12}")) {
      return Caller.administrator(accessKeyId, where);
    }
    var principal = gate.withAccessKey(accessKeyId);
    if (principal == null) {
      return administrator.in(where);
    }
    var caller = new Caller(principal.account(), where, principal.arn(), Map.of());
    return principal.type() == SESSION ? caller.with(Caller.ACCESS_KEY_ID, accessKeyId) : caller;
  }

  /** This emulator as a caller reaches it. */
  public EmulatorClient as(Caller caller) {
    return new EmulatorClient(this, caller);
  }

  /** {@link #as}, for Kotlin, where that is a keyword. */
  public EmulatorClient actingAs(Caller caller) {
    return as(caller);
  }

  /**
   * The rotations of a secret of the default account and Region, by its name: what rotates it,
   * where it is to fail or to stop, and what happened.
   *
   * @throws IllegalArgumentException for an ARN or a pattern
   */
  public Rotation rotation(String secretName) {
    if (secretName.isBlank() || !secretName.matches("[^*?:]+")) {
      throw new IllegalArgumentException(
          "rotation(...) takes the name of one secret, but this is '" + secretName + "'");
    }
    return new Rotation(functions, gate.rotation(administrator, secretName));
  }

  /** What happened in all rotations so far, a timeline for each secret. */
  public List<RotationTimeline> rotations() {
    return gate.rotations();
  }

  /** Puts a rotation function in place, instead of an earlier one under its ARN. */
  public void register(LambdaFunction function) {
    functions.put(function);
  }

  /**
   * How long replication to a Region takes from now on, on the emulator's clock; until it is over,
   * the Region shows what was there before. By default it takes no time.
   *
   * @throws IllegalArgumentException if it is negative, or the Region's name is none
   */
  public void replicationLag(String region, Duration lag) {
    gate.replicationLag(region, lag);
  }

  /** The number that {@link Builder#randomSeed} was given, if any. */
  public OptionalLong randomSeed() {
    return gate.ids().givenSeed();
  }

  /** The time the service lives in; work that is due is done as it is advanced. */
  public VirtualClock clock() {
    return gate.clock();
  }

  /**
   * What was called up to now and with what outcome, and what the service did by itself; the latest
   * 10,000 records are kept unless the builder said otherwise.
   */
  public AuditLog audit() {
    return gate.audit();
  }

  /** How often, counted from the beginning: records that the audit dropped are counted too. */
  public Counters counters() {
    return gate.counters();
  }

  /**
   * Tells a listener, from now on, what EventBridge would (AUD-7, AUD-8): calls that may change
   * something, what the service does by itself, and labels that move.
   *
   * <p>It is told after the change, on the thread that caused it, in the order of that thread's
   * changes, and may call this emulator itself. An exception of the listener is logged without its
   * message and does not reach the caller; an {@link Error} does, so that a failed assertion is
   * seen.
   */
  public Subscription onEvent(Consumer<Event> listener) {
    return gate.onEvent(listener);
  }

  /**
   * Every secret value that was stored since this was first asked, those of all versions included
   * that were stored then, in order; a value may be told more than once. It is for detectors of
   * leaks: neither policies nor the states of keys keep a value from being told, and no audit knows
   * of it. A value is told from the moment it is encrypted, even if the write fails after that, and
   * for ever; only values whose keys are gone, so that nobody can read them, are not.
   */
  public List<StoredValue> values() {
    return gate.values();
  }

  /**
   * The failures of the service that a test scripts; they are no part of what is stored, so that
   * neither a snapshot nor a fork has them.
   */
  public Faults faults() {
    return gate.faults();
  }

  /** A ClientRequestToken as an SDK would make it, from the emulator's own stream. */
  public String newClientRequestToken() {
    return gate.ids().clientRequestToken();
  }

  /** The id of a request that never reached the service, from the emulator's own stream. */
  public String newRequestId() {
    return gate.ids().requestId();
  }

  /**
   * Puts everything in that a seed has, all or none. The audit tells the
   * calls that this takes; faults and quotas don't meet them, unless a replication ends later
   * because it lags.
   *
   * @throws IllegalArgumentException naming the secret that the service refuses
   */
  public void seed(Seed seed) {
    requireClock(seed);
    gate.atomically(new Seeding(this, gate, seed)::put);
  }

  /** A clock is made with an emulator; a seed can only move one that stands still. */
  private void requireClock(Seed seed) {
    var instant = seed.frozenAt();
    if (instant == null || (!clock().isTicking() && instant.equals(clock().instant()))) {
      return;
    }
    if (clock().isTicking()) {
      throw new IllegalArgumentException(
          "The seed freezes the clock at "
              + instant
              + ", but the clock of this emulator ticks: give the seed to the emulator's builder");
    }
    clock().advanceTo(instant);
  }

  /** Whether a rotation function is registered that Secrets Manager may invoke. */
  boolean mayInvoke(String functionArn) {
    return functions.mayBeInvoked(functionArn);
  }

  /** All that is stored now, in constant time. */
  public Snapshot snapshot() {
    return new Snapshot(gate.world());
  }

  /** Goes back to what was stored, in constant time; clock, ids and audit go on. */
  public void restore(Snapshot snapshot) {
    gate.restore(snapshot.world);
  }

  /**
   * An emulator of its own that starts with what is stored here, in constant time; neither sees the
   * other's changes.
   */
  public SecretsEmulator fork() {
    var forked = functions.fork();
    return new SecretsEmulator(gate.fork(forked), forked, administrator);
  }

  /** Refuses all further calls; what was recorded can still be read. */
  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "SecretsEmulator[" + administrator.accountId() + ", " + administrator.region() + "]";
  }

  /** How an emulator is to be made. */
  public static final class Builder {

    private @Nullable String accountId;
    private @Nullable String region;
    private @Nullable Instant frozenAt;
    private @Nullable Long randomSeed;
    private Lifecycle lifecycle = Lifecycle.IMMEDIATE;
    private RotationSettings rotation = RotationSettings.DEFAULT;
    private final Map<String, Duration> replicationLags = new HashMap<>();
    private int auditCapacity = 10_000;
    private Seed seed = Seed.EMPTY;
    private Quotas quotas = Quotas.off();

    private Builder() {}

    /** The default account, 12 digits. */
    public Builder accountId(String id) {
      accountId = id;
      return this;
    }

    /** The default Region, e.g. {@code eu-central-1}. */
    public Builder region(String name) {
      region = name;
      return this;
    }

    /** Makes time stand still at an instant; it moves only by {@code clock().advance(...)}. */
    public Builder frozenAt(Instant instant) {
      frozenAt = instant;
      return this;
    }

    /**
     * Makes ARNs, tokens and passwords the same in each run; without it nothing can be foretold.
     */
    public Builder randomSeed(long number) {
      randomSeed = number;
      return this;
    }

    /**
     * Lets an expired secret block its name for longer, as AWS's background purge does; zero by
     * default (DEL-10).
     */
    public Builder purgeDelay(Duration delay) {
      lifecycle = lifecycle.purgeDelay(delay);
      return this;
    }

    /**
     * Lets a force-deleted secret show as scheduled for a while, as AWS does; zero by default
     * (MD-14).
     */
    public Builder forceDeleteLag(Duration lag) {
      lifecycle = lifecycle.forceDeleteLag(lag);
      return this;
    }

    /**
     * Refuses a secret's 101st version while none is older than 24 hours (VER-4); off by default.
     */
    public Builder versionQuota(boolean enforced) {
      lifecycle = lifecycle.versionQuota(enforced);
      return this;
    }

    /** How many secrets an account has in a Region at most; 500,000 by default (QUO-2). */
    public Builder secretQuota(int secrets) {
      lifecycle = lifecycle.secretQuota(secrets);
      return this;
    }

    /** Throttles calls beyond these rates; off by default (QUO-1). */
    public Builder quotas(Quotas rates) {
      quotas = rates;
      return this;
    }

    /**
     * How often a rotation is tried, and how long after a failure the next attempt comes, on the
     * emulator's clock; five times, ten minutes apart, unless told otherwise (ROT-31).
     */
    public Builder rotationAttempts(int attempts, Duration gap) {
      rotation = rotation.attempts(attempts, gap);
      return this;
    }

    /**
     * Lets RotateSecret answer before the rotation's steps, which come with {@code clock().advance}
     * or {@code resume}; by default they are over when it answers (ROT-17).
     */
    public Builder asynchronousRotation(boolean asynchronous) {
      rotation = rotation.asynchronous(asynchronous);
      return this;
    }

    /** Takes AWSPENDING away when a rotation succeeds; by default it stays (ROT-27). */
    public Builder pendingDroppedAfterRotation(boolean dropped) {
      rotation = rotation.dropsPending(dropped);
      return this;
    }

    /**
     * How long replication to a Region takes; no time by default (REP-4).
     *
     * @see SecretsEmulator#replicationLag
     */
    public Builder replicationLag(String region, Duration lag) {
      replicationLags.put(region, lag);
      return this;
    }

    /** How many audit records are kept, at least one; 10,000 by default. */
    public Builder auditCapacity(int records) {
      if (records < 1) {
        throw new IllegalArgumentException(
            "The audit keeps at least one record, but was asked to keep " + records);
      }
      auditCapacity = records;
      return this;
    }

    /** Adds a secret to start with. */
    public Builder secret(SecretSeed secret) {
      seed = seed.and(secret);
      return this;
    }

    /**
     * Adds everything that a seed has to start with. What the seed says of account, Region and clock
     * is the emulator's too, unless this builder was told otherwise.
     */
    public Builder seed(Seed more) {
      seed = seed.and(more);
      return this;
    }

    public SecretsEmulator build() {
      var frozen = frozenAt == null ? seed.frozenAt() : frozenAt;
      var clock = frozen == null ? VirtualClock.ticking() : VirtualClock.frozenAt(frozen);
      var ids = randomSeed == null ? Ids.random() : Ids.seeded(randomSeed);
      var functions = new RegisteredFunctions();
      var emulator =
          new SecretsEmulator(
              new Engine(
                  EmulatorState.EMPTY,
                  clock,
                  ids,
                  lifecycle,
                  auditCapacity,
                  functions,
                  rotation,
                  quotas),
              functions,
              Caller.administrator(
                  either(accountId, seed.account(), "123456789012"),
                  either(region, seed.region(), "us-east-1")));
      replicationLags.forEach(emulator::replicationLag);
      emulator.seed(seed);
      return emulator;
    }

    private static String either(
        @Nullable String told, @Nullable String seeded, String otherwise) {
      return told != null ? told : seeded != null ? seeded : otherwise;
    }
  }
}
