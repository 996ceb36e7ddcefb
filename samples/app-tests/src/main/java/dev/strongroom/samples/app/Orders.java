package dev.strongroom.samples.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A small but real application: it keeps orders in a database, through a connection pool, with the
 * login from Secrets Manager. When the database refuses a login it reads the secret again, once.
 */
final class Orders implements AutoCloseable {

  private final Credentials credentials;
  private final HikariDataSource pool;

  /** Connects at once: an application that can't log in does not start. */
  Orders(SecretsManagerClient secrets, String secretId, String jdbcUrl) {
    credentials = new Credentials(secrets, secretId);
    credentials.login();
    var config = new HikariConfig();
    config.setDataSource(new Logins(jdbcUrl, credentials));
    config.setMaximumPoolSize(2);
    pool = new HikariDataSource(config);
  }

  void place(String item) throws SQLException {
    try (var connection = pool.getConnection();
        var insert = connection.prepareStatement("INSERT INTO orders (item) VALUES (?)")) {
      insert.setString(1, item);
      insert.executeUpdate();
    }
  }

  int count() throws SQLException {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /**
   * Closes idle connections, as happens to every pool sooner or later: the next one must log in.
   */
  void reconnect() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  @Override
  public void close() {
    pool.close();
    credentials.close();
  }

  /** Opens the physical connections of the pool. */
  private record Logins(String jdbcUrl, Credentials credentials) implements DataSource {

    private static final String LOGIN_REFUSED = "28000";

    @Override
    public Connection getConnection() throws SQLException {
      try {
        return connect();
      } catch (SQLException refused) {
        if (!LOGIN_REFUSED.equals(refused.getSQLState())) {
          throw refused;
        }
        credentials.forget();
        return connect();
      }
    }

    private Connection connect() throws SQLException {
      var login = credentials.login();
      return DriverManager.getConnection(jdbcUrl, login.username(), login.password());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
      return DriverManager.getConnection(jdbcUrl, username, password);
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("Not a wrapper for " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
