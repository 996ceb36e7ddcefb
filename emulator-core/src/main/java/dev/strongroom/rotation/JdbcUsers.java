package dev.strongroom.rotation;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The users of a database server that is reached through JDBC; its driver must be on the class
 * path.
 *
 * <p>Names and passwords may contain any character that the server accepts: they are quoted, or
 * refused. PostgreSQL, H2 and MariaDB were run against real servers; the statements for the others
 * follow AWS's templates and were compared as text only.
 */
public final class JdbcUsers implements DatabaseUsers {

  /** Opens a connection to a database as a user. */
  @FunctionalInterface
  public interface Connector {

    /** A new connection that nobody else uses; the caller closes it. */
    Connection connect(DatabaseLogin login) throws SQLException;
  }

  /** What can't turn into anything else inside of a JDBC URL. */
  private static final Predicate<String> PLAIN = Pattern.compile("[\\w. $-]+").asMatchPredicate();

  private static final Predicate<String> HOST =
      Pattern.compile("[\\w.:\\[\\]-]+").asMatchPredicate();

  private final Dialect dialect;
  private final @Nullable Connector connector;
  private final @Nullable ClassLoader drivers;

  private JdbcUsers(Dialect dialect) {
    this(dialect, null, null);
  }

  private JdbcUsers(Dialect dialect, @Nullable Connector connector, @Nullable ClassLoader drivers) {
    this.dialect = dialect;
    this.connector = connector;
    this.drivers = drivers;
  }

  public static JdbcUsers postgres() {
    return new JdbcUsers(new Postgres());
  }

  /** A data warehouse that speaks PostgreSQL's language, with grants of its own. */
  public static JdbcUsers redshift() {
    return new JdbcUsers(new Redshift());
  }

  public static JdbcUsers mySql() {
    return new JdbcUsers(new MySql(DatabaseEngine.MYSQL));
  }

  public static JdbcUsers mariaDb() {
    return new JdbcUsers(new MySql(DatabaseEngine.MARIADB));
  }

  public static JdbcUsers oracle() {
    return new JdbcUsers(new Oracle());
  }

  public static JdbcUsers sqlServer() {
    return new JdbcUsers(new SqlServer());
  }

  public static JdbcUsers db2() {
    return new JdbcUsers(new Db2());
  }

  /**
   * An H2 that stands in for a production database in tests: secrets keep naming the production
   * engine. An H2 in memory needs {@link #connectedBy}.
   */
  public static JdbcUsers h2(DatabaseEngine inPlaceOf) {
    return new JdbcUsers(new H2(inPlaceOf));
  }

  /**
   * The same users, over connections of your own instead of the {@link DriverManager}'s: for a URL
   * with settings, an H2 in memory, a server behind another address. Where the secret leaves TLS
   * open the connector decides.
   */
  public JdbcUsers connectedBy(Connector ownConnector) {
    return new JdbcUsers(dialect, ownConnector, drivers);
  }

  /** Returns the same users, over the JDBC drivers that a class loader finds. */
  public JdbcUsers drivenBy(ClassLoader loader) {
    return new JdbcUsers(dialect, connector, loader);
  }

  /**
   * Returns the same users, all of the database with this JDBC URL, whatever host and port their
   * secrets name.
   */
  public JdbcUsers at(String jdbcUrl) {
    return connectedBy(login -> connect(jdbcUrl, login));
  }

  @Override
  public DatabaseEngine engine() {
    return dialect.engine();
  }

  @Override
  public boolean logsIn(DatabaseLogin login) throws SQLException {
    try (var session = openUnlessRefused(login)) {
      if (session == null) {
        return false;
      }
      session.query(dialect.trivialRead());
      return true;
    }
  }

  @Override
  public void setPassword(DatabaseLogin by, DatabaseLogin user) throws SQLException {
    dialect.setPassword(this::open, by, user);
  }

  @Override
  public void cloneUser(DatabaseLogin master, DatabaseLogin original, DatabaseLogin clone)
      throws SQLException {
    dialect.cloneUser(this::open, master, original, clone);
  }

  private @Nullable Session openUnlessRefused(DatabaseLogin login) {
    try {
      return open(login);
    } catch (SQLException refused) {
      return null;
    }
  }

  private Session open(DatabaseLogin login) throws SQLException {
    return new Session(connector == null ? connectByUrl(login) : connector.connect(login));
  }

  private Connection connectByUrl(DatabaseLogin login) throws SQLException {
    if (login.ssl() != null) {
      return connectByUrl(login, login.ssl());
    }
    try {
      return connectByUrl(login, true);
    } catch (SQLException refused) {
      return connectByUrl(login, false);
    }
  }

  private Connection connectByUrl(DatabaseLogin login, boolean tls) throws SQLException {
    return connect(url(login, tls), login);
  }

  private Connection connect(String url, DatabaseLogin login) throws SQLException {
    var settings = new Properties();
    settings.setProperty("user", login.username());
    settings.setProperty("password", login.password());
    var connection = driver(url).connect(url, settings);
    if (connection == null) {
      throw new SQLException("The JDBC driver does not connect to its own URL", "08001");
    }
    return connection;
  }

  private Driver driver(String url) throws SQLException {
    try {
      if (drivers == null) {
        return DriverManager.getDriver(url);
      }
      for (var driver : ServiceLoader.load(Driver.class, drivers)) {
        if (driver.acceptsURL(url)) {
          return driver;
        }
      }
    } catch (SQLException none) {
      // refused below
    }
    throw new IllegalStateException(
        "No JDBC driver accepts %s: add the driver of %s to the class path, or connect by JdbcUsers.connectedBy"
            .formatted(url, dialect.getClass().getSimpleName()));
  }

  /** Secrets are written by others than who runs the function: no URL settings by way of a name. */
  private String url(DatabaseLogin login, boolean tls) {
    requireInUrl("host", login.host(), HOST);
    if (login.dbname() != null) {
      requireInUrl("dbname", login.dbname(), PLAIN);
    }
    return dialect.url(login, tls);
  }

  private static void requireInUrl(String member, String value, Predicate<String> allowed) {
    if (!allowed.test(value)) {
      throw new IllegalArgumentException(
          "The secret's %s '%s' does not fit into a JDBC URL: connect by JdbcUsers.connectedBy"
              .formatted(member, value));
    }
  }
}
