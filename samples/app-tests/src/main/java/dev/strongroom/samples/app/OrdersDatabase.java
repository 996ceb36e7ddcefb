package dev.strongroom.samples.app;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** The application's database, seen by its administrator: an H2 in memory, with one user. */
final class OrdersDatabase implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String ADMINISTRATOR = "sa";

  /** Keeps the database while nobody is connected; an administrator's setting. */
  private static final String KEPT = ";DB_CLOSE_DELAY=-1";

  private final String url = "jdbc:h2:mem:orders" + COUNT.incrementAndGet();

  OrdersDatabase(String username, String password) {
    execute("CREATE TABLE orders (id IDENTITY PRIMARY KEY, item VARCHAR(100))");
    execute("CREATE USER " + username + " PASSWORD '" + password + "'");
    execute("GRANT ALL ON orders TO " + username);
  }

  String url() {
    return url;
  }

  void changePassword(String username, String password) {
    execute("ALTER USER " + username + " SET PASSWORD '" + password + "'");
  }

  boolean logsIn(String username, String password) {
    try (var connection = DriverManager.getConnection(url, username, password)) {
      return connection.isValid(1);
    } catch (SQLException refusal) {
      return false;
    }
  }

  @Override
  public void close() {
    execute("SHUTDOWN");
  }

  private void execute(String sql) {
    try (var connection = DriverManager.getConnection(url + KEPT, ADMINISTRATOR, "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException("The database refused an administrator's statement", failure);
    }
  }
}
