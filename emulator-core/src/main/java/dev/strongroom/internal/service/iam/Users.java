package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.DELETE_CONFLICT;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.IdentityDetails;
import dev.strongroom.internal.service.iam.api.CreateUser;
import dev.strongroom.internal.service.iam.api.DeleteUser;
import dev.strongroom.internal.service.iam.api.DeleteUserPermissionsBoundary;
import dev.strongroom.internal.service.iam.api.GetUser;
import dev.strongroom.internal.service.iam.api.ListUsers;
import dev.strongroom.internal.service.iam.api.PutUserPermissionsBoundary;
import dev.strongroom.internal.service.iam.api.TagUser;
import dev.strongroom.internal.service.iam.api.UntagUser;
import dev.strongroom.internal.service.iam.api.User;
import java.util.Objects;

/** Users. */
final class Users {

  private Users() {}

  static Outcome<CreateUser.Result> create(Named named, CreateUser request, Call call) {
    var arn = Kind.USER.newArn(call, request.path(), request.userName());
    var user =
        Tags.with(Roles.made(arn, Kind.USER, call), request.tags())
            .with(IdentityDetails.createdAt(Roles.now(call)));
    var limited = ManagedPolicies.limited(user, request.permissionsBoundary(), call);
    return new Outcome<>(
        call.state().changingIam(iam -> iam.withIdentity(limited.principal(), absent -> limited)),
        new CreateUser.Result(shown(limited, true)));
  }

  private static User shown(Identity user, boolean isWhole) {
    var arn = user.principal().arn();
    return new User(
        Kind.pathOf(arn),
        Kind.nameOf(arn),
        user.uniqueId(),
        arn,
        Roles.created(user),
        null,
        isWhole ? ManagedPolicies.boundary(user) : null,
        isWhole ? Tags.shown(user.tags()) : null);
  }

  static GetUser.Result get(Named named, GetUser request, Call call) {
    return new GetUser.Result(shown(named.identity(call), true));
  }

  static ListUsers.Result list(Named named, ListUsers request, Call call) {
    var page =
        Pages.of(
            call,
            request.maxItems(),
            request.marker(),
            Kind.USER.arns(call, request.pathPrefix()),
            Kind::nameOf,
            "users",
            named.arn());
    var identities = call.state().iam().identities();
    return new ListUsers.Result(
        page.map(arn -> shown(Objects.requireNonNull(identities.get(arn)), false)),
        page.isTruncated(),
        page.marker());
  }

  static Outcome<DeleteUser.Result> delete(Named named, DeleteUser request, Call call) {
    var user = named.identity(call);
    Roles.requireNoPolicies(user);
    if (!AccessKeysOfUsers.of(user).isEmpty()) {
      throw DELETE_CONFLICT.error("Cannot delete entity, must delete access keys first.");
    }
    if (!user.details().groups().isEmpty()) {
      throw DELETE_CONFLICT.error("Cannot delete entity, must remove users from group first.");
    }
    return new Outcome<>(
        call.state().changingIam(iam -> iam.without(user.principal())), new DeleteUser.Result());
  }

  static Outcome<TagUser.Result> tag(Named named, TagUser request, Call call) {
    return named.change(call, user -> Tags.with(user, request.tags()), new TagUser.Result());
  }

  static Outcome<UntagUser.Result> untag(Named named, UntagUser request, Call call) {
    return named.change(
        call, user -> Tags.without(user, request.tagKeys()), new UntagUser.Result());
  }

  static Outcome<PutUserPermissionsBoundary.Result> putBoundary(
      Named named, PutUserPermissionsBoundary request, Call call) {
    return named.change(
        call,
        user -> ManagedPolicies.limited(user, request.permissionsBoundary(), call),
        new PutUserPermissionsBoundary.Result());
  }

  static Outcome<DeleteUserPermissionsBoundary.Result> deleteBoundary(
      Named named, DeleteUserPermissionsBoundary request, Call call) {
    return named.change(
        call, ManagedPolicies::unlimited, new DeleteUserPermissionsBoundary.Result());
  }
}
