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

  /** What makes names of this database unlike those of others, whose users share a server. */
  final String suffix() {
    return String.valueOf(number);
  }

  abstract String url();

  /** What rotation functions work with. */
  abstract DatabaseUsers users();

  /** A secret's JSON, with all that a rotation needs. */
  abstract String json(String username, String password, String masterArn);

  abstract String masterName();

  static final String MASTER_PASSWORD = "master's \\ password";

  /** Creates a user who may read the stock; the name as is, without quotes. */
  abstract void createUser(String username, String password);

  /** Whether the server can have a user of that name. */
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

  /** Whether a user may do what it was granted. */
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

  /** A name in the quotes that the SQL standard has for it. */
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() {}
}
