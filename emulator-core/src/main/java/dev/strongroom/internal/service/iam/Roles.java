package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.DELETE_CONFLICT;

import dev.strongroom.iam.Layer;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.IdentityDetails;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.service.iam.api.AttachedPermissionsBoundary;
import dev.strongroom.internal.service.iam.api.CreateRole;
import dev.strongroom.internal.service.iam.api.DeleteRole;
import dev.strongroom.internal.service.iam.api.DeleteRolePermissionsBoundary;
import dev.strongroom.internal.service.iam.api.GetRole;
import dev.strongroom.internal.service.iam.api.ListRoles;
import dev.strongroom.internal.service.iam.api.PutRolePermissionsBoundary;
import dev.strongroom.internal.service.iam.api.Role;
import dev.strongroom.internal.service.iam.api.RoleLastUsed;
import dev.strongroom.internal.service.iam.api.Tag;
import dev.strongroom.internal.service.iam.api.TagRole;
import dev.strongroom.internal.service.iam.api.UntagRole;
import dev.strongroom.internal.service.iam.api.UpdateAssumeRolePolicy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Roles, and what roles and users have in common. */
final class Roles {

  /** When everything was made that code has made: nothing says when that was. */
  static final Instant UNKNOWN = Instant.EPOCH;

  private static final int ONE_HOUR = 3_600;

  /** How long sessions of a role last at most that code has made. */
  private static final int TWELVE_HOURS = 43_200;

  private Roles() {}

  static Outcome<CreateRole.Result> create(Named named, CreateRole request, Call call) {
    var arn = Kind.ROLE.newArn(call, request.path(), request.roleName());
    var trust =
        Documents.ofTrust(
            request.assumeRolePolicyDocument(), request.roleName(), call.state().iam());
    var seconds = request.maxSessionDuration() == null ? ONE_HOUR : request.maxSessionDuration();
    var role =
        Tags.with(made(arn, Kind.ROLE, call), request.tags())
            .trust(trust)
            .with(IdentityDetails.createdAt(now(call)).ofRole(request.description(), seconds));
    var limited = ManagedPolicies.limited(role, request.permissionsBoundary(), call);
    return new Outcome<>(
        call.state().changingIam(iam -> iam.withIdentity(limited.principal(), absent -> limited)),
        new CreateRole.Result(
            shown(
                limited,
                null,
                Tags.shown(limited.tags()),
                ManagedPolicies.boundary(limited),
                null)));
  }

  /** Returns a new role or user. */
  static Identity made(String arn, Kind kind, Call call) {
    return Identity.of(Principal.parse(arn)).uniqueId(kind.newId(call));
  }

  static Instant now(Call call) {
    return call.now().truncatedTo(ChronoUnit.SECONDS);
  }

  static Instant created(Identity identity) {
    return Objects.requireNonNullElse(identity.details().created(), UNKNOWN);
  }

  private static int maxSessionDuration(Identity role) {
    return Objects.requireNonNullElse(role.details().maxSessionDuration(), TWELVE_HOURS);
  }

  private static Role shown(
      Identity role,
      @Nullable Integer seconds,
      @Nullable List<Tag> tags,
      @Nullable AttachedPermissionsBoundary boundary,
      @Nullable RoleLastUsed lastUsed) {
    var arn = role.principal().arn();
    return new Role(
        Kind.pathOf(arn),
        Kind.nameOf(arn),
        role.uniqueId(),
        arn,
        created(role),
        Documents.encoded(role.trust().trustText()),
        role.details().description(),
        seconds,
        boundary,
        tags,
        lastUsed);
  }

  static GetRole.Result get(Named named, GetRole request, Call call) {
    var role = named.identity(call);
    return new GetRole.Result(
        shown(
            role,
            maxSessionDuration(role),
            Tags.shown(role.tags()),
            ManagedPolicies.boundary(role),
            new RoleLastUsed(null, null)));
  }

  static ListRoles.Result list(Named named, ListRoles request, Call call) {
    var page =
        Pages.of(
            call,
            request.maxItems(),
            request.marker(),
            Kind.ROLE.arns(call, request.pathPrefix()),
            Kind::nameOf,
            "roles",
            named.arn());
    return new ListRoles.Result(
        page.map(
            arn -> {
              var role = Objects.requireNonNull(call.state().iam().role(arn));
              return shown(role, maxSessionDuration(role), null, null, null);
            }),
        page.isTruncated(),
        page.marker());
  }

  static Outcome<DeleteRole.Result> delete(Named named, DeleteRole request, Call call) {
    var role = named.identity(call);
    requireNoPolicies(role);
    return new Outcome<>(
        call.state().changingIam(iam -> iam.without(role.principal())), new DeleteRole.Result());
  }

  static void requireNoPolicies(Identity identity) { // IAMAPI-13
    var policies = identity.policies(Layer.IDENTITY_POLICY);
    if (policies.stream().anyMatch(ManagedPolicies::isManaged)) {
      throw DELETE_CONFLICT.error("Cannot delete entity, must detach all policies first.");
    }
    if (!policies.isEmpty()) {
      throw DELETE_CONFLICT.error("Cannot delete entity, must delete policies first.");
    }
  }

  static Outcome<UpdateAssumeRolePolicy.Result> updateTrust(
      Named named, UpdateAssumeRolePolicy request, Call call) {
    named.identity(call);
    var trust = Documents.ofTrust(request.policyDocument(), named.name(), call.state().iam());
    return named.change(call, role -> role.trust(trust), new UpdateAssumeRolePolicy.Result());
  }

  static Outcome<TagRole.Result> tag(Named named, TagRole request, Call call) {
    return named.change(call, role -> Tags.with(role, request.tags()), new TagRole.Result());
  }

  static Outcome<UntagRole.Result> untag(Named named, UntagRole request, Call call) {
    return named.change(
        call, role -> Tags.without(role, request.tagKeys()), new UntagRole.Result());
  }

  static Outcome<PutRolePermissionsBoundary.Result> putBoundary(
      Named named, PutRolePermissionsBoundary request, Call call) {
    return named.change(
        call,
        role -> ManagedPolicies.limited(role, request.permissionsBoundary(), call),
        new PutRolePermissionsBoundary.Result());
  }

  static Outcome<DeleteRolePermissionsBoundary.Result> deleteBoundary(
      Named named, DeleteRolePermissionsBoundary request, Call call) {
    return named.change(
        call, ManagedPolicies::unlimited, new DeleteRolePermissionsBoundary.Result());
  }
}
