package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.NO_SUCH_ENTITY;

import dev.strongroom.iam.Layer;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.service.iam.api.AttachRolePolicy;
import dev.strongroom.internal.service.iam.api.AttachUserPolicy;
import dev.strongroom.internal.service.iam.api.AttachedPolicy;
import dev.strongroom.internal.service.iam.api.DetachRolePolicy;
import dev.strongroom.internal.service.iam.api.DetachUserPolicy;
import dev.strongroom.internal.service.iam.api.ListAttachedRolePolicies;
import dev.strongroom.internal.service.iam.api.ListAttachedUserPolicies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which managed policies are attached to a role or user. */
final class Attachments {

  private static final int MOST = 10;

  private Attachments() {}

  private static List<Policy> of(Named named, Call call) {
    return named.identity(call).policies(Layer.IDENTITY_POLICY).stream()
        .filter(ManagedPolicies::isManaged)
        .toList();
  }

  private static <R extends Record> Outcome<R> attach(
      Named named, String arn, Call call, R result) {
    var attached = of(named, call);
    var policy = ManagedPolicies.attachable(arn, call);
    if (attached.stream().anyMatch(each -> each.name().equals(arn))) {
      return new Outcome<>(call.state(), result);
    }
    if (attached.size() >= MOST) { // IAMAPI-4
      throw LIMIT_EXCEEDED.error(
          "Cannot exceed quota for PoliciesPer" + named.kind().title() + ": " + MOST);
    }
    return named.change(call, identity -> identity.policy(policy), result);
  }

  private static <R extends Record> Outcome<R> detach(
      Named named, String arn, Call call, R result) {
    ManagedPolicies.requireArn(arn);
    var attached = of(named, call).stream().filter(each -> each.name().equals(arn)).findAny();
    if (attached.isEmpty()) { // IAMAPI-5
      throw NO_SUCH_ENTITY.error("Policy " + arn + " was not found.");
    }
    return named.change(call, identity -> identity.withoutPolicy(attached.get()), result);
  }

  private static Pages<AttachedPolicy> page(
      Named named,
      @Nullable String pathPrefix,
      @Nullable Integer maxItems,
      @Nullable String marker,
      Call call) {
    var shown =
        of(named, call).stream()
            .map(Policy::name)
            .filter(arn -> ManagedPolicies.isBelow(arn, pathPrefix))
            .map(arn -> new AttachedPolicy(Kind.nameOf(arn), arn))
            .toList();
    return Pages.of(
        call,
        maxItems,
        marker,
        shown,
        policy -> policy.policyName() + " " + policy.policyArn(),
        "attached",
        named.arn(),
        String.valueOf(pathPrefix));
  }

  static Outcome<AttachRolePolicy.Result> attach(Named role, AttachRolePolicy request, Call call) {
    return attach(role, request.policyArn(), call, new AttachRolePolicy.Result());
  }

  static Outcome<AttachUserPolicy.Result> attach(Named user, AttachUserPolicy request, Call call) {
    return attach(user, request.policyArn(), call, new AttachUserPolicy.Result());
  }

  static Outcome<DetachRolePolicy.Result> detach(Named role, DetachRolePolicy request, Call call) {
    return detach(role, request.policyArn(), call, new DetachRolePolicy.Result());
  }

  static Outcome<DetachUserPolicy.Result> detach(Named user, DetachUserPolicy request, Call call) {
    return detach(user, request.policyArn(), call, new DetachUserPolicy.Result());
  }

  static ListAttachedRolePolicies.Result list(
      Named role, ListAttachedRolePolicies request, Call call) {
    var page = page(role, request.pathPrefix(), request.maxItems(), request.marker(), call);
    return new ListAttachedRolePolicies.Result(page.entries(), page.isTruncated(), page.marker());
  }

  static ListAttachedUserPolicies.Result list(
      Named user, ListAttachedUserPolicies request, Call call) {
    var page = page(user, request.pathPrefix(), request.maxItems(), request.marker(), call);
    return new ListAttachedUserPolicies.Result(page.entries(), page.isTruncated(), page.marker());
  }
}
