package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Makes an access key active or inactive. */
public record UpdateAccessKey(@Nullable String userName, String accessKeyId, String status)
    implements Request<UpdateAccessKey.Result> {

  /** Returns a request with what is required. */
  public static UpdateAccessKey of(String accessKeyId, String status) {
    return new UpdateAccessKey(null, accessKeyId, status);
  }

  /** What UpdateAccessKey answers. */
  public record Result() {}
}
