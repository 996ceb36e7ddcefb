package dev.strongroom.contract;

import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;

/** One of the ways into an emulator, speaking the core's records whatever it sends inside. */
@FunctionalInterface
public interface Door {

  /**
   * Sends the request as it is: a door adds nothing, so that a missing ClientRequestToken stays
   * missing where the way in allows it.
   *
   * @throws ServiceError the refusal, with name, text and request id as this way in told them
   */
  <Q extends Request<R>, R extends Record> R call(Q request);
}
