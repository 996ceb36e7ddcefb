package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.NO_SUCH_ENTITY;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.SecretValue;
import dev.strongroom.internal.engine.AccessKeys;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.UserAccessKey;
import dev.strongroom.internal.service.iam.api.AccessKey;
import dev.strongroom.internal.service.iam.api.AccessKeyMetadata;
import dev.strongroom.internal.service.iam.api.CreateAccessKey;
import dev.strongroom.internal.service.iam.api.DeleteAccessKey;
import dev.strongroom.internal.service.iam.api.ListAccessKeys;
import dev.strongroom.internal.service.iam.api.UpdateAccessKey;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The access keys of users: an active one names its user from the next request on (CAL-1). */
final class AccessKeysOfUsers {

  private static final int MOST = 2;
  private static final String ACTIVE = "Active";
  private static final String INACTIVE = "Inactive";

  private AccessKeysOfUsers() {}

  /** Returns all keys of a user by their IDs, also those that code has given it. */
  static SortedMap<String, UserAccessKey> of(Identity user) {
    var keys = new TreeMap<String, UserAccessKey>();
    user.accessKeys().forEach(id -> keys.put(id, new UserAccessKey(null, true)));
    keys.putAll(user.details().accessKeys());
    return keys;
  }

  static Outcome<CreateAccessKey.Result> create(Named named, CreateAccessKey request, Call call) {
    var user = named.identity(call);
    if (of(user).size() >= MOST) { // IAMAPI-4
      throw LIMIT_EXCEEDED.error("Cannot exceed quota for AccessKeysPerUser: " + MOST);
    }
    var id = AccessKeys.ofAUser(call.ids().keyMaterial(16));
    var secret = Base64.getEncoder().encodeToString(call.ids().keyMaterial(30));
    var now = Roles.now(call);
    var kept = new UserAccessKey(now, true);
    return named.change(
        call,
        identity -> identity.accessKey(id).with(identity.details().with(id, kept)),
        new CreateAccessKey.Result(
            new AccessKey(named.name(), id, ACTIVE, SecretValue.ofText(secret), now)));
  }

  static ListAccessKeys.Result list(Named named, ListAccessKeys request, Call call) {
    var keys = of(named.identity(call));
    var page =
        Pages.of(
            call,
            request.maxItems(),
            request.marker(),
            List.copyOf(keys.keySet()),
            id -> id,
            "keys",
            named.arn());
    return new ListAccessKeys.Result(
        page.map(
            id -> {
              var key = Objects.requireNonNull(keys.get(id));
              return new AccessKeyMetadata(
                  named.name(),
                  id,
                  key.active() ? ACTIVE : INACTIVE,
                  Objects.requireNonNullElse(key.created(), Roles.UNKNOWN));
            }),
        page.isTruncated(),
        page.marker());
  }

  static Outcome<UpdateAccessKey.Result> update(Named named, UpdateAccessKey request, Call call) {
    var id = request.accessKeyId();
    var key = require(named, id, call);
    if (!request.status().equals(ACTIVE) && !request.status().equals(INACTIVE)) {
      throw VALIDATION.error("Strongroom doesn't emulate the status " + request.status());
    }
    boolean active = request.status().equals(ACTIVE);
    var kept = new UserAccessKey(key.created(), active);
    return named.change(
        call,
        user ->
            (active ? user.accessKey(id) : user.withoutAccessKey(id))
                .with(user.details().with(id, kept)),
        new UpdateAccessKey.Result());
  }

  static Outcome<DeleteAccessKey.Result> delete(Named named, DeleteAccessKey request, Call call) {
    var id = request.accessKeyId();
    require(named, id, call);
    return named.change(
        call,
        user -> user.withoutAccessKey(id).with(user.details().with(id, null)),
        new DeleteAccessKey.Result());
  }

  private static UserAccessKey require(Named named, String id, Call call) {
    var key = of(named.identity(call)).get(id);
    if (key == null) { // IAMAPI-5
      throw NO_SUCH_ENTITY.error("The Access Key with id " + id + " cannot be found.");
    }
    return key;
  }
}
