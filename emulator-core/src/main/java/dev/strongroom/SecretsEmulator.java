package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.Counters;
import dev.strongroom.audit.Event;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.audit.Subscription;
import dev.strongroom.fault.Faults;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.EmulatorClient;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.data.EmulatorData;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.local.FunctionLimits;
import dev.strongroom.internal.local.LocalSupport;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An AWS Secrets Manager in this process, with the KMS keys and IAM policies that its secrets
 * depend on: all Regions and accounts, one clock, one audit.
 *
 * <p>Safe for use by several threads. Without a data directory it keeps nothing outside of this
 * object: an emulator that is closed or garbage collected leaves nothing behind.
 */
public final class SecretsEmulator implements AutoCloseable {

  static {
    EmulatorInternals.install(
        emulator -> emulator.engine,
        (builder, service) -> builder.furtherServices.add(service),
        SecretsEmulator::startingPoint);
  }

  private final Engine engine;
  private final SecretsManager secretsManager;
  private final RegisteredFunctions functions;
  private final Caller administrator;
  private final SeededFaults seededFaults;
  private final FunctionLimits functionLimits;
  private final @Nullable EmulatorData data;
  private @Nullable Supplier<StartingPoint> start;
  private @Nullable AutoCloseable background;
  private volatile boolean closed;

  SecretsEmulator(
      Engine engine,
      SecretsManager secretsManager,
      RegisteredFunctions functions,
      Caller administrator,
      FunctionLimits functionLimits,
      @Nullable EmulatorData data) {
    this.engine = engine;
    this.secretsManager = secretsManager;
    this.functions = functions;
    this.administrator = administrator;
    this.data = data;
    this.functionLimits = functionLimits;
    this.seededFaults = new SeededFaults(engine.faults());
    functions.callThrough(function -> as(function.caller()));
  }

  /** Returns an empty emulator: account 123456789012, Region us-east-1, a ticking clock. */
  public static SecretsEmulator create() {
    return builder().build();
  }

  public static EmulatorBuilder builder() {
    return new EmulatorBuilder();
  }

  /**
   * Carries out one request.
   *
   * @throws ServiceError if the service refuses it
   * @throws IllegalStateException if the emulator is closed
   */
  public <Q extends Request<R>, R extends Record> Response<R> execute(Caller caller, Q request) {
    requireOpen(caller, request);
    return engine.execute(caller, request);
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
   * Returns whether a call would succeed, and why or why not, without making it: every access check
   * that it needs, each with all its layers and, where it refuses, the repair; and what else would
   * refuse the call.
   *
   * @throws IllegalStateException if the emulator is closed
   */
  public <Q extends Request<R>, R extends Record> Access explain(Caller caller, Q request) {
    requireOpen(caller, request);
    return engine.explain(caller, request);
  }

  /**
   * Changes the policies that refused a call so that they allow it; does nothing if they already
   * do.
   */
  public void repair(Access access) {
    engine.repair(access);
  }

  /** Returns the account with this 12-digit ID. Every account exists implicitly. */
  public Account account(String id) {
    return new Account(engine, Caller.administrator(id, administrator.region()));
  }

  /**
   * Sets the policy of a VPC endpoint. It limits callers whose context says that they come through
   * the endpoint.
   */
  public void vpcEndpointPolicy(String endpointId, PolicyDocument policy) {
    engine.update(world -> world.with(world.iam().withEndpoint(endpointId, Policy.of(policy))));
  }

  /** Returns the default account's administrator, in the default Region. */
  public Caller administrator() {
    return administrator;
  }

  /**
   * Returns the caller that an access key ID names (CAL-1): 12 digits are the administrator of that
   * account; an ID that was given to a user, role or session is that one's; any other is the
   * default administrator.
   *
   * @param region the Region that is called; null for the default Region
   * @throws ServiceError if the ID is that of a session that has ended
   */
  public Caller caller(@Nullable String accessKeyId, @Nullable String region) {
    var where = region == null ? administrator : administrator.in(region);
    return engine.current().iam().caller(accessKeyId, where, engine.clock().instant());
  }

  /** Returns a client that calls this emulator as a caller. */
  public ServiceClient as(Caller caller) {
    return new EmulatorClient(this, caller);
  }

  /** {@link #as}, for Kotlin, where that is a keyword. */
  public ServiceClient actingAs(Caller caller) {
    return as(caller);
  }

  /**
   * Returns the rotations of a secret of the default account and Region, by its name: the function,
   * scripted failures and pauses, and the timeline.
   *
   * @throws IllegalArgumentException for an ARN or a pattern
   */
  public Rotation rotation(String secretName) {
    Rotation.requireName(secretName);
    return new Rotation(
        functions,
        secretsManager
            .rotations()
            .of(
                new AccountRegion(administrator.accountId(), administrator.region()),
                secretName,
                administrator.partition()));
  }

  /** Returns what has happened in all rotations so far, a timeline for each secret. */
  public List<RotationTimeline> rotations() {
    return secretsManager.rotations().timelines();
  }

  /** Registers a rotation function; it replaces an earlier one with the same ARN. */
  public void register(LambdaFunction function) {
    functions.put(function);
  }

  /**
   * Registers a rotation function by where its code is; it replaces an earlier one with the same
   * ARN. It needs the dependency {@code dev.strongroom:strongroom-local}.
   *
   * @throws IllegalArgumentException naming what is wrong with the function
   */
  public void register(FunctionSeed function) {
    var code = LocalSupport.required("A function by its place").function(function, functionLimits);
    var lambda = LambdaFunction.of(function.arn(), code);
    register(function.role() == null ? lambda : lambda.as(roleOf(function.role())));
  }

  private Caller roleOf(String arn) {
    var principal = Principal.parse(arn);
    return new Caller(principal.account(), administrator.region(), arn, Map.of());
  }

  /**
   * Does what falls due as time passes by itself, such as rotations on a schedule, on a daemon
   * thread of its own until this emulator is closed. Without it, work that falls due is done by the
   * calls that come next, and rotations only by {@code clock().advance}. While the clock stands
   * still the thread does nothing.
   */
  public synchronized void background() {
    if (background == null && !closed) {
      background = engine.clock().runInBackground();
    }
  }

  /**
   * Sets how long replication to a Region takes from now on, on the emulator's clock. Until it is
   * over, the Region shows what was there before. By default it takes no time.
   *
   * @throws IllegalArgumentException if it is negative or longer than 365 days, or the Region's
   *     name is none
   */
  public void replicationLag(String region, Duration lag) {
    secretsManager.replicator().lag(region, lag);
  }

  /** Returns the number that {@link EmulatorBuilder#randomSeed} was given, if any. */
  public OptionalLong randomSeed() {
    return engine.ids().givenSeed();
  }

  /** Returns the clock of the service; work that falls due is done as it is advanced. */
  public VirtualClock clock() {
    return engine.clock();
  }

  /**
   * Returns what was called until now and with what outcome, and what the service did by itself.
   * The latest 10,000 records are kept unless the builder sets another number.
   */
  public AuditLog audit() {
    engine.settle();
    return engine.trail().log();
  }

  /**
   * Returns how often operations were called since the start; records that the audit has dropped
   * are counted too.
   */
  public Counters counters() {
    engine.settle();
    return engine.trail().counters();
  }

  /**
   * Subscribes a listener to what EventBridge would deliver (AUD-7, AUD-8): calls that may change
   * something, what the service does by itself, and labels that move.
   *
   * <p>Events arrive after the change, on the thread that caused it, in the order of that thread's
   * changes; the listener may call this emulator. An exception of the listener is logged without
   * its message and does not reach the caller; an {@link Error} does, so that a failed assertion is
   * seen.
   */
  public Subscription onEvent(Consumer<Event> listener) {
    return engine.trail().listeners().add(listener);
  }

  /**
   * Returns every secret value that was stored since the first call of this method, and the values
   * of all versions that existed then, in order; a value may occur more than once. It is for
   * detectors of leaks: neither policies nor the states of keys hide a value, and the audit does
   * not record it. A value is included from the moment it is encrypted, even if the write then
   * fails, and stays; only values whose keys are gone are left out.
   */
  public List<StoredValue> values() {
    return secretsManager.values();
  }

  /**
   * Returns the scripted failures of the service. They are no part of what is stored, so that
   * neither a snapshot nor a fork has them, except that a fork begins with those of the seed.
   */
  public Faults faults() {
    return engine.faults();
  }

  /**
   * Returns a ClientRequestToken as an SDK would make it, from the emulator's own random stream.
   */
  public String newClientRequestToken() {
    return engine.ids().clientRequestToken();
  }

  /**
   * Creates everything that a seed describes, all or nothing. The audit records the calls that this
   * takes; faults and quotas do not apply to them, except to a replication that lags.
   *
   * @throws IllegalArgumentException naming the secret that the service refuses
   */
  public void seed(Seed seed) {
    requireClock(seed);
    var seeding = new Seeding(this, engine, secretsManager, seed);
    functions.unlessItFails(() -> engine.atomically(seeding::put));
  }

  /**
   * Makes the emulator follow a seed that has changed, all or nothing: new entries are put in
   * unless they are there already, changed ones are changed. What both seeds say alike stays as it
   * is now.
   *
   * @param prune whether what only the earlier seed has is removed
   * @throws IllegalArgumentException naming what can't be changed
   */
  public void reseed(Seed earlier, Seed later, boolean prune) {
    if (!Objects.equals(earlier.frozenAt(), later.frozenAt())) {
      requireClock(later);
    }
    var seeding = new Seeding(this, engine, secretsManager, later);
    var reseeding = new Reseeding(earlier, later, prune, seeding);
    functions.unlessItFails(() -> engine.atomically(reseeding::run));
  }

  SeededFaults seededFaults() {
    return seededFaults;
  }

  RegisteredFunctions functions() {
    return functions;
  }

  /** Returns the suffix of the ARN of the secret that a seed means; null if it is not here. */
  @Nullable String arnSuffix(SecretSeed secret, Seed seed) {
    var owner =
        new Seeding(this, engine, secretsManager, seed).owner(secret.account(), secret.region());
    var region = new AccountRegion(owner.accountId(), owner.region());
    var present = engine.state().in(SecretsManager.SECRETS, region).named(secret.name());
    return present == null ? null : present.arn().suffix();
  }

  Engine engine() {
    return engine;
  }

  /** Says that what is here comes from an earlier process, and which seed that began with. */
  void resumed(Seed seed, @Nullable Instant frozenAt) {
    start = () -> startingPoint(this, StartingPoint.beginning(frozenAt)).emptied(seed);
  }

  private StartingPoint startingPoint() {
    return start == null ? startingPoint(this, engine.clock().mark()) : start.get();
  }

  /** Returns all that is here now, for an emulator to be set back to. */
  StartingPoint startingPoint(SecretsEmulator of, EmulatorClock.Mark mark) {
    var lags = secretsManager.replicator().lags();
    return new StartingPoint(of, engine.state(), mark, functions.byArn(), lags, seededFaults.all());
  }

  SecretsManager secretsManager() {
    return secretsManager;
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

  /** Returns a snapshot of everything that is stored now, in constant time. */
  public Snapshot snapshot() {
    return new Snapshot(engine.state());
  }

  /** Restores what was stored, in constant time; clock, IDs and audit go on. */
  public void restore(Snapshot snapshot) {
    engine.restore(snapshot.world);
  }

  /**
   * Returns an independent emulator that starts with what is stored here, in constant time; neither
   * sees the other's changes. Those of the new one are kept in memory only.
   */
  public SecretsEmulator fork() {
    var forked = functions.fork();
    var service = secretsManager.fork(forked);
    var services =
        engine.services().stream()
            .map(other -> other == secretsManager ? service : other.fork())
            .toList();
    var fork =
        new SecretsEmulator(
            engine.fork(services), service, forked, administrator, functionLimits, null);
    fork.seededFaults.replace(seededFaults.all());
    return fork;
  }

  /**
   * Closes the emulator: further calls are refused; what was recorded can still be read. Its data
   * directory, if it has one, can be used by another emulator.
   */
  @Override
  public synchronized void close() {
    boolean wasOpen = !closed;
    closed = true;
    if (background != null) {
      try {
        background.close();
      } catch (Exception impossible) {
        throw new IllegalStateException("A thread can be ended", impossible);
      }
    }
    if (data != null && wasOpen) {
      data.close();
    }
  }

  @Override
  public String toString() {
    return "SecretsEmulator[" + administrator.accountId() + ", " + administrator.region() + "]";
  }
}
