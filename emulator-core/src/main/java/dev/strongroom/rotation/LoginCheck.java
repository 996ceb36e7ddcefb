package dev.strongroom.rotation;

import dev.strongroom.api.SecretValue;

/**
 * Whether a value opens what it is the key to, e.g. a database. A rotation function that is also a
 * check is asked after each of its steps, unless another check is set.
 */
@FunctionalInterface
public interface LoginCheck {

  /** Tries to log in with a value, without changing anything; anything thrown counts as no. */
  boolean canLogIn(SecretValue value) throws Exception;
}
