package dev.strongroom.rotation;

import dev.strongroom.api.ServiceClient;

/** What a rotation Lambda does in one invocation: the work of one step. */
@FunctionalInterface
public interface RotationFunction {

  /**
   * Does one step. To return is to have succeeded; whatever is thrown fails the step.
   *
   * @param service Secrets Manager with the rights of the function's execution role
   */
  void rotate(RotationEvent event, ServiceClient service) throws Exception;
}
