package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a user. */
public record CreateUser(
    @Nullable String path,
    String userName,
    @Nullable String permissionsBoundary,
    @Nullable List<Tag> tags)
    implements Request<CreateUser.Result> {

  public CreateUser {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** Returns a request with what is required. */
  public static CreateUser of(String userName) {
    return new CreateUser(null, userName, null, null);
  }

  /** What CreateUser answers. */
  public record Result(@Nullable User user) {}
}
