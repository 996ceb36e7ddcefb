package dev.strongroom.samples.rotation;

import dev.strongroom.rotation.DatabaseUsers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real database with one table, seen by its administrator. */
abstract class Database implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final int number = COUNT.incrementAndGet();

  /** Returns a suffix that makes this database's names unique on a shared server. */
  final String suffix() {
    return String.valueOf(number);
  }

  abstract String url();

  /** Returns the users as rotation functions see them. */
  abstract DatabaseUsers users();

  /** Returns a secret's JSON, with everything that a rotation needs. */
  abstract String json(String username, String password, String masterArn);

  abstract String masterName();

  static final String MASTER_PASSWORD = "master's \\ password";

  /** Creates a user who may read the stock; the name is used as it is, without quotes. */
  abstract void createUser(String username, String password);

  /** Returns whether the server accepts a user with this name. */
  boolean takes(String username) {
    return true;
  }

  final boolean logsIn(String username, String password) {
    try (var connection = connect(username, password)) {
      return connection.isValid(1);
    } catch (SQLException refused) {
      return false;
    }
  }

  /** Returns whether a user can log in and read the stock. */
  final boolean readsTheStock(String username, String password) {
    try (var connection = connect(username, password);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT amount FROM stock WHERE item = 'tea'")) {
      return rows.next() && rows.getInt(1) == 7;
    } catch (SQLException refused) {
      return false;
    }
  }

  private Connection connect(String username, String password) throws SQLException {
    return DriverManager.getConnection(url(), username, password);
  }

  static void execute(Connection administrator, String... statements) throws SQLException {
    try (administrator;
        var statement = administrator.createStatement()) {
      statement.setEscapeProcessing(false);
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Returns a name quoted as the SQL standard requires. */
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() {}
}
