package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.NamedResource;
import dev.strongroom.internal.engine.ResourceLookup;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The look-up of the secrets that requests name. */
final class SecretLookup<Q> implements ResourceLookup<Q, SecretTarget> {

  /** The action whose request brings a policy that may ask for condition keys. */
  private static final String PUT_POLICY = "secretsmanager:PutResourcePolicy";

  private final Function<Q, @Nullable String> secretId;
  private final Function<Q, @Nullable String> newName;
  private final Function<Q, List<String>> alsoNamed;

  private SecretLookup(
      Function<Q, @Nullable String> secretId,
      Function<Q, @Nullable String> newName,
      Function<Q, List<String>> alsoNamed) {
    this.secretId = secretId;
    this.newName = newName;
    this.alsoNamed = alsoNamed;
  }

  /** Returns the look-up of requests that name a secret, or may name one. */
  static <Q> SecretLookup<Q> of(Function<Q, @Nullable String> secretId) {
    return new SecretLookup<>(secretId, request -> null, request -> List.of());
  }

  /** Returns the look-up of requests that make a secret. */
  static <Q> SecretLookup<Q> creating(Function<Q, @Nullable String> name) {
    return new SecretLookup<>(request -> null, name, request -> List.of());
  }

  /**
   * Returns the look-up of requests about a whole Region.
   *
   * @param alsoNamed the secrets that a request names nevertheless
   */
  static <Q> SecretLookup<Q> inRegion(Function<Q, List<String>> alsoNamed) {
    return new SecretLookup<>(request -> null, request -> null, alsoNamed);
  }

  @Override
  public SecretTarget find(Q request, Call call) {
    var text = secretId.apply(request);
    var id = text == null ? null : SecretId.parse(text); // NAME-3
    var region = id == null ? call.place() : region(id, call);
    var secrets = call.state().in(SecretsManager.SECRETS, region);
    return new SecretTarget(region, secrets, id, id == null ? null : secrets.find(id, call.now()));
  }

  /**
   * Returns the account of the ARN, or the caller's for a name, and the called Region: an ARN of
   * another Region is not found there (ID-11).
   */
  private static AccountRegion region(SecretId id, Call call) {
    var account = id.accountId();
    return account == null ? call.place() : new AccountRegion(account, call.caller().region());
  }

  /** Decides access on the ARN found, or on the ID as sent, so that a refusal hides existence. */
  @Override
  public List<AccessQuestion> questions(
      Q request, SecretTarget target, Asked asked, Call call) { // POL-18
    var resource = resource(request, target, call);
    var context =
        call.needsConditionKeys(resource) || asked.actions().contains(PUT_POLICY) // POL-5
            ? context(target.secret(), asked, call)
            : RequestContext.EMPTY;
    var asSent = target.id() == null ? newName.apply(request) : target.id().text();
    var questions = new ArrayList<AccessQuestion>(asked.actions().size());
    for (var action : asked.actions()) {
      questions.add(new AccessQuestion(action, resource, context, asSent));
    }
    return questions;
  }

  static RequestContext context(@Nullable Secret secret, Asked asked, Call call) {
    var keys = call.globalConditionKeys();
    if (secret != null) {
      SecretConditionKeys.ofSecret(secret, keys);
    }
    asked.conditionKeys().accept(keys);
    return keys.build();
  }

  Resource resource(Q request, SecretTarget target, Call call) {
    var secret = target.secret();
    if (secret != null) {
      return resource(secret, call.text(secret.arn()));
    }
    if (target.id() != null) {
      return Resource.of(target.id().text());
    }
    var name = newName.apply(request);
    return name == null
        ? Resource.ANY
        : Resource.of(Creation.arnOf(name, "??????", call.caller()).toString());
  }

  static Resource resource(Secret secret) {
    return resource(secret, secret.arn().toString());
  }

  private static Resource resource(Secret secret, String arn) {
    var policy = secret.policy();
    return Resource.secret(
        arn, secret.arn().accountId(), policy == null ? null : policy.document());
  }

  /** Returns the secret's name; null if the request names none. */
  @Nullable String name(Q request) {
    var id = secretId.apply(request);
    return id == null ? newName.apply(request) : SecretId.parse(id).name();
  }

  @Override
  public List<NamedResource> named(Q request, Call call) {
    var named = new ArrayList<NamedResource>();
    var created = newName.apply(request);
    if (created != null) {
      var secret = call.state().in(SecretsManager.SECRETS, call.place()).named(created);
      named.add(
          new NamedResource(
              call.place(), created, created, secret == null ? null : secret.arn().toString()));
    }
    var id = secretId.apply(request);
    for (var text : id == null ? alsoNamed.apply(request) : List.of(id)) {
      try {
        named.add(named(SecretId.parse(text), call));
      } catch (ServiceError noId) {
        // the operation itself refuses it
      }
    }
    return named;
  }

  private static NamedResource named(SecretId id, Call call) {
    var region = region(id, call);
    var secret = call.state().in(SecretsManager.SECRETS, region).find(id, call.now());
    return new NamedResource(
        region, id.name(), id.text(), secret == null ? null : call.text(secret.arn()));
  }

  @Override
  public @Nullable String asSent(Q request) { // POL-18, ERR-2
    var id = secretId.apply(request);
    return id == null ? newName.apply(request) : isId(id) ? id : null;
  }

  private static boolean isId(String text) {
    try {
      return SecretId.parse(text) != null;
    } catch (ServiceError noId) {
      return false;
    }
  }

  @Override
  public @Nullable String arn(SecretTarget target, Call call) {
    return target.secret() == null ? null : call.text(target.secret().arn());
  }
}
