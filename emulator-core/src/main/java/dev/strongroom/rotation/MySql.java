package dev.strongroom.rotation;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: users of any host, and grants copied as the server lists them. */
final class MySql implements Dialect {

  private final DatabaseEngine engine;

  MySql(DatabaseEngine engine) {
    this.engine = engine;
  }

  @Override
  public DatabaseEngine engine() {
    return engine;
  }

  @Override
  public String url(DatabaseLogin login, boolean tls) {
    return engine == DatabaseEngine.MARIADB
        ? "jdbc:mariadb://%s?connectTimeout=5000&sslMode=%s"
            .formatted(Dialect.address(login), tls ? "verify-full" : "disable")
        : "jdbc:mysql://%s?connectTimeout=5000&sslMode=%s"
            .formatted(Dialect.address(login), tls ? "VERIFY_IDENTITY" : "DISABLED");
  }

  @Override
  public void setPassword(Session.Opener sessions, DatabaseLogin by, DatabaseLogin user)
      throws SQLException {
    try (var session = open(sessions, by)) {
      var whose =
          by.username().equals(user.username())
              ? "" // one's own, from whatever host
              : " FOR " + Dialect.name(user.username(), "`", "`") + "@`%`";
      session.executeWithPassword(
          "SET PASSWORD%s = %s".formatted(whose, newPassword(session, user)));
      session.commit();
    }
  }

  @Override
  public void cloneUser(
      Session.Opener sessions, DatabaseLogin master, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    var from = Dialect.name(original.username(), "`", "`") + "@`%`";
    var to = Dialect.name(clone.username(), "`", "`") + "@`%`";
    try (var session = open(sessions, master)) {
      session.executeWithPassword(
          "CREATE USER IF NOT EXISTS %s IDENTIFIED BY %s"
              .formatted(to, Dialect.literal(clone.password())));
      for (var grant : session.list("SHOW GRANTS FOR " + from)) {
        session.execute(withoutGrantee(grant, original) + " TO " + to);
      }
      session.execute("ALTER USER %s REQUIRE %s".formatted(to, tlsOptions(session, original)));
      session.executeWithPassword(
          "SET PASSWORD FOR %s = %s".formatted(to, newPassword(session, clone)));
      session.commit();
    }
  }

  private static Session open(Session.Opener sessions, DatabaseLogin login) throws SQLException {
    var session = sessions.open(login);
    try {
      // Then a backslash in a password is a backslash, whatever the server's default says.
      session.execute(
          "SET SESSION sql_mode = CONCAT_WS(',', NULLIF(@@SESSION.sql_mode, ''),"
              + " 'NO_BACKSLASH_ESCAPES')");
      return session;
    } catch (SQLException refused) {
      session.close();
      throw refused;
    }
  }

  /** Since MySQL 8 the server hashes by itself; MariaDB does so only if asked. */
  private String newPassword(Session session, DatabaseLogin user) throws SQLException {
    var literal = Dialect.literal(user.password());
    var version = session.list("SELECT VERSION()").get(0);
    var hashesByItself =
        engine == DatabaseEngine.MYSQL
            && Integer.parseInt(version.substring(0, version.indexOf('.'))) >= 8;
    return hashesByItself ? literal : "PASSWORD(" + literal + ")";
  }

  /** {@code GRANT ... ON ...} of a line that ends in its grantee, and perhaps that one's hash. */
  private static String withoutGrantee(String grant, DatabaseLogin original) {
    for (var quote : new String[] {"`", "'"}) {
      var end = grant.lastIndexOf(" TO " + Dialect.name(original.username(), quote, quote) + "@");
      if (end > 0) {
        return grant.substring(0, end);
      }
    }
    throw new IllegalStateException(
        "The server lists a grant of user '%s' in words that can't be copied"
            .formatted(original.username()));
  }

  private static String tlsOptions(Session session, DatabaseLogin original) throws SQLException {
    var options =
        session.query(
            "SELECT ssl_type, ssl_cipher, x509_issuer, x509_subject FROM mysql.user WHERE User = ?"
                + " AND Host = '%'",
            original.username());
    var type = options.isEmpty() ? null : options.get(0).get("SSL_TYPE");
    return switch (type == null ? "" : type) {
      case "" -> "NONE";
      case "ANY" -> "SSL";
      case "X509" -> "X509";
      default ->
          "CIPHER %s AND ISSUER %s AND SUBJECT %s"
              .formatted(
                  text(options.get(0).get("SSL_CIPHER")),
                  text(options.get(0).get("X509_ISSUER")),
                  text(options.get(0).get("X509_SUBJECT")));
    };
  }

  private static String text(@Nullable String option) {
    return "'" + (option == null ? "" : option.replace("'", "''")) + "'";
  }
}
