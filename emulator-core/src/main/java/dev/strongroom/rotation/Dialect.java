package dev.strongroom.rotation;

import java.sql.SQLException;

/** How one kind of database is talked to; the methods are those of {@link DatabaseUsers}. */
interface Dialect {

  DatabaseEngine engine();

  /** For the driver; host and database name are harmless. */
  String url(DatabaseLogin login, boolean tls);

  default String trivialRead() {
    return "SELECT NOW()";
  }

  void setPassword(Session.Opener sessions, DatabaseLogin by, DatabaseLogin user)
      throws SQLException;

  void cloneUser(
      Session.Opener sessions, DatabaseLogin master, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException;

  /** Host, port and, if there is one, database: {@code db.example.com:5432/postgres}. */
  static String address(DatabaseLogin login) {
    return login.host()
        + ":"
        + login.port()
        + "/"
        + (login.dbname() == null ? "" : login.dbname().replace(" ", "%20"));
  }

  /** A name between quotes that are doubled inside, so that it stays one name. */
  static String name(String name, String open, String close) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "A user name must have a character and must not have NUL; change 'username' in the secret");
    }
    return open + name.replace(close, close + close) + close;
  }

  static String name(String name) {
    return name(name, "\"", "\"");
  }

  /** A password between single quotes, for databases to which a backslash means nothing. */
  static String literal(String password) {
    return "'" + requirePassword(password).replace("'", "''") + "'";
  }

  static String requirePassword(String password) {
    if (password.isEmpty() || password.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "A password must have a character and must not have NUL; change 'password' in the secret");
    }
    return password;
  }
}
