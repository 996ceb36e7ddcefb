package dev.strongroom.rotation;

import dev.strongroom.api.SecretValue;

/**
 * The users of a database server, as a rotation function sees them; they also check whether a
 * secret's value logs in.
 *
 * <p>{@link JdbcUsers} is an implementation for databases with a JDBC driver; for others, MongoDB
 * and DocumentDB for example, it takes these few methods. An exception from any of them fails the
 * rotation's step; none may contain a password.
 */
public interface DatabaseUsers extends LoginCheck {

  /** The engine, which decides on names, limits, default port and error texts. */
  DatabaseEngine engine();

  /** Logs in and reads something trivial; false if the server can't be reached or refuses. */
  boolean logsIn(DatabaseLogin login) throws Exception;

  /**
   * Gives a user the password of its login.
   *
   * @param by who logs in to do so: the user with its old password, or a master
   */
  void setPassword(DatabaseLogin by, DatabaseLogin user) throws Exception;

  /**
   * Gives a user the password of its login; a user that isn't there yet is created, with the rights
   * of another.
   *
   * @param master who logs in to do so
   * @param original whose rights the new user gets
   */
  void cloneUser(DatabaseLogin master, DatabaseLogin original, DatabaseLogin clone)
      throws Exception;

  @Override
  default boolean canLogIn(SecretValue value) throws Exception {
    return logsIn(DatabaseSecret.ofSingleUser(value.text(), engine()).login());
  }
}
