package dev.strongroom.samples.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The application as a container runs it, without AWS in its code: it places an order for each line
 * of its input. The password is in the variable {@code DB_PASSWORD}, or in the file that {@code
 * DB_PASSWORD_FILE} names, which is read for each connection.
 */
final class OrdersContainer {

  private OrdersContainer() {}

  public static void main(String[] arguments) throws IOException {
    var items = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var item = items.readLine(); item != null; item = items.readLine()) {
      System.out.println(placed(item));
    }
  }

  private static String placed(String item) throws IOException {
    var url = System.getenv("DB_URL");
    try (var connection = DriverManager.getConnection(url, System.getenv("DB_USER"), password());
        var insert = connection.prepareStatement("INSERT INTO orders (item) VALUES (?)")) {
      insert.setString(1, item);
      insert.executeUpdate();
      return "placed " + item;
    } catch (SQLException refused) {
      return "refused with " + refused.getSQLState();
    }
  }

  private static String password() throws IOException {
    var file = System.getenv("DB_PASSWORD_FILE");
    return file == null ? System.getenv("DB_PASSWORD") : Files.readString(Path.of(file));
  }
}
