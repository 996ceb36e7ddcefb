package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.DELETE_CONFLICT;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.Group;
import dev.strongroom.internal.service.iam.api.AddUserToGroup;
import dev.strongroom.internal.service.iam.api.CreateGroup;
import dev.strongroom.internal.service.iam.api.DeleteGroup;
import dev.strongroom.internal.service.iam.api.RemoveUserFromGroup;
import java.util.List;
import java.util.Objects;

/** Groups of users. */
final class Groups {

  private static final int MOST_OF_A_USER = 10;

  private Groups() {}

  static Outcome<CreateGroup.Result> create(Named named, CreateGroup request, Call call) {
    var arn = Kind.GROUP.newArn(call, request.path(), request.groupName());
    var group = new Group(arn, Kind.GROUP.newId(call), Roles.now(call), List.of());
    return new Outcome<>(
        call.state().changingIam(iam -> iam.with(group)),
        new CreateGroup.Result(
            new dev.strongroom.internal.service.iam.api.Group(
                Kind.pathOf(arn), Kind.nameOf(arn), group.uniqueId(), arn, group.created())));
  }

  static Outcome<AddUserToGroup.Result> add(Named named, AddUserToGroup request, Call call) {
    var user = IamLookup.named(Kind.USER, request.userName(), call);
    var groups = user.identity(call).details().groups(); // IAMAPI-14: the user first
    var arn = named.group(call).arn();
    var result = new AddUserToGroup.Result();
    if (groups.contains(arn)) {
      return new Outcome<>(call.state(), result);
    }
    if (groups.size() >= MOST_OF_A_USER) { // IAMAPI-4
      throw LIMIT_EXCEEDED.error("Cannot exceed quota for GroupsPerUser: " + MOST_OF_A_USER);
    }
    return user.change(call, identity -> identity.with(identity.details().in(arn)), result);
  }

  static Outcome<RemoveUserFromGroup.Result> remove(
      Named named, RemoveUserFromGroup request, Call call) {
    var user = IamLookup.named(Kind.USER, request.userName(), call);
    user.identity(call);
    var arn = named.group(call).arn();
    return user.change(
        call,
        identity -> identity.with(identity.details().outOf(arn)),
        new RemoveUserFromGroup.Result());
  }

  static Outcome<DeleteGroup.Result> delete(Named named, DeleteGroup request, Call call) {
    var group = named.group(call);
    boolean hasUsers =
        Kind.USER.arns(call, null).stream()
            .map(call.state().iam().identities()::get)
            .filter(Objects::nonNull)
            .anyMatch(user -> user.details().groups().contains(group.arn()));
    if (hasUsers) { // IAMAPI-13
      throw DELETE_CONFLICT.error("Cannot delete entity, must remove users from group first.");
    }
    if (!group.policies().isEmpty()) {
      throw DELETE_CONFLICT.error("Cannot delete entity, must delete policies first.");
    }
    return new Outcome<>(
        call.state().changingIam(iam -> iam.without(group)), new DeleteGroup.Result());
  }
}
