package dev.strongroom.rotation;

import java.sql.SQLException;

/** A dialect that finds, alters and creates users by statements of one session. */
interface OneSessionDialect extends Dialect {

  boolean exists(Session session, DatabaseLogin user) throws SQLException;

  void changePassword(Session session, DatabaseLogin user) throws SQLException;

  /** Creates a user with its password and another's rights. */
  void create(Session session, DatabaseLogin original, DatabaseLogin clone) throws SQLException;

  @Override
  default void setPassword(Session.Opener sessions, DatabaseLogin by, DatabaseLogin user)
      throws SQLException {
    try (var session = sessions.open(by)) {
      changePassword(session, user);
      session.commit();
    }
  }

  @Override
  default void cloneUser(
      Session.Opener sessions, DatabaseLogin master, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    try (var session = sessions.open(master)) {
      if (exists(session, clone)) {
        changePassword(session, clone);
      } else {
        create(session, original, clone);
      }
      session.commit();
    }
  }
}
