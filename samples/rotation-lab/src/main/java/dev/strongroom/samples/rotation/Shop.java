package dev.strongroom.samples.rotation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A small but real service: each request reads the stock, through a pool of connections. */
final class Shop implements AutoCloseable {

  private final SecretDataSource logins;
  private final HikariDataSource pool;

  /**
   * Connects at once: a service that can't log in does not start.
   *
   * @param patience how long a request waits for a connection before it fails, 250 ms or more
   */
  Shop(SecretsManagerClient secrets, String secretId, String jdbcUrl, Duration patience) {
    logins = new SecretDataSource(secrets, secretId, jdbcUrl);
    var config = new HikariConfig();
    config.setDataSource(logins);
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(patience.toMillis());
    pool = new HikariDataSource(config);
  }

  /** Serves one request: returns the amount of an item. */
  int stock(String item) throws SQLException {
    try (var connection = pool.getConnection();
        var query = connection.prepareStatement("SELECT amount FROM stock WHERE item = ?")) {
      query.setString(1, item);
      try (var rows = query.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  /**
   * Closes connections once they are idle, as happens to every pool when they get old: the next
   * request must log in.
   */
  void reconnect() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  @Override
  public void close() {
    pool.close();
    logins.close();
  }
}
