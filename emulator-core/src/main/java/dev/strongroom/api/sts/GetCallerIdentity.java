package dev.strongroom.api.sts;

import dev.strongroom.api.Request;

/** Returns the caller's own identity; no permission is needed. */
public record GetCallerIdentity() implements Request<GetCallerIdentity.Result> {

  /**
   * What GetCallerIdentity answers.
   *
   * @param userId the unique id, of a session with its name: {@code AROA...:name}
   */
  public record Result(String userId, String account, String arn) {}
}
