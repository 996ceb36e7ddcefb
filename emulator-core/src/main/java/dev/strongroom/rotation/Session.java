package dev.strongroom.rotation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection to a database, in one transaction that is rolled back unless it is committed. */
final class Session implements AutoCloseable {

  /** Opens sessions. */
  @FunctionalInterface
  interface Opener {

    Session open(DatabaseLogin login) throws SQLException;
  }

  private final Connection connection;

  Session(Connection connection) throws SQLException {
    this.connection = connection;
    try {
      connection.setAutoCommit(false);
    } catch (SQLException broken) {
      connection.close();
      throw broken;
    }
  }

  /** Carries out a statement without a password. */
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false); // braces in a quoted name are no JDBC escapes
      statement.execute(sql);
    }
  }

  /**
   * Carries out a statement that contains a password: drivers repeat statements in their messages.
   */
  void executeWithPassword(String sql) throws SQLException {
    try {
      execute(sql);
    } catch (SQLException refused) {
      throw withoutText(refused);
    }
  }

  /** Calls a procedure that is given a password. */
  void call(String sql, String... parameters) throws SQLException {
    try (var call = connection.prepareCall(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        call.setString(i + 1, parameters[i]);
      }
      call.execute();
    } catch (SQLException refused) {
      throw withoutText(refused);
    }
  }

  private static SQLException withoutText(SQLException refused) {
    return new SQLException(
        "The database refused to set a password: SQL state %s, error %d. Its text is left out, since it may repeat the password."
            .formatted(refused.getSQLState(), refused.getErrorCode()),
        refused.getSQLState(),
        refused.getErrorCode());
  }

  /** The rows, each by column name in upper case. */
  List<Map<String, @Nullable String>> query(String sql, String... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        var columns = rows.getMetaData();
        var found = new ArrayList<Map<String, @Nullable String>>();
        while (rows.next()) {
          var row = new LinkedHashMap<String, @Nullable String>();
          for (var i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnLabel(i).toUpperCase(Locale.ROOT), rows.getString(i));
          }
          found.add(row);
        }
        return found;
      }
    }
  }

  boolean finds(String sql, String... parameters) throws SQLException {
    return !query(sql, parameters).isEmpty();
  }

  /** The first column's values. */
  List<String> list(String sql, String... parameters) throws SQLException {
    return query(sql, parameters).stream()
        .map(row -> String.valueOf(row.values().iterator().next()))
        .toList();
  }

  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }
}
