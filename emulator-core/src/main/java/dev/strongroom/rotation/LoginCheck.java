package dev.strongroom.rotation;

import dev.strongroom.api.SecretValue;

/** Whether a value opens what it is the key to, e.g. a database. */
@FunctionalInterface
public interface LoginCheck {

  /** Tries it, without changing anything; an exception counts as no. */
  boolean canLogIn(SecretValue value) throws Exception;
}
