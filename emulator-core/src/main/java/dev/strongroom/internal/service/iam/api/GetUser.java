package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Describes a user. */
public record GetUser(@Nullable String userName) implements Request<GetUser.Result> {

  /** Returns a request with what is required. */
  public static GetUser of() {
    return new GetUser(null);
  }

  /** What GetUser answers. */
  public record Result(User user) {}
}
