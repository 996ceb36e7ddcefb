package dev.strongroom.rotation;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Oracle: names are upper case, and neither they nor passwords can contain a double quote. */
final class Oracle implements OneSessionDialect {

  /** ORA-31608: there are no grants of the type that was asked for. */
  private static final int NO_SUCH_GRANTS = 31608;

  @Override
  public DatabaseEngine engine() {
    return DatabaseEngine.ORACLE;
  }

  @Override
  public String url(DatabaseLogin login, boolean tls) {
    return "jdbc:oracle:thin:@%s://%s:%d/%s?oracle.net.CONNECT_TIMEOUT=5000"
        .formatted(tls ? "tcps" : "tcp", login.host(), login.port(), login.dbname());
  }

  @Override
  public String trivialRead() {
    return "SELECT SYSDATE FROM DUAL";
  }

  @Override
  public void changePassword(Session session, DatabaseLogin user) throws SQLException {
    session.executeWithPassword(
        "ALTER USER %s IDENTIFIED BY %s".formatted(name(user), password(user)));
  }

  @Override
  public boolean exists(Session session, DatabaseLogin user) throws SQLException {
    return session.finds("SELECT USERNAME FROM DBA_USERS WHERE USERNAME = ?", upper(user));
  }

  @Override
  public void create(Session session, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    session.executeWithPassword(
        "CREATE USER %s IDENTIFIED BY %s".formatted(name(clone), password(clone)));
    for (var type : List.of("ROLE_GRANT", "SYSTEM_GRANT", "OBJECT_GRANT")) {
      grant(session, type, original, clone);
    }
  }

  private static void grant(
      Session session, String type, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    for (var line : grants(session, type, original).lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        session.execute(line.replace(" TO " + name(original), " TO " + name(clone)));
      }
    }
  }

  private static String grants(Session session, String type, DatabaseLogin original)
      throws SQLException {
    try {
      return String.join(
          "\n",
          session.list(
              "SELECT DBMS_METADATA.GET_GRANTED_DDL(?, ?) FROM DUAL", type, upper(original)));
    } catch (SQLException none) {
      if (none.getErrorCode() == NO_SUCH_GRANTS) {
        return "";
      }
      throw none;
    }
  }

  private static String upper(DatabaseLogin user) {
    return user.username().toUpperCase(Locale.ROOT);
  }

  private static String name(DatabaseLogin user) {
    if (user.username().contains("\"")) {
      throw new IllegalArgumentException(
          "Oracle takes no user name with a double quote: change 'username' in the secret");
    }
    return Dialect.name(upper(user));
  }

  /** The template drops double quotes, after which database and secret differ. */
  private static String password(DatabaseLogin user) {
    if (user.password().contains("\"")) {
      throw new IllegalArgumentException(
          "Oracle takes no password with a double quote: change 'password' in the secret");
    }
    return "\"" + Dialect.requirePassword(user.password()) + "\"";
  }
}
