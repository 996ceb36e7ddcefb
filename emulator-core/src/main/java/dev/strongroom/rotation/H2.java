package dev.strongroom.rotation;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** H2: names are upper case, and only rights, not users, can be granted to a user. */
final class H2 implements OneSessionDialect {

  private final DatabaseEngine engine;

  H2(DatabaseEngine engine) {
    this.engine = engine;
  }

  @Override
  public DatabaseEngine engine() {
    return engine;
  }

  @Override
  public String url(DatabaseLogin login, boolean tls) {
    return "jdbc:h2:%s://%s".formatted(tls ? "ssl" : "tcp", Dialect.address(login));
  }

  @Override
  public void changePassword(Session session, DatabaseLogin user) throws SQLException {
    session.executeWithPassword(
        "ALTER USER %s SET PASSWORD %s".formatted(name(user), Dialect.literal(user.password())));
  }

  @Override
  public boolean exists(Session session, DatabaseLogin user) throws SQLException {
    return session.finds("SELECT 1 FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = ?", upper(user));
  }

  @Override
  public void create(Session session, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    session.executeWithPassword(
        "CREATE USER %s PASSWORD %s".formatted(name(clone), Dialect.literal(clone.password())));
    grant(session, original, clone);
  }

  private static void grant(Session session, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    for (var right :
        session.query(
            "SELECT GRANTEDROLE, RIGHTS, TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.RIGHTS WHERE GRANTEE = ?",
            upper(original))) {
      var role = right.get("GRANTEDROLE");
      var schema = right.get("TABLE_SCHEMA");
      var table = right.get("TABLE_NAME");
      String what;
      if (role != null) {
        what = Dialect.name(role);
      } else if (isNone(schema)) {
        what = String.valueOf(right.get("RIGHTS")); // ALTER ANY SCHEMA
      } else if (isNone(table)) {
        what = right.get("RIGHTS") + " ON SCHEMA " + Dialect.name(String.valueOf(schema));
      } else {
        what = right.get("RIGHTS") + " ON " + table(String.valueOf(schema), String.valueOf(table));
      }
      session.execute("GRANT %s TO %s".formatted(what, name(clone)));
    }
  }

  private static boolean isNone(@Nullable String name) {
    return name == null || name.isEmpty();
  }

  private static String table(String schema, String table) {
    return Dialect.name(schema) + "." + Dialect.name(table);
  }

  private static String upper(DatabaseLogin user) {
    return user.username().toUpperCase(Locale.ROOT);
  }

  private static String name(DatabaseLogin user) {
    return Dialect.name(upper(user));
  }
}
