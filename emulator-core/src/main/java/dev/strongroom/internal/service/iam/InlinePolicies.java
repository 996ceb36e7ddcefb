package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.NO_SUCH_ENTITY;

import dev.strongroom.iam.Layer;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.service.iam.api.DeleteGroupPolicy;
import dev.strongroom.internal.service.iam.api.DeleteRolePolicy;
import dev.strongroom.internal.service.iam.api.DeleteUserPolicy;
import dev.strongroom.internal.service.iam.api.GetRolePolicy;
import dev.strongroom.internal.service.iam.api.GetUserPolicy;
import dev.strongroom.internal.service.iam.api.ListRolePolicies;
import dev.strongroom.internal.service.iam.api.ListUserPolicies;
import dev.strongroom.internal.service.iam.api.PutGroupPolicy;
import dev.strongroom.internal.service.iam.api.PutRolePolicy;
import dev.strongroom.internal.service.iam.api.PutUserPolicy;
import dev.strongroom.internal.text.Base32;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The policies that are a part of one role, user or group. */
final class InlinePolicies {

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

  /** How long the policies of each kind may be together. */
  private static final Map<Kind, Integer> MOST =
      Map.of(Kind.ROLE, 10_240, Kind.USER, 2_048, Kind.GROUP, 5_120);

  private InlinePolicies() {}

  /**
   * Returns the inline policies among the policies of an identity, by their names. One that code
   * has attached without a name of its own is shown under a name that is derived from its document.
   */
  static SortedMap<String, Policy> among(List<Policy> policies) {
    var inline = new TreeMap<String, Policy>();
    for (var policy : policies) {
      if (!ManagedPolicies.isManaged(policy)) {
        boolean isNamed = NAME.matcher(policy.name()).matches();
        inline.put(
            isNamed && !inline.containsKey(policy.name())
                ? policy.name()
                : "policy-" + Base32.encode(Base32.sha256(policy.toJson()), 8),
            policy);
      }
    }
    return inline;
  }

  private static Policy get(Named named, String name, List<Policy> policies) {
    var policy = among(policies).get(name);
    if (policy == null) { // IAMAPI-5
      throw NO_SUCH_ENTITY.error(
          "The " + named.kind().word() + " policy with name " + name + " cannot be found.");
    }
    return policy;
  }

  private static List<Policy> with(
      Named named, String name, @Nullable Policy policy, List<Policy> policies) {
    var inline = among(policies);
    var replaced = inline.get(name);
    var changed = new ArrayList<>(policies);
    changed.removeIf(each -> Objects.equals(each, replaced));
    if (policy != null) {
      changed.add(policy.named(name));
      Documents.requireFitting(
          among(changed).values(), MOST.getOrDefault(named.kind(), 0), named.kind(), named.name());
    }
    return changed;
  }

  private static List<Policy> of(Named named, Call call) {
    return named.identity(call).policies(Layer.IDENTITY_POLICY);
  }

  private static <R extends Record> Outcome<R> put(
      Named named, String name, String document, Call call, R result) {
    var policy = Documents.ofAnIdentity(document);
    var changed = with(named, name, policy, of(named, call));
    return named.change(call, identity -> identity.with(Layer.IDENTITY_POLICY, changed), result);
  }

  private static <R extends Record> Outcome<R> delete(
      Named named, String name, Call call, R result) {
    var policies = of(named, call);
    get(named, name, policies);
    var changed = with(named, name, null, policies);
    return named.change(call, identity -> identity.with(Layer.IDENTITY_POLICY, changed), result);
  }

  private static String shown(Named named, String name, Call call) {
    return Documents.encoded(get(named, name, of(named, call)).text());
  }

  private static Pages<String> page(
      Named named, @Nullable Integer maxItems, @Nullable String marker, Call call) {
    var names = List.copyOf(among(of(named, call)).keySet());
    return Pages.of(call, maxItems, marker, names, name -> name, "inline", named.arn());
  }

  static Outcome<PutRolePolicy.Result> put(Named role, PutRolePolicy request, Call call) {
    return put(
        role, request.policyName(), request.policyDocument(), call, new PutRolePolicy.Result());
  }

  static Outcome<PutUserPolicy.Result> put(Named user, PutUserPolicy request, Call call) {
    return put(
        user, request.policyName(), request.policyDocument(), call, new PutUserPolicy.Result());
  }

  static Outcome<PutGroupPolicy.Result> put(Named named, PutGroupPolicy request, Call call) {
    var group = named.group(call);
    var policy = Documents.ofAnIdentity(request.policyDocument());
    var changed = with(named, request.policyName(), policy, group.policies());
    return new Outcome<>(
        call.state().changingIam(iam -> iam.with(group.with(changed))),
        new PutGroupPolicy.Result());
  }

  static Outcome<DeleteGroupPolicy.Result> delete(
      Named named, DeleteGroupPolicy request, Call call) {
    var group = named.group(call);
    get(named, request.policyName(), group.policies());
    var changed = with(named, request.policyName(), null, group.policies());
    return new Outcome<>(
        call.state().changingIam(iam -> iam.with(group.with(changed))),
        new DeleteGroupPolicy.Result());
  }

  static GetRolePolicy.Result get(Named role, GetRolePolicy request, Call call) {
    var name = request.policyName();
    return new GetRolePolicy.Result(role.name(), name, shown(role, name, call));
  }

  static GetUserPolicy.Result get(Named user, GetUserPolicy request, Call call) {
    var name = request.policyName();
    return new GetUserPolicy.Result(user.name(), name, shown(user, name, call));
  }

  static Outcome<DeleteRolePolicy.Result> delete(Named role, DeleteRolePolicy request, Call call) {
    return delete(role, request.policyName(), call, new DeleteRolePolicy.Result());
  }

  static Outcome<DeleteUserPolicy.Result> delete(Named user, DeleteUserPolicy request, Call call) {
    return delete(user, request.policyName(), call, new DeleteUserPolicy.Result());
  }

  static ListRolePolicies.Result list(Named role, ListRolePolicies request, Call call) {
    var page = page(role, request.maxItems(), request.marker(), call);
    return new ListRolePolicies.Result(page.entries(), page.isTruncated(), page.marker());
  }

  static ListUserPolicies.Result list(Named user, ListUserPolicies request, Call call) {
    var page = page(user, request.maxItems(), request.marker(), call);
    return new ListUserPolicies.Result(page.entries(), page.isTruncated(), page.marker());
  }
}
