package dev.strongroom.api;

/** The service as one caller reaches it: with that caller's rights, in that caller's Region. */
public interface ServiceClient {

  /** Who calls. */
  Caller caller();

  /**
   * Carries out one request.
   *
   * @throws ServiceError if the service refuses it
   */
  <Q extends Request<R>, R extends Record> R call(Q request);
}
