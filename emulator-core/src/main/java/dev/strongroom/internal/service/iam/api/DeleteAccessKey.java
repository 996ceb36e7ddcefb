package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Deletes an access key of a user. */
public record DeleteAccessKey(@Nullable String userName, String accessKeyId)
    implements Request<DeleteAccessKey.Result> {

  /** Returns a request with what is required. */
  public static DeleteAccessKey of(String accessKeyId) {
    return new DeleteAccessKey(null, accessKeyId);
  }

  /** What DeleteAccessKey answers. */
  public record Result() {}
}
