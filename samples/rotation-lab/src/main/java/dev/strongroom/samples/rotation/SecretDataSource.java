package dev.strongroom.samples.rotation;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Opens connections with the login of a secret, which AWS's caching library keeps. When the
 * database refuses that login the secret is read again, and the new login is tried once.
 */
final class SecretDataSource implements DataSource, AutoCloseable {

  private record Login(String username, String password) {

    @Override
    public String toString() {
      return username;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** SQL states of class 28 say "invalid authorization": PostgreSQL 28P01, H2 28000. */
  private static final String LOGIN_REFUSED = "28";

  private final SecretsManagerClient secrets;
  private final String secretId;
  private final String jdbcUrl;
  private SecretCache cache;

  SecretDataSource(SecretsManagerClient secrets, String secretId, String jdbcUrl) {
    this.secrets = secrets;
    this.secretId = secretId;
    this.jdbcUrl = jdbcUrl;
    this.cache = new SecretCache(secrets);
  }

  @Override
  public Connection getConnection() throws SQLException {
    var cached = login();
    try {
      return connect(cached);
    } catch (SQLException refused) {
      if (refused.getSQLState() == null || !refused.getSQLState().startsWith(LOGIN_REFUSED)) {
        throw refused;
      }
      return connect(loginInsteadOf(cached));
    }
  }

  private Connection connect(Login login) throws SQLException {
    return DriverManager.getConnection(jdbcUrl, login.username(), login.password());
  }

  /** The library's own {@code refreshNow} sleeps for seconds; a new cache doesn't. */
  private synchronized Login loginInsteadOf(Login refused) {
    var login = login();
    if (!login.equals(refused)) {
      return login; // another thread was faster
    }
    cache.close();
    cache = new SecretCache(secrets);
    return login();
  }

  private synchronized Login login() {
    try {
      var json = JSON.readTree(cache.getSecretString(secretId));
      return new Login(json.path("username").asText(), json.path("password").asText());
    } catch (JsonProcessingException malformed) { // without its cause, which quotes the secret
      throw new IllegalStateException("Secret " + secretId + " should be a JSON object");
    }
  }

  @Override
  public synchronized void close() {
    cache.close();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return connect(new Login(username, password));
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
