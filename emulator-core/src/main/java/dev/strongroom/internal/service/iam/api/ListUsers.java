package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the users of the account. */
public record ListUsers(
    @Nullable String pathPrefix, @Nullable String marker, @Nullable Integer maxItems)
    implements Request<ListUsers.Result> {

  /** Returns a request with what is required. */
  public static ListUsers of() {
    return new ListUsers(null, null, null);
  }

  /** What ListUsers answers. */
  public record Result(List<User> users, @Nullable Boolean isTruncated, @Nullable String marker) {
    public Result {
      users = List.copyOf(users);
    }
  }
}
