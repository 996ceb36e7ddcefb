package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Creates an access key for a user, who may have two. */
public record CreateAccessKey(@Nullable String userName)
    implements Request<CreateAccessKey.Result> {

  /** Returns a request with what is required. */
  public static CreateAccessKey of() {
    return new CreateAccessKey(null);
  }

  /** What CreateAccessKey answers. */
  public record Result(AccessKey accessKey) {}
}
