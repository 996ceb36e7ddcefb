package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.EXPIRED_TOKEN;
import static dev.strongroom.api.ErrorCode.THROTTLING;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.DueEvent;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.internal.engine.RegionState.Due;
import dev.strongroom.internal.engine.StateChange;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.model.ServiceModel;
import dev.strongroom.internal.service.secretsmanager.rotation.LambdaFunctions;
import dev.strongroom.internal.service.secretsmanager.rotation.RotationSettings;
import dev.strongroom.internal.service.secretsmanager.rotation.Rotations;
import dev.strongroom.internal.text.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** AWS Secrets Manager. */
public final class SecretsManager implements AwsService {

  private static final ServiceModel MODEL = ServiceModel.named("secretsmanager");

  /** The secrets of each account and Region. */
  public static final StateSlot<RegionSecrets> SECRETS =
      new StateSlot<>("secrets", RegionSecrets.NONE, new SecretEntries());

  /**
   * The errors of the framework in front of Secrets Manager, which spells them its way (WIRE-3).
   */
  private static final Set<ErrorCode> OF_THE_FRAMEWORK =
      EnumSet.of(ACCESS_DENIED, EXPIRED_TOKEN, THROTTLING, VALIDATION);

  private final Lifecycle lifecycle;
  private final LambdaFunctions functions;
  private final RotationSettings rotationSettings;
  private final Replicator replicator = new Replicator(this);
  private final StoredValues storedValues = new StoredValues();
  private @Nullable Engine engine;
  private @Nullable SecretEvents events;
  private @Nullable Rotations rotations;

  public SecretsManager(
      Lifecycle lifecycle, LambdaFunctions functions, RotationSettings rotationSettings) {
    this.lifecycle = lifecycle;
    this.functions = functions;
    this.rotationSettings = rotationSettings;
  }

  /** Returns the same service for another engine, with other functions. */
  public SecretsManager fork(LambdaFunctions others) {
    var fork = new SecretsManager(lifecycle, others, rotationSettings);
    fork.replicator.replaceLags(replicator.lags());
    return fork;
  }

  @Override
  public String endpointPrefix() {
    return "secretsmanager";
  }

  @Override
  public String displayName() {
    return "Secrets Manager";
  }

  @Override
  public Protocol protocol() {
    return new Protocol.AwsJson("secretsmanager");
  }

  @Override
  public String messageMember(ErrorCode code) { // WIRE-2, WIRE-3
    return OF_THE_FRAMEWORK.contains(code) ? "message" : "Message";
  }

  @Override
  public List<Operation<?, ?, ?>> operations() {
    return SecretOperations.TABLE.all();
  }

  @Override
  public @Nullable Operation<?, ?, ?> operation(String name) {
    return SecretOperations.TABLE.named(name);
  }

  @Override
  public List<StateSlot<?>> slots() {
    return List.of(SECRETS);
  }

  @Override
  public ServiceModel model() {
    return MODEL;
  }

  @Override
  public void attach(Engine newEngine) {
    engine = newEngine;
    events = new SecretEvents(newEngine.trail(), newEngine.ids());
    rotations = new Rotations(this, newEngine, events, functions, rotationSettings);
  }

  Engine engine() {
    return Objects.requireNonNull(engine, "attached");
  }

  private SecretEvents events() {
    return Objects.requireNonNull(events, "attached");
  }

  /** Returns the driver of the rotations. */
  public Rotations rotations() {
    return Objects.requireNonNull(rotations, "attached");
  }

  /** Returns the functions that rotate secrets. */
  public LambdaFunctions functions() {
    return functions;
  }

  /** Returns the replicator of secrets to other Regions. */
  public Replicator replicator() {
    return replicator;
  }

  StoredValues storedValues() {
    return storedValues;
  }

  Context context(Call call, AccessRequest asked) {
    return new Context(
        call.caller(),
        asked,
        call.state().iam()::mayExist,
        functions::mayBeInvoked,
        new SecretKeys(this, call),
        call.now(),
        call.isTicking(),
        call.ids(),
        lifecycle);
  }

  /** Returns a call in which the service acts for itself in a secret's account and Region. */
  public Call ownCall(AccountRegion region, EmulatorState state, Instant now) {
    var owner = Caller.administrator(region.accountId(), region.region());
    return engine().ownCall(this, owner, state, now);
  }

  /** Returns the context in which the service itself changes a secret, as a rotation does. */
  public Context ownContext(Secret secret, Call call) {
    var asked =
        AccessRequest.of(
            call.identity(),
            "secretsmanager:RotateSecret",
            Resource.of(secret.arn().toString()),
            RequestContext.EMPTY);
    return context(call, asked);
  }

  /** Returns KMS as a call may use it. */
  public SecretKeys keys(Call call) {
    return new SecretKeys(this, call);
  }

  /** Returns the state after a secret was changed by the service itself, replicas included. */
  public EmulatorState with(EmulatorState state, AccountRegion region, Secret secret, Instant now) {
    var secrets = state.in(SECRETS, region);
    var before = secrets.named(secret.name());
    var replication = before == null ? null : before.replication(); // a rotation does not change it
    var changed =
        Objects.equals(replication, secret.replication())
            ? secret
            : secret.with(draft -> draft.replication = replication);
    var next = state.with(SECRETS, region, secrets.with(changed));
    return replicator.propagated(before, next, region, secret.name(), now, true);
  }

  /** Returns whether there is a secret of that name, marked for deletion or not. */
  public static boolean has(
      EmulatorState state, AccountRegion region, String secretName, Instant now) {
    var secret = state.in(SECRETS, region).named(secretName);
    return secret != null && !secret.isGone(now);
  }

  /** Returns a state in which a secret is changed as no call can; for seeds. */
  public EmulatorState changed(
      EmulatorState state, AccountRegion region, String secretName, UnaryOperator<Secret> change) {
    var secrets = state.in(SECRETS, region);
    var secret = Objects.requireNonNull(secrets.named(secretName), secretName);
    return state.with(SECRETS, region, secrets.with(change.apply(secret)));
  }

  /** Returns every value that was stored since this was first asked for, earlier ones included. */
  public List<StoredValue> values() {
    if (!storedValues.isAsked()) {
      var ids = engine().ids().fork();
      engine()
          .update(
              state -> {
                storedValues.begin(StoredValues.in(state, ids));
                return state;
              });
    }
    return storedValues.all();
  }

  @Override
  public void restored(EmulatorState state) {
    rotations().restored(state);
    if (storedValues.isAsked()) {
      storedValues.addAll(StoredValues.in(state, engine().ids().fork()));
    }
  }

  @Override
  public @Nullable Object resource(EmulatorState state, AccountRegion region, String name) {
    return state.in(SECRETS, region).named(name);
  }

  @Override
  public EmulatorState withResource(
      EmulatorState state, AccountRegion region, String name, @Nullable Object resource) {
    var secrets = state.in(SECRETS, region);
    var present = secrets.named(name);
    secrets = present == null ? secrets : secrets.without(present);
    return state.with(
        SECRETS, region, resource == null ? secrets : secrets.with((Secret) resource));
  }

  @Override
  public @Nullable Resource guarded(EmulatorState state, String arn) {
    var secret = secret(state, arn);
    return secret == null ? null : SecretLookup.resource(secret);
  }

  @Override
  public EmulatorState withPolicy(EmulatorState state, String arn, Policy policy) {
    var secret = secret(state, arn);
    if (secret == null) {
      throw new IllegalStateException(
          "There is no secret " + arn + " whose policy could be repaired");
    }
    var region = region(secret);
    var next = policy.isEmpty() ? null : new ResourcePolicy(policy.toJson(), policy);
    var secrets = state.in(SECRETS, region);
    return state.with(SECRETS, region, secrets.with(secret.with(draft -> draft.policy = next)));
  }

  private static @Nullable Secret secret(EmulatorState state, String arn) {
    var parsed = Arn.parse(arn);
    if (parsed == null) {
      return null;
    }
    try {
      return state
          .in(SECRETS, new AccountRegion(parsed.account(), parsed.region()))
          .find(SecretId.parse(arn), Instant.MIN);
    } catch (ServiceError noSecret) { // such as the ARN of a secret that is yet to be created
      return null;
    }
  }

  /** Returns the account and Region of a secret. */
  public static AccountRegion region(Secret secret) {
    return new AccountRegion(secret.arn().accountId(), secret.arn().region());
  }

  @Override
  public EmulatorState settled(EmulatorState state, Instant now) {
    var gone = new ArrayList<Secret>();
    var next = state;
    for (var region : state.dueIn(SECRETS, Due.HIDDEN)) {
      var secrets = next.in(SECRETS, region);
      var expired = secrets.expired(now);
      if (expired.isEmpty()) {
        break;
      }
      gone.addAll(expired);
      next = next.with(SECRETS, region, secrets.purged(now));
    }
    next = replicator.settled(next, now);
    gone.sort(
        Comparator.comparing(Secret::goneAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(secret -> secret.arn().toString()));
    gone.forEach(secret -> events().gone(secret));
    gone.forEach(secret -> rotations().forget(secret));
    return next;
  }

  @Override
  public Stream<DueEvent> dueEvents(EmulatorState state, Instant now) {
    return state
        .all(SECRETS)
        .flatMap(region -> region.getValue().all())
        .filter(secret -> !secret.isGone(now))
        .flatMap(Secret::dueEvents);
  }

  @Override
  public <Q extends Request<R>, R extends Record> void recordConsequences(
      StateChange change, Operation<Q, R, ?> operation, Q request, Call call) {
    if (call.found() instanceof SecretTarget target && target.id() != null) { // of most writes
      recordChange(change, target.region(), target.id().name(), operation.name(), call.now());
      return;
    }
    for (var named : operation.named(request, call)) {
      recordChange(change, named.region(), named.name(), operation.name(), call.now());
    }
  }

  private void recordChange(
      StateChange change, AccountRegion region, String name, String operation, Instant now) {
    var before = change.before().in(SECRETS, region).named(name);
    var after = change.after().in(SECRETS, region).named(name);
    events().changed(before, after, operation, now);
    if (before != null && after == null) {
      rotations().forget(before);
    }
  }

  @Override
  public @Nullable UnaryOperator<EmulatorState> touchedBy(Record result, Call call) { // GSV-8
    if (!(result instanceof GetSecretValue.Result read)) {
      return null;
    }
    var target = (SecretTarget) Objects.requireNonNull(call.found());
    return RegionSecrets.isNewAccess(target.requirePresent(), read, call.now())
        ? state -> accessed(state, target.region(), read, call.now())
        : null;
  }

  /** A primary shows when its replicas are read (TS-3, REP-2). */
  private static EmulatorState accessed(
      EmulatorState state, AccountRegion region, GetSecretValue.Result read, Instant now) {
    var next = state.with(SECRETS, region, state.in(SECRETS, region).accessed(read, now));
    var secret = next.in(SECRETS, region).named(read.name());
    if (secret == null || !secret.isReplica()) {
      return next;
    }
    var home =
        new AccountRegion(region.accountId(), Objects.requireNonNull(secret.primaryRegion()));
    var secrets = next.in(SECRETS, home);
    var primary = secrets.named(read.name());
    return primary == null
        ? next
        : next.with(
            SECRETS,
            home,
            secrets.with(
                primary.copying(region.region(), copy -> copy.accessedOn(secret.accessed()))));
  }

  @Override
  public void resumed() {
    rotations().concludeInterrupted();
  }

  @Override
  public void callEnded() {
    rotations().runClaimed();
  }

  @Override
  public @Nullable Instant nextStep(EmulatorState state) {
    return rotations().nextStep(state);
  }

  @Override
  public void runSteps() {
    rotations().runSteps();
  }

  @Override
  public boolean isInUserCode() {
    return rotations().isInUserCode();
  }
}
