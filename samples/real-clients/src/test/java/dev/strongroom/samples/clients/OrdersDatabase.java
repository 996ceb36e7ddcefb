package dev.strongroom.samples.clients;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.tools.Server;

/** A database server on this machine, with the user {@code app}. */
final class OrdersDatabase implements AutoCloseable {

  private final String name = "mem:" + UUID.randomUUID();
  private final Server server;

  OrdersDatabase(String password) {
    try {
      administrate("CREATE USER app PASSWORD '" + password + "'");
      server = Server.createTcpServer("-tcpPort", "0").start();
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Returns the URL without {@code jdbc:}. */
  String address() {
    return "h2:tcp://localhost:" + server.getPort() + "/" + name;
  }

  void changePassword(String password) throws SQLException {
    administrate("ALTER USER app SET PASSWORD '" + password + "'");
  }

  private void administrate(String sql) throws SQLException {
    // Who creates the database keeps it, also when nobody is connected.
    var url = "jdbc:h2:" + name + ";DB_CLOSE_DELAY=-1";
    try (var connection = DriverManager.getConnection(url, "sa", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    server.stop();
    administrate("SHUTDOWN");
  }
}
