package dev.strongroom.samples.offline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL server that keeps its data in a directory. */
final class Postgres implements AutoCloseable {

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Port 0 stands for any free one. */
  static Postgres start(Path folder, int port) throws IOException {
    // As it comes this server believes anybody; here only the administrator needs no password.
    var access =
        Files.writeString(
            folder.resolve("pg_hba.conf"),
            "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    try {
      return new Postgres(
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(folder.resolve("postgres"))
              .setCleanDataDirectory(false)
              .setServerConfig("hba_file", access.toString())
              .start());
    } catch (IllegalStateException missing) {
      assumeTrue(
          !String.valueOf(missing.getMessage()).contains("binar"),
          "Skipped: there are no PostgreSQL binaries for this platform; see the profiles of this sample's pom.xml");
      throw missing;
    }
  }

  int port() {
    return server.getPort();
  }

  /** Makes what the template's database would have: the master user, and the shop's table. */
  void create(String password) throws SQLException {
    asAdministrator("postgres", "CREATE DATABASE shop");
    asAdministrator("shop", "CREATE ROLE shop LOGIN PASSWORD '" + password + "'");
    asAdministrator("shop", "CREATE TABLE stock (item VARCHAR(100) PRIMARY KEY, amount INT)");
    asAdministrator("shop", "ALTER TABLE stock OWNER TO shop");
    asAdministrator("shop", "INSERT INTO stock VALUES ('tea', 7)");
  }

  private void asAdministrator(String database, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url(database), "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Connects as the shop does, and ends the connection. */
  void connect(String password) throws SQLException {
    DriverManager.getConnection(url("shop"), "shop", password).close();
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
