package dev.strongroom.rotation;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** PostgreSQL: the clone is a member of the original, which gives it the original's rights. */
final class Postgres implements OneSessionDialect {

  private static final int LONGEST_NAME = 63;

  @Override
  public DatabaseEngine engine() {
    return DatabaseEngine.POSTGRES;
  }

  @Override
  public String url(DatabaseLogin login, boolean tls) {
    return "jdbc:postgresql://%s?connectTimeout=5&sslmode=%s"
        .formatted(Dialect.address(login), tls ? "verify-full" : "disable");
  }

  @Override
  public void changePassword(Session session, DatabaseLogin user) throws SQLException {
    session.executeWithPassword(
        "ALTER USER %s WITH PASSWORD %s".formatted(role(user), literal(user.password())));
  }

  @Override
  public boolean exists(Session session, DatabaseLogin user) throws SQLException {
    return session.finds("SELECT 1 FROM pg_roles WHERE rolname = ?", user.username());
  }

  @Override
  public void create(Session session, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    session.executeWithPassword(
        "CREATE ROLE %s WITH LOGIN PASSWORD %s".formatted(role(clone), literal(clone.password())));
    session.execute("GRANT %s TO %s".formatted(role(original), role(clone)));
  }

  /** PostgreSQL cuts a longer name silently, and what is left may be another user. */
  private static String role(DatabaseLogin user) {
    var bytes = user.username().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "User name '%s' has %d bytes, but PostgreSQL keeps %d only: choose a shorter one"
              .formatted(user.username(), bytes, LONGEST_NAME));
    }
    return Dialect.name(user.username());
  }

  /** An E string means the same whatever the server's standard_conforming_strings says. */
  private static String literal(String password) {
    return "E" + Dialect.literal(password).replace("\\", "\\\\");
  }
}
