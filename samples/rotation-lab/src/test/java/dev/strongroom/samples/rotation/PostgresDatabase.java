package dev.strongroom.samples.rotation;

import dev.strongroom.rotation.DatabaseUsers;
import dev.strongroom.rotation.JdbcUsers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;

/** A database of a real PostgreSQL server, which is started once and serves all tests. */
final class PostgresDatabase extends Database {

  private static final String HOST = "127.0.0.1";

  private final String master = "master" + suffix();

  PostgresDatabase() {
    try {
      execute(
          Server.administrator("postgres"),
          "CREATE DATABASE " + dbname(),
          "CREATE ROLE %s SUPERUSER LOGIN PASSWORD %s".formatted(master, literal(MASTER_PASSWORD)));
      execute(
          Server.administrator(dbname()),
          "CREATE TABLE stock (item VARCHAR(100) PRIMARY KEY, amount INT)",
          "INSERT INTO stock VALUES ('tea', 7)");
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private String dbname() {
    return "shop" + suffix();
  }

  @Override
  String url() {
    return Server.url(dbname());
  }

  @Override
  DatabaseUsers users() {
    return JdbcUsers.postgres();
  }

  @Override
  String json(String username, String password, String masterArn) {
    return Json.login(HOST, Server.port(), dbname(), username, password, masterArn);
  }

  @Override
  String masterName() {
    return master;
  }

  @Override
  void createUser(String username, String password) {
    try {
      execute(
          Server.administrator(dbname()),
          "CREATE ROLE %s LOGIN PASSWORD %s".formatted(quoted(username), literal(password)),
          "GRANT SELECT ON stock TO " + quoted(username));
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Started by the first test that needs it; it ends with the JVM. */
  private static final class Server {

    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        // As it comes this server believes anybody; here only the administrator needs no password.
        var access = Files.createTempFile("pg_hba", ".conf");
        access.toFile().deleteOnExit();
        Files.writeString(
            access,
            "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        return EmbeddedPostgres.builder().setServerConfig("hba_file", access.toString()).start();
      } catch (IllegalStateException missing) {
        if (String.valueOf(missing.getMessage()).contains("binar")) {
          return null;
        }
        throw missing;
      } catch (IOException broken) {
        throw new IllegalStateException("PostgreSQL did not start", broken);
      }
    }

    private static EmbeddedPostgres started() {
      Assumptions.assumeTrue(
          POSTGRES != null,
          "Skipped: there are no PostgreSQL binaries for this platform among the dependencies; see the profiles of samples/rotation-lab/pom.xml");
      return POSTGRES;
    }

    static int port() {
      return started().getPort();
    }

    static String url(String dbname) {
      return "jdbc:postgresql://" + HOST + ":" + port() + "/" + dbname;
    }

    static Connection administrator(String dbname) throws SQLException {
      return DriverManager.getConnection(url(dbname), "postgres", "");
    }
  }
}
