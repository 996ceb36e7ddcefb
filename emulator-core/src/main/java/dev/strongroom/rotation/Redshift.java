package dev.strongroom.rotation;

import java.sql.SQLException;
import java.util.List;

/**
 * Redshift: users can't be members of users, so the clone gets the original's grants one by one.
 */
final class Redshift implements OneSessionDialect {

  @Override
  public DatabaseEngine engine() {
    return DatabaseEngine.REDSHIFT;
  }

  @Override
  public String url(DatabaseLogin login, boolean tls) {
    return "jdbc:redshift://%s?loginTimeout=5&ssl=%s".formatted(Dialect.address(login), tls)
        + (tls ? "&sslmode=verify-full" : "");
  }

  @Override
  public void changePassword(Session session, DatabaseLogin user) throws SQLException {
    session.executeWithPassword(
        "ALTER USER %s WITH PASSWORD %s"
            .formatted(Dialect.name(user.username()), literal(user.password())));
  }

  @Override
  public boolean exists(Session session, DatabaseLogin user) throws SQLException {
    return session.finds("SELECT usename FROM pg_user WHERE usename = ?", user.username());
  }

  @Override
  public void create(Session session, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    session.executeWithPassword(
        "CREATE USER %s WITH PASSWORD %s"
            .formatted(Dialect.name(clone.username()), literal(clone.password())));
    grant(session, original.username(), Dialect.name(clone.username()));
  }

  private static void grant(Session session, String original, String clone) throws SQLException {
    for (var right : List.of("CREATE", "TEMPORARY")) {
      for (var database :
          session.list(
              "SELECT QUOTE_IDENT(datname) FROM pg_database WHERE HAS_DATABASE_PRIVILEGE(?, datname, ?)",
              original,
              right)) {
        session.execute("GRANT %s ON DATABASE %s TO %s".formatted(right, database, clone));
      }
    }
    for (var right : List.of("SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES")) {
      for (var table :
          session.list(
              "SELECT QUOTE_IDENT(schemaname) || '.' || QUOTE_IDENT(tablename) FROM pg_tables"
                  + " WHERE HAS_TABLE_PRIVILEGE(?, QUOTE_IDENT(schemaname) || '.' || QUOTE_IDENT(tablename), ?)"
                  + " AND schemaname NOT IN ('pg_internal', 'pg_automv')",
              original,
              right)) {
        session.execute("GRANT %s ON TABLE %s TO %s".formatted(right, table, clone));
      }
    }
    for (var right : List.of("CREATE", "USAGE")) {
      for (var schema :
          session.list(
              "SELECT DISTINCT QUOTE_IDENT(schemaname) FROM pg_tables WHERE HAS_SCHEMA_PRIVILEGE(?, schemaname, ?)",
              original,
              right)) {
        session.execute("GRANT %s ON SCHEMA %s TO %s".formatted(right, schema, clone));
      }
    }
  }

  /** Redshift's own rule for passwords leaves nothing to escape. */
  private static String literal(String password) {
    if (!password.matches("[!-~&&[^'\"\\\\/@]]{8,64}")) {
      throw new IllegalArgumentException(
          "Redshift takes passwords of 8 to 64 printable ASCII characters without ' \" \\ / @ and space; change 'password' in the secret");
    }
    return Dialect.literal(password);
  }
}
