package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.INVALID_INPUT;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.ResourceLookup;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a request names a role, user, group or policy, or where it makes or lists them. */
final class IamLookup<Q> implements ResourceLookup<Q, Named> {

  private final BiFunction<Q, Call, Named> find;

  private IamLookup(BiFunction<Q, Call, Named> find) {
    this.find = find;
  }

  /** Returns the look-up of requests that name something that should exist. */
  static <Q> IamLookup<Q> of(Kind kind, Function<Q, String> name) {
    return new IamLookup<>((request, call) -> named(kind, name.apply(request), call));
  }

  static Named named(Kind kind, String name, Call call) {
    var arn = kind.find(call, name);
    return new Named(
        kind,
        name,
        arn == null ? kind.prefix(call) + "/" + name : arn,
        kind.word() + " " + name); // IAMAPI-6
  }

  /** Returns the look-up of requests that may leave out the user's name: the caller's, then. */
  static <Q> IamLookup<Q> ofUser(Function<Q, @Nullable String> name) {
    return new IamLookup<>(
        (request, call) -> {
          var given = name.apply(request);
          if (given != null) {
            return named(Kind.USER, given, call);
          }
          var principal = call.identity().principal();
          if (principal.type() != Principal.Type.USER) { // IAMAPI-7
            throw VALIDATION.error("Must specify userName when calling with non-User credentials");
          }
          var own = Kind.nameOf(principal.arn());
          return new Named(Kind.USER, own, principal.arn(), "user " + own);
        });
  }

  /** Returns the look-up of requests that make something. */
  static <Q> IamLookup<Q> making(
      Kind kind, Function<Q, @Nullable String> path, Function<Q, String> name) {
    return new IamLookup<>(
        (request, call) -> {
          var given = path.apply(request);
          var named = name.apply(request);
          var arn = kind.prefix(call) + (given == null ? "/" : given) + named;
          return new Named(kind, named, arn, kind == Kind.POLICY ? "policy " + named : arn);
        });
  }

  /** Returns the look-up of requests that list a kind. */
  static <Q> IamLookup<Q> listing(Kind kind, Function<Q, @Nullable String> pathPrefix) {
    return new IamLookup<>(
        (request, call) -> {
          var prefix = pathPrefix.apply(request);
          var arn = kind.prefix(call) + (prefix == null ? "/" : prefix);
          var path = prefix == null ? "/" : prefix;
          return new Named(kind, "", arn, kind == Kind.POLICY ? "policy path " + path : arn);
        });
  }

  /** Returns the look-up of requests that name something by its ARN. */
  static <Q> IamLookup<Q> byArn(Kind kind, Function<Q, String> arn) {
    return new IamLookup<>(
        (request, call) -> {
          var given = ManagedPolicies.requireArn(arn.apply(request));
          var asSent = kind == Kind.POLICY ? "policy " + given : given;
          return new Named(kind, Kind.nameOf(given), given, asSent);
        });
  }

  /** Returns the look-up of requests about the policies of a user, group or role. */
  static <Q> IamLookup<Q> ofSource(Function<Q, String> arn) {
    return new IamLookup<>(
        (request, call) -> {
          var given = ManagedPolicies.requireArn(arn.apply(request));
          for (var kind : List.of(Kind.USER, Kind.GROUP, Kind.ROLE)) {
            if (given.startsWith(kind.prefix(call) + "/")) {
              return new Named(kind, Kind.nameOf(given), given, given);
            }
          }
          throw INVALID_INPUT.error( // IAMAPI-27
              "Invalid Entity Arn: " + given + " does not clearly define entity type and name.");
        });
  }

  /** Returns the look-up of requests that are about nothing that exists. */
  static <Q> IamLookup<Q> ofNothing() {
    return new IamLookup<>((request, call) -> new Named(Kind.POLICY, "", "*", "*"));
  }

  @Override
  public Named find(Q request, Call call) {
    return find.apply(request, call);
  }

  @Override
  public List<AccessQuestion> questions(Q request, Named named, Asked asked, Call call) {
    var keys = call.globalConditionKeys();
    addTags(named, call, keys);
    asked.conditionKeys().accept(keys);
    var context = keys.build();
    var resource = Resource.of(named.arn());
    return asked.actions().stream()
        .map(action -> new AccessQuestion(action, resource, context, named.asSent()))
        .toList();
  }

  private static void addTags(Named named, Call call, RequestContext.Builder keys) {
    var identity = named.found(call);
    if (identity != null) {
      identity
          .tags()
          .forEach(
              (key, value) ->
                  keys.with("aws:ResourceTag/" + key, value).with("iam:ResourceTag/" + key, value));
      keys.with("iam:PermissionsBoundary", ManagedPolicies.boundaryArn(identity));
    }
  }

  @Override
  public @Nullable String arn(Named named, Call call) {
    return named.arn().equals("*") ? null : named.arn();
  }
}
