package dev.strongroom.teaching.world;

import dev.strongroom.api.SecretValue;
import dev.strongroom.rotation.DatabaseEngine;
import dev.strongroom.rotation.DatabaseLogin;
import dev.strongroom.rotation.JdbcUsers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The databases of a world: an H2 in memory for each, made when somebody first logs in. Secrets
 * name one as their {@code host}.
 */
final class Databases implements AutoCloseable {

  private static final String NO_DELAY = "h2.delayWrongPasswordMin";

  private static final AtomicLong NAMES = new AtomicLong();

  static {
    // H2 makes clients that send a wrong password wait, which is what half of the lessons are
    // about.
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "0");
    }
  }

  private final Map<String, Database> byHost = new LinkedHashMap<>();

  void add(String host, DatabaseEngine engine, List<String> statements) {
    byHost.put(host, new Database(engine, statements));
  }

  boolean has(@Nullable String host) {
    return byHost.containsKey(host);
  }

  /** Databases of their own with the users that these have now. */
  Databases fork() {
    var fork = new Databases();
    byHost.forEach((host, one) -> fork.byHost.put(host, new Database(one.engine, one.script())));
    return fork;
  }

  /**
   * The users of all databases, in the language of the one that a rotation function is made for.
   */
  JdbcUsers users(String host, JdbcUsers.Connector connector) {
    return JdbcUsers.h2(database(host).engine).connectedBy(connector);
  }

  Connection connect(DatabaseLogin login) throws SQLException {
    var database = byHost.get(login.host());
    if (database == null) {
      throw new SQLException("There is no host " + login.host());
    }
    return database.connect(login.username(), login.password());
  }

  /** Whether a value opens the database that it names. */
  boolean opens(SecretValue value, String host) {
    try {
      return users(host, this::connect).canLogIn(value);
    } catch (Exception incomplete) { // as an application would: no login, whatever is wrong
      return false;
    }
  }

  /** Gives a user another password, as somebody does who has access to the server itself. */
  void setPassword(String host, String user, String password) throws SQLException {
    database(host).execute("ALTER USER " + name(user) + " SET PASSWORD " + literal(password));
  }

  static String createUser(String user, String password, boolean admin) {
    return "CREATE USER " + name(user) + " PASSWORD " + literal(password) + (admin ? " ADMIN" : "");
  }

  private static String name(String user) {
    return '"' + user.toUpperCase(Locale.ROOT).replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private Database database(String host) {
    var database = byHost.get(host);
    if (database == null) {
      throw new IllegalArgumentException("There is no database '" + host + "'");
    }
    return database;
  }

  @Override
  public void close() {
    byHost.values().forEach(Database::close);
  }

  /** One H2; it lives as long as its owner's connection is open. */
  private static final class Database {

    private final DatabaseEngine engine;
    private final List<String> statements;
    private @Nullable String url;
    private @Nullable Connection owner;

    Database(DatabaseEngine engine, List<String> statements) {
      this.engine = engine;
      this.statements = List.copyOf(statements);
    }

    private synchronized String open() throws SQLException {
      if (url == null) {
        var fresh = "jdbc:h2:mem:strongroom-teaching-" + NAMES.incrementAndGet();
        owner = DriverManager.getConnection(fresh, "owner of the world", "");
        url = fresh;
        try (var sql = owner.createStatement()) {
          for (var statement : statements) {
            sql.execute(statement);
          }
        }
      }
      return url;
    }

    Connection connect(String user, String password) throws SQLException {
      return DriverManager.getConnection(open(), user, password);
    }

    void execute(String statement) throws SQLException {
      open();
      try (var sql = requireOwner().createStatement()) {
        sql.execute(statement);
      }
    }

    /** The statements that make a database like this one. */
    synchronized List<String> script() {
      if (owner == null) {
        return statements;
      }
      try (var sql = owner.createStatement();
          var rows = sql.executeQuery("SCRIPT")) {
        var script = new ArrayList<String>();
        while (rows.next()) {
          script.add(rows.getString(1));
        }
        return script;
      } catch (SQLException broken) {
        throw new IllegalStateException("The database can't be copied", broken);
      }
    }

    private synchronized Connection requireOwner() {
      if (owner == null) {
        throw new IllegalStateException("The database is closed");
      }
      return owner;
    }

    synchronized void close() {
      try {
        if (owner != null) {
          owner.close();
        }
      } catch (SQLException broken) {
        throw new IllegalStateException("The database can't be closed", broken);
      } finally {
        owner = null;
        url = null;
      }
    }
  }
}
