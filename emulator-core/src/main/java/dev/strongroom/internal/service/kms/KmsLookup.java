package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.ReplicateKey;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.api.kms.UpdatePrimaryRegion;
import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.ResourceLookup;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.service.kms.KmsOperation.KeyRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How requests of KMS name keys: none, one, or two, in the order of the operation's roles. */
final class KmsLookup<Q extends Request<?>> implements ResourceLookup<Q, List<KmsLookup.Named>> {

  /**
   * A key that a request names.
   *
   * @param key null if there is none
   * @param granted the IDs of the grants whose tokens came with the request
   */
  record Named(KeyId id, @Nullable Key key, Set<String> granted) {

    Key requirePresent() {
      if (key == null) {
        throw id.absent();
      }
      return key;
    }
  }

  private final KmsOperation<Q, ?> operation;

  KmsLookup(KmsOperation<Q, ?> operation) {
    this.operation = operation;
  }

  @Override
  public List<Named> find(Q request, Call call) {
    var keys = new ArrayList<Named>(1);
    for (var role : operation.keys()) {
      var id = role.find(request, call.caller());
      var region = new AccountRegion(id.accountId(), id.region());
      var granted =
          Grants.idsOf(
              role.grantTokens().apply(request), arn -> Kms.key(call.state(), arn, call.now()));
      keys.add(new Named(id, call.state().in(Kms.KEYS, region).find(id, call.now()), granted));
    }
    return keys;
  }

  @Override
  public List<AccessQuestion> questions(Q request, List<Named> named, Asked asked, Call call) {
    if (operation.keys().isEmpty()) {
      return inRegion(request, asked.actions().get(0), call);
    }
    var questions = new ArrayList<AccessQuestion>(1);
    for (int i = 0; i < named.size(); i++) {
      if (call.via() != null) { // a service learns all that it needs for its own answer
        var unused = named.get(i).requirePresent();
      }
      var role = operation.keys().get(i);
      questions.add(question(request, role, named.get(i), call));
    }
    addOtherRegion(request, named, call, questions);
    return questions;
  }

  /** Adds the checks in the other Region of a request on multi-Region keys. */
  private static void addOtherRegion(
      Request<?> request, List<Named> named, Call call, List<AccessQuestion> questions) {
    if (request instanceof ReplicateKey replicate) {
      var region = replicate.replicaRegion();
      questions.add(question("kms:CreateKey", Resource.ANY, null, region, call));
      if (replicate.tags() != null) {
        questions.add(question("kms:TagResource", Resource.ANY, null, region, call));
      }
    }
    if (request instanceof UpdatePrimaryRegion update && named.get(0).key() != null) {
      var region = update.primaryRegion();
      var arn = named.get(0).key().arn().in(region);
      var replica =
          call.state()
              .in(Kms.KEYS, new AccountRegion(arn.accountId(), region))
              .byId(arn.keyId(), call.now());
      if (replica != null) {
        questions.add(
            question("kms:UpdatePrimaryRegion", resource(replica, call), replica, region, call));
      }
    }
  }

  private static <Q> AccessQuestion question(Q request, KeyRole<Q> role, Named named, Call call) {
    var key = named.key();
    var context = role.encryptionContext().apply(request);
    return question(
        role.action(),
        key == null ? Resource.of(named.id().arn()) : resource(key, request, named, call),
        key,
        context == null ? Map.of() : context,
        call);
  }

  private static Resource resource(Key key, Object request, Named named, Call call) {
    return request instanceof RetireGrant retire
        ? KeyResources.retiring(key, Grants.grantOf(retire))
        : KeyResources.of(
            key, grant -> grant.isEffective(call.now()) || named.granted().contains(grant.id()));
  }

  private static Resource resource(Key key, Call call) {
    return KeyResources.of(key, grant -> grant.isEffective(call.now()));
  }

  /**
   * Returns the checks of a request without a key's role: on the alias and every key behind it, or
   * on no resource at all. A key with tags needs the right to tag as well.
   */
  private static List<AccessQuestion> inRegion(Request<?> request, String action, Call call) {
    if (request instanceof CreateAlias create) {
      return ofAlias(action, create.aliasName(), List.of(create.targetKeyId()), call);
    }
    if (request instanceof UpdateAlias update) {
      var keys = List.of(update.aliasName(), update.targetKeyId());
      return ofAlias(action, update.aliasName(), keys, call);
    }
    if (request instanceof DeleteAlias delete) {
      return ofAlias(action, delete.aliasName(), List.of(delete.aliasName()), call);
    }
    var questions = new ArrayList<AccessQuestion>(1);
    questions.add(question(action, Resource.ANY, null, Map.of(), call));
    if (request instanceof CreateKey create && create.tags() != null) {
      questions.add(question("kms:TagResource", Resource.ANY, null, Map.of(), call));
    }
    return questions;
  }

  private static List<AccessQuestion> ofAlias(
      String action, String alias, List<String> keyIds, Call call) {
    var arn = KeyId.parse(alias, true, call.caller()).arn();
    var questions = new ArrayList<AccessQuestion>(2);
    questions.add(question(action, Resource.of(arn), null, Map.of(), call));
    for (var keyId : keyIds) {
      var key = present(keyId, call);
      if (key != null) {
        questions.add(question(action, resource(key, call), key, Map.of(), call));
      }
    }
    return questions;
  }

  /** Null where there is no such key, which the operation itself refuses. */
  private static @Nullable Key present(String keyId, Call call) {
    try {
      var id = KeyId.parse(keyId, true, call.caller());
      return call.state()
          .in(Kms.KEYS, new AccountRegion(id.accountId(), id.region()))
          .find(id, call.now());
    } catch (ServiceError noKey) {
      return null;
    }
  }

  private static AccessQuestion question(
      String action,
      Resource resource,
      @Nullable Key key,
      Map<String, String> encryptionContext,
      Call call) {
    var keys = Kms.conditionKeys(call, tags(key)).encryptionContext(encryptionContext);
    return question(action, resource, keys);
  }

  private static AccessQuestion question(
      String action, Resource resource, @Nullable Key key, String region, Call call) {
    var keys = Kms.conditionKeys(call, tags(key)).with("aws:RequestedRegion", region);
    return question(action, resource, keys);
  }

  private static Map<String, String> tags(@Nullable Key key) {
    return key == null ? Map.of() : key.tags();
  }

  private static AccessQuestion question(
      String action, Resource resource, RequestContext.Builder keys) {
    var asSent = resource.arn().equals("*") ? null : resource.arn();
    return new AccessQuestion(action, resource, keys.build(), asSent);
  }
}
