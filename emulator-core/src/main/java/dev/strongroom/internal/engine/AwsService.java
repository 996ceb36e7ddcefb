package dev.strongroom.internal.engine;

import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;

/** An AWS service behind the gate: what it does with a call, as a function of the world's state. */
interface AwsService {

  /** What a call leaves behind and answers. */
  record Outcome<R>(EmulatorState next, R result) {}

  /** The operation's name as its service knows it, and the prefix of its IAM actions. */
  String prefix();

  /** Whether the operation leaves the state as it is, so that it needs no lock. */
  boolean isRead(Request<?> request);

  /** Whether a write makes something before it takes the lock, because that takes long. */
  default boolean isPrepared(Request<?> request) {
    return false;
  }

  /** Makes it, and keeps it in the call. */
  default <Q extends Request<R>, R extends Record> void prepare(Call call, Q request) {}

  /** Refuses a request for what it says, whatever the state. */
  <Q extends Request<R>, R extends Record> void check(Call call, Q request);

  /**
   * Finds what the request means, decides access, and carries the operation out on a state.
   *
   * @throws ServiceError if it is refused; then nothing happened
   */
  <Q extends Request<R>, R extends Record> Outcome<R> carryOut(
      Call call, Q request, EmulatorState state);
}
