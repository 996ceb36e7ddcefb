package dev.strongroom.samples.rotation;

import dev.strongroom.rotation.DatabaseEngine;
import dev.strongroom.rotation.DatabaseUsers;
import dev.strongroom.rotation.JdbcUsers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An H2 in memory, in place of a production PostgreSQL. */
final class H2Database extends Database {

  private static final String NAME = "MASTER";

  H2Database() {
    try {
      execute(
          administrator(),
          "CREATE TABLE stock (item VARCHAR(100) PRIMARY KEY, amount INT)",
          "INSERT INTO stock VALUES ('tea', 7)",
          "CREATE USER %s PASSWORD %s ADMIN".formatted(NAME, literal(MASTER_PASSWORD)));
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  Connection administrator() throws SQLException {
    // Who creates the database keeps it, also when nobody is connected.
    return DriverManager.getConnection(url() + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  @Override
  String url() {
    return "jdbc:h2:mem:shop" + suffix();
  }

  @Override
  DatabaseUsers users() {
    return JdbcUsers.h2(DatabaseEngine.POSTGRES)
        .connectedBy(
            login -> DriverManager.getConnection(url(), login.username(), login.password()));
  }

  @Override
  String json(String username, String password, String masterArn) {
    return Json.login("localhost", 5432, "shop" + suffix(), username, password, masterArn);
  }

  @Override
  String masterName() {
    return NAME;
  }

  @Override
  void createUser(String username, String password) {
    var name = quoted(username.toUpperCase(Locale.ROOT));
    try {
      execute(
          administrator(),
          "CREATE USER %s PASSWORD %s".formatted(name, literal(password)),
          "GRANT SELECT ON stock TO " + name);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Returns the rights that a user was granted. */
  Set<String> rightsOf(String name) throws SQLException {
    try (var connection = administrator();
        var query =
            connection.prepareStatement(
                "SELECT GRANTEDROLE, RIGHTS, TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.RIGHTS WHERE GRANTEE = ?")) {
      query.setString(1, name);
      var rights = new TreeSet<String>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          rights.add(rows.getString(1) + rows.getString(2) + rows.getString(3) + rows.getString(4));
        }
      }
      return rights;
    }
  }

  @Override
  public void close() {
    try {
      execute(administrator(), "SHUTDOWN");
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
