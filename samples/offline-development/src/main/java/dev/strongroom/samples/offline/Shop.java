package dev.strongroom.samples.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that sells an item for each line of its input. Where the database is, it takes
 * from the secret when it starts; the login, AWS's JDBC driver takes from there when it connects.
 */
@SpringBootApplication
public class Shop implements CommandLineRunner {

  private final String database;

  Shop(
      @Value(
              "jdbc-secretsmanager:postgresql://${database.host}:${database.port}/${database.dbname}")
          String database) {
    this.database = database;
  }

  @Override
  public void run(String... arguments) throws IOException, SQLException {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var item = orders.readLine(); item != null; item = orders.readLine()) {
      System.out.printf("shop sells %s and has %d left%n", item, sell(item));
    }
  }

  private int sell(String item) throws SQLException {
    try (var connection = DriverManager.getConnection(database, "shop/database", "");
        var update =
            connection.prepareStatement(
                "UPDATE stock SET amount = amount - 1 WHERE item = ? RETURNING amount")) {
      update.setString(1, item);
      try (var result = update.executeQuery()) {
        result.next();
        return result.getInt("amount");
      }
    }
  }

  public static void main(String[] arguments) throws ClassNotFoundException {
    Class.forName("com.amazonaws.secretsmanager.sql.AWSSecretsManagerPostgreSQLDriver");
    SpringApplication.run(Shop.class, arguments);
  }
}
