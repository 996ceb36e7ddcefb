package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the roles of the account. */
public record ListRoles(
    @Nullable String pathPrefix, @Nullable String marker, @Nullable Integer maxItems)
    implements Request<ListRoles.Result> {

  /** Returns a request with what is required. */
  public static ListRoles of() {
    return new ListRoles(null, null, null);
  }

  /** What ListRoles answers. */
  public record Result(List<Role> roles, @Nullable Boolean isTruncated, @Nullable String marker) {
    public Result {
      roles = List.copyOf(roles);
    }
  }
}
