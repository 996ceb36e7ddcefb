package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;

import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.model.ServiceModel;
import dev.strongroom.internal.service.kms.Grants;
import dev.strongroom.internal.service.kms.Key;
import dev.strongroom.internal.service.kms.KeyArn;
import dev.strongroom.internal.service.kms.KeyId;
import dev.strongroom.internal.service.kms.KmsContext;
import dev.strongroom.internal.service.kms.KmsOperation;
import dev.strongroom.internal.service.kms.KmsOperation.KeyRead;
import dev.strongroom.internal.service.kms.KmsOperation.KeyRole;
import dev.strongroom.internal.service.kms.KmsOperation.KeyWrite;
import dev.strongroom.internal.service.kms.KmsOperation.KeysRead;
import dev.strongroom.internal.service.kms.KmsOperation.RegionRead;
import dev.strongroom.internal.service.kms.KmsOperation.RegionWrite;
import dev.strongroom.internal.service.kms.KmsOperations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** KMS behind the gate. */
final class Kms implements AwsService {

  private static final ServiceModel MODEL = ServiceModel.named("kms");

  static boolean serves(Request<?> request) {
    return KmsOperations.row(request) != null;
  }

  @Override
  public String prefix() {
    return "kms";
  }

  @Override
  public boolean isRead(Request<?> request) {
    return Objects.requireNonNull(KmsOperations.row(request)).isReadOnly();
  }

  @Override
  public boolean isPrepared(Request<?> request) {
    return Objects.requireNonNull(KmsOperations.row(request)).preparation() != null;
  }

  @Override
  public <Q extends Request<R>, R extends Record> void prepare(Call call, Q request) {
    var preparation = Objects.requireNonNull(operation(request).preparation());
    call.prepared = preparation.prepare(request, call.ids);
  }

  @Override
  public <Q extends Request<R>, R extends Record> void check(Call call, Q request) {
    MODEL.check(request);
    operation(request).check().accept(request);
  }

  @Override
  public <Q extends Request<R>, R extends Record> Outcome<R> carryOut(
      Call call, Q request, EmulatorState state) {
    var operation = operation(request);
    var context =
        new KmsContext(
            call.caller, call.now, call.ids, arn -> key(state, arn, call.now), call.prepared);
    var identity = state.iam().identity(call.caller, call.now);
    var handler = operation.handler();
    if (operation.keys().isEmpty()) {
      permitInRegion(call, identity, state, "kms:" + operation.name(), request);
      requireSoundPolicy(call, identity, request, null);
      var place = new AccountRegion(call.caller.accountId(), call.caller.region());
      if (handler instanceof RegionRead<Q, R> read) {
        return new Outcome<>(state, read.read(state.keys(place), request, context));
      }
      var change = ((RegionWrite<Q, R>) handler).write(state.keys(place), request, context);
      return new Outcome<>(state.with(place, change.next()), change.result());
    }
    var keys =
        operation.keys().stream().map(role -> key(call, identity, state, request, role)).toList();
    var key = keys.get(0);
    requireSoundPolicy(call, identity, request, key);
    if (handler instanceof KeyRead<Q, R> read) {
      return new Outcome<>(state, read.read(key, request, context));
    }
    if (handler instanceof KeysRead<Q, R> read) {
      return new Outcome<>(state, read.read(key, keys.get(1), request, context));
    }
    var change = ((KeyWrite<Q, R>) handler).write(key, request, context);
    var next = state;
    for (var changed : change.next()) {
      var place = place(changed.arn());
      next = next.with(place, next.keys(place).purged(call.now).with(changed));
    }
    return new Outcome<>(next, change.result());
  }

  private static AccountRegion place(KeyArn arn) {
    return new AccountRegion(arn.accountId(), arn.region());
  }

  private static @Nullable Key key(EmulatorState state, KeyArn arn, Instant now) {
    return state.keys(place(arn)).byId(arn.keyId(), now);
  }

  private static <Q extends Request<R>, R extends Record> KmsOperation<Q, R> operation(Q request) {
    return Objects.requireNonNull(KmsOperations.of(request));
  }

  /** The key that a request names in one of its roles, if the caller may use it so. */
  private static <Q> Key key(
      Call call, Identity identity, EmulatorState state, Q request, KeyRole<Q> role) {
    var id = role.find(request, call.caller);
    var key = state.keys(new AccountRegion(id.accountId(), id.region())).find(id, call.now);
    var encryptionContext = role.encryptionContext().apply(request);
    permit(
        call,
        identity,
        state,
        "kms:" + role.operation(),
        key == null ? Resource.of(id.arn()) : resource(key, request),
        key,
        encryptionContext == null ? Map.of() : encryptionContext);
    if (key == null) {
      throw id.absent();
    }
    return key;
  }

  private static Resource resource(Key key, Object request) {
    return request instanceof RetireGrant retire
        ? KeyResources.retiring(key, Grants.grantOf(retire))
        : KeyResources.of(key);
  }

  /**
   * Decides on what a request without a key's role means: the alias and every key behind it, or no
   * resource at all. A key with tags needs the right to tag as well.
   */
  private static void permitInRegion(
      Call call, Identity identity, EmulatorState state, String action, Request<?> request) {
    if (request instanceof CreateAlias create) {
      permitAlias(call, identity, state, action, create.aliasName(), create.targetKeyId());
    } else if (request instanceof UpdateAlias update) {
      permitAlias(
          call,
          identity,
          state,
          action,
          update.aliasName(),
          update.aliasName(),
          update.targetKeyId());
    } else if (request instanceof DeleteAlias delete) {
      permitAlias(call, identity, state, action, delete.aliasName(), delete.aliasName());
    } else {
      permit(call, identity, state, action, Resource.ANY, null, Map.of());
      if (request instanceof CreateKey create && create.tags() != null) {
        permit(call, identity, state, "kms:TagResource", Resource.ANY, null, Map.of());
      }
    }
  }

  private static void permitAlias(
      Call call,
      Identity identity,
      EmulatorState state,
      String action,
      String alias,
      String... keyIds) {
    var arn = KeyId.parse(alias, true, call.caller).arn();
    permit(call, identity, state, action, Resource.of(arn), null, Map.of());
    for (var keyId : keyIds) {
      var key = present(call, state, keyId);
      if (key != null) {
        permit(call, identity, state, action, KeyResources.of(key), key, Map.of());
      }
    }
  }

  /** Null where there is no such key, which the operation itself refuses. */
  private static @Nullable Key present(Call call, EmulatorState state, String keyId) {
    try {
      var id = KeyId.parse(keyId, true, call.caller);
      return state.keys(new AccountRegion(id.accountId(), id.region())).find(id, call.now);
    } catch (ServiceError noKey) {
      return null;
    }
  }

  private static void permit(
      Call call,
      Identity identity,
      EmulatorState state,
      String action,
      Resource resource,
      @Nullable Key key,
      Map<String, String> encryptionContext) {
    var context =
        conditionKeys(call, key == null ? Map.of() : key.tags())
            .encryptionContext(encryptionContext);
    var decision =
        AccessDecision.of(
            AccessRequest.of(identity, action, resource, context.build())
                .through(state.iam().endpointPolicy(call.caller)));
    if (!call.decided(decision)) {
      throw ACCESS_DENIED.error(
          decision.message(resource.arn().equals("*") ? null : resource.arn()));
    }
  }

  /** The tags that the key has when its policy is put again. */
  private static Map<String, String> tags(Request<?> request, @Nullable Key key) {
    if (key != null) {
      return key.tags();
    }
    var tags = request instanceof CreateKey create ? create.tags() : null;
    return tags == null
        ? Map.of()
        : tags.stream().collect(Collectors.toMap(Tag::tagKey, Tag::tagValue, (a, b) -> b));
  }

  private static RequestContext.Builder conditionKeys(Call call, Map<String, String> keyTags) {
    var keys =
        ConditionKeys.global(call.caller, call.now)
            .with("kms:CallerAccount", call.caller.accountId());
    keyTags.forEach((tag, value) -> keys.with("aws:ResourceTag/" + tag, value));
    return keys;
  }

  /** Refuses a key policy that can't be read, or that its author could not replace again. */
  private static void requireSoundPolicy(
      Call call, Identity identity, Request<?> request, @Nullable Key key) {
    String text = null;
    boolean bypass = false;
    if (request instanceof CreateKey create) {
      text = create.policy();
      bypass = Boolean.TRUE.equals(create.bypassPolicyLockoutSafetyCheck());
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
                .formatted(call.caller.partition(), call.caller.region(), call.caller.accountId())
            : key.arn().toString();
    var putAgain =
        AccessRequest.of(
            identity,
            "kms:PutKeyPolicy",
            Resource.key(arn, policy, List.of()),
            conditionKeys(call, tags(request, key)).build());
    if (!bypass && !AccessDecision.of(putAgain).allowed()) {
      throw MALFORMED_POLICY_DOCUMENT.error(
          "The new key policy will not allow you to update the key policy in the future.");
    }
  }
}
