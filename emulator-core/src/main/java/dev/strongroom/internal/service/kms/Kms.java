package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.GetKeyLastUsage.KeyLastUsageData;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.ReplicateKey;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.DueEvent;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.OperationRows;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.internal.engine.RegionState.Due;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.model.ServiceModel;
import dev.strongroom.internal.service.kms.KmsOperation.KeyRead;
import dev.strongroom.internal.service.kms.KmsOperation.KeyWrite;
import dev.strongroom.internal.service.kms.KmsOperation.KeysRead;
import dev.strongroom.internal.service.kms.KmsOperation.RegionRead;
import dev.strongroom.internal.service.kms.KmsOperation.RegionWrite;
import dev.strongroom.internal.text.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** AWS Key Management Service. */
public final class Kms implements AwsService {

  private static final ServiceModel MODEL = ServiceModel.named("kms");

  /** The keys of each account and Region. */
  public static final StateSlot<RegionKeys> KEYS =
      new StateSlot<>("keys", RegionKeys.NONE, new KeyEntries());

  /** The alias of the key that Secrets Manager uses by default. */
  public static final String SECRETS_MANAGER_KEY = Keys.SECRETS_MANAGER;

  private static final OperationRows TABLE =
      new OperationRows(KmsOperations.NAMES, name -> operation(KmsOperations.row(name)));

  private final Duration grantDelay;
  private final KeyUses uses;
  private final IdleCipher cipher = new IdleCipher();
  private @Nullable Engine engine;

  /**
   * Makes the service.
   *
   * @param grantDelay how long a new grant can be used by its token only (KMS-15)
   */
  public Kms(Duration grantDelay) {
    this(grantDelay, new KeyUses());
  }

  private Kms(Duration grantDelay, KeyUses uses) {
    this.grantDelay = grantDelay;
    this.uses = uses;
  }

  @Override
  public void attach(Engine ofThis) {
    engine = ofThis;
    uses.begin(ofThis.clock().instant());
  }

  @Override
  public AwsService fork() {
    return new Kms(grantDelay, uses.copy());
  }

  @Override
  public void recorded(AuditRecord record, @Nullable Record result) {
    if (result != null) {
      for (var keyArn : KmsOperations.usedKeys(record.operation(), result)) {
        boolean isFirst =
            uses.note(
                keyArn,
                new KeyLastUsageData(
                    record.operation(), record.time(), record.eventId(), record.requestId()));
        if (isFirst && keyOrNull(engine().current(), keyArn) == null) { // gone since it was found
          uses.forget(keyArn);
        }
      }
    }
  }

  @Override
  public EmulatorState settled(EmulatorState state, Instant now) {
    var next = state;
    for (var region : state.dueIn(KEYS, Due.HIDDEN)) {
      var keys = next.in(KEYS, region);
      var gone = keys.gone(now);
      if (gone.isEmpty()) {
        break;
      }
      gone.forEach(uses::forget);
      next = next.with(KEYS, region, keys.purged(now));
    }
    return next;
  }

  @Override
  public Stream<DueEvent> dueEvents(EmulatorState state, Instant now) {
    return state.all(KEYS).flatMap(region -> region.getValue().dueEvents(now));
  }

  @Override
  public void restored(EmulatorState state) {
    uses.retain(arn -> keyOrNull(state, arn) != null);
  }

  /** Returns of how many keys the last use is known. */
  int knownUses() {
    return uses.size();
  }

  private Engine engine() {
    return Objects.requireNonNull(engine, "attached");
  }

  @Override
  public String endpointPrefix() {
    return "kms";
  }

  @Override
  public String displayName() {
    return "KMS";
  }

  @Override
  public Protocol protocol() {
    return new Protocol.AwsJson("TrentService");
  }

  @Override
  public List<Operation<?, ?, ?>> operations() {
    return TABLE.all();
  }

  @Override
  public @Nullable Operation<?, ?, ?> operation(String name) {
    return TABLE.named(name);
  }

  @Override
  public ErrorCode internalError() {
    return ErrorCode.KMS_INTERNAL;
  }

  @Override
  public List<StateSlot<?>> slots() {
    return List.of(KEYS);
  }

  @Override
  public ServiceModel model() {
    return MODEL;
  }

  private static <Q extends Request<R>, R extends Record>
      Operation<Q, R, List<KmsLookup.Named>> operation(KmsOperation<Q, R> row) {
    var lookup = new KmsLookup<>(row);
    var operation =
        (row.isReadOnly()
                ? Operation.read(
                    row.type(),
                    lookup,
                    (List<KmsLookup.Named> named, Q request, Call call) ->
                        of(call).carryOut(row, named, request, call).result())
                : Operation.write(
                    row.type(),
                    lookup,
                    (List<KmsLookup.Named> named, Q request, Call call) ->
                        of(call).carryOut(row, named, request, call)))
            .checking(row.check());
    var preparation = row.preparation();
    return preparation == null ? operation : operation.preparing(preparation::prepare);
  }

  private static Kms of(Call call) {
    return (Kms) call.service();
  }

  private <Q extends Request<R>, R extends Record> Outcome<R> carryOut(
      KmsOperation<Q, R> row, List<KmsLookup.Named> named, Q request, Call call) {
    var state = call.state();
    var context =
        new KmsContext(
            call.caller(),
            call.now(),
            call.ids(),
            arn -> key(state, arn, call.now()),
            (Material) call.prepared(),
            grantDelay,
            uses,
            cipher);
    var handler = row.handler();
    if (named.isEmpty()) {
      requireSoundPolicy(request, null, call);
      var keys = state.in(KEYS, call.place());
      if (handler instanceof RegionRead<Q, R> read) {
        return new Outcome<>(state, read.read(keys, request, context));
      }
      var change = ((RegionWrite<Q, R>) handler).write(keys, request, context);
      return new Outcome<>(state.with(KEYS, call.place(), change.next()), change.result());
    }
    var key = named.get(0).requirePresent();
    requireSoundPolicy(request, key, call);
    if (handler instanceof KeyRead<Q, R> read) {
      return new Outcome<>(state, read.read(key, request, context));
    }
    if (handler instanceof KeysRead<Q, R> read) {
      return new Outcome<>(state, read.read(key, named.get(1).requirePresent(), request, context));
    }
    var change = ((KeyWrite<Q, R>) handler).write(key, request, context);
    var next = state;
    for (var changed : change.next()) {
      var region = region(changed.arn());
      next = next.with(KEYS, region, next.in(KEYS, region).with(changed));
    }
    return new Outcome<>(next, change.result());
  }

  private static AccountRegion region(KeyArn arn) {
    return new AccountRegion(arn.accountId(), arn.region());
  }

  static @Nullable Key key(EmulatorState state, KeyArn arn, Instant now) {
    return state.in(KEYS, region(arn)).byId(arn.keyId(), now);
  }

  /** Returns the condition keys that every request of KMS carries. */
  static RequestContext.Builder conditionKeys(Call call, Map<String, String> keyTags) {
    var keys = call.globalConditionKeys().with("kms:CallerAccount", call.caller().accountId());
    keyTags.forEach((tag, value) -> keys.with("aws:ResourceTag/" + tag, value));
    var via = call.via();
    return via == null
        ? keys
        : keys.with(
            "kms:ViaService",
            via.endpointPrefix() + "." + call.caller().region() + ".amazonaws.com"); // KMS-5
  }

  /** Returns a state with the key of a service, which its first use makes (KMS-6). */
  public static EmulatorState withManagedKey(
      EmulatorState state, AccountRegion region, ManagedKey managed, Call call) {
    var keys = state.in(KEYS, region);
    if (keys.byAlias(managed.alias(), call.now()) != null) {
      return state;
    }
    var owner = Caller.administrator(region.accountId(), region.region());
    var context = new KmsContext(owner, call.now(), call.ids());
    return state.with(KEYS, region, Keys.withManagedKey(keys, managed, context));
  }

  /** Returns whether a key that a caller names is a pair, with which nothing can be wrapped. */
  public static boolean isKeyPair(Call call, String keyId) {
    try {
      var id = KeyId.parse(keyId, true, call.caller());
      var region = new AccountRegion(id.accountId(), id.region());
      var key = call.state().in(KEYS, region).find(id, call.now());
      return key != null && key.spec().pair != null;
    } catch (ServiceError noKey) {
      return false;
    }
  }

  /** Returns whether an alias names a key of a caller's account and Region. */
  public static boolean hasAlias(EmulatorState state, Caller caller, String alias, Instant now) {
    var id = KeyId.parse(alias, true, caller);
    return state.in(KEYS, new AccountRegion(id.accountId(), id.region())).find(id, now) != null;
  }

  /** Returns whether a key is one that AWS manages for a service. */
  public static boolean isAwsManaged(EmulatorState state, String keyArn) {
    var key = keyOrNull(state, keyArn);
    return key != null && key.facts().awsManaged();
  }

  /** Decrypts a data key for no caller, whatever state its key is in; null if the key is gone. */
  public static @Nullable SecretValue reveal(
      EmulatorState state, String keyArn, Blob dataKey, Map<String, String> context) {
    var key = keyOrNull(state, keyArn);
    try {
      var sealed = Ciphertext.parse(dataKey);
      return key == null
          ? null
          : SecretValue.ofBinary(sealed.open(sealed.material(key), context, new IdleCipher()));
    } catch (ServiceError unreadable) {
      return null;
    }
  }

  private static @Nullable Key keyOrNull(EmulatorState state, String keyArn) {
    var arn = Arn.parse(keyArn);
    return arn == null || !arn.resource().startsWith("key/")
        ? null
        : state
            .in(KEYS, new AccountRegion(arn.account(), arn.region()))
            .named(arn.resource().substring("key/".length()));
  }

  @Override
  public @Nullable Resource guarded(EmulatorState state, String arn) {
    var key = keyOrNull(state, arn);
    return key == null ? null : KeyResources.of(key, grant -> true);
  }

  @Override
  public EmulatorState withPolicy(EmulatorState state, String arn, Policy policy) {
    var key = keyOrNull(state, arn);
    if (key == null) {
      throw new IllegalStateException("There is no key " + arn + " whose policy could be repaired");
    }
    if (policy.isEmpty()) {
      throw new IllegalStateException(
          "The repair would leave the key " + arn + " without any statement: put another policy");
    }
    if (key.facts().awsManaged()) {
      throw new IllegalStateException(
          "Nobody can change the policy of the AWS managed key " + arn + ": use a customer key");
    }
    var region = region(key.arn());
    return state.with(KEYS, region, state.in(KEYS, region).with(key.withPolicy(policy.toJson())));
  }

  /** Returns the tags that a key has when its policy is put again. */
  private static Map<String, String> tags(Request<?> request, @Nullable Key key) {
    if (key != null) {
      return key.tags();
    }
    var tags = request instanceof CreateKey create ? create.tags() : null;
    return tags == null
        ? Map.of()
        : tags.stream().collect(Collectors.toMap(Tag::tagKey, Tag::tagValue, (a, b) -> b));
  }

  /** Refuses a key policy that can't be read, or that its author could not replace again. */
  private static void requireSoundPolicy(Request<?> request, @Nullable Key key, Call call) {
    String text = null;
    boolean bypass = false;
    if (request instanceof CreateKey create) {
      text = create.policy();
      bypass = Boolean.TRUE.equals(create.bypassPolicyLockoutSafetyCheck());
    } else if (request instanceof ReplicateKey replicate) {
      text = replicate.policy();
      bypass = Boolean.TRUE.equals(replicate.bypassPolicyLockoutSafetyCheck());
    } else if (request instanceof PutKeyPolicy put) {
      text = put.policy();
      bypass = Boolean.TRUE.equals(put.bypassPolicyLockoutSafetyCheck());
    }
    if (text == null) {
      return;
    }
    Policy policy;
    try {
      policy = Policy.parseResourcePolicy(text);
    } catch (MalformedPolicyException malformed) {
      throw MALFORMED_POLICY_DOCUMENT.error(
          "The key policy is malformed: " + malformed.getMessage());
    }
    var arn =
        key == null
            ? "arn:%s:kms:%s:%s:key/new"
                .formatted(
                    call.caller().partition(), call.caller().region(), call.caller().accountId())
            : key.arn().toString();
    var putAgain =
        AccessRequest.of(
            call.identity(),
            "kms:PutKeyPolicy",
            Resource.key(arn, call.caller().accountId(), policy, List.of()),
            conditionKeys(call, tags(request, key)).build());
    if (!bypass && !AccessDecision.of(putAgain).allowed()) {
      throw MALFORMED_POLICY_DOCUMENT.error(
          "The new key policy will not allow you to update the key policy in the future.");
    }
  }
}
