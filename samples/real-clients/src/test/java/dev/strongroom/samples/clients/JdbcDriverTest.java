package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.secretsmanager.sql.AWSSecretsManagerDriver;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.RedirectAwsClients;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** AWS's JDBC driver, which takes the secret's name as the user. */
@SecretsManagerTest
@RedirectAwsClients
@Secret(name = "prod/orders/db", json = "{\"username\":\"app\",\"password\":\"correct-horse\"}")
class JdbcDriverTest {

  private static final String SECRET = "prod/orders/db";

  private final OrdersDatabase database = new OrdersDatabase("correct-horse");
  private AWSSecretsManagerDriver driver;

  @BeforeEach
  void register() throws SQLException {
    driver = new H2Driver();
    DriverManager.registerDriver(driver);
  }

  @AfterEach
  void stop() throws SQLException {
    DriverManager.deregisterDriver(driver);
    database.close();
  }

  @Test
  void logsInAsTheSecretSays(SecretsEmulator aws) throws SQLException {
    assertThat(userOfANewConnection()).isEqualTo("APP");
    assertThat(userOfANewConnection()).isEqualTo("APP");

    assertThat(aws.audit().of("GetSecretValue").on(SECRET)).hasSize(1);
  }

  @Test
  void asksAgainWhenThePasswordHasChanged(SecretsManagerClient secrets, SecretsEmulator aws)
      throws SQLException {
    assertThat(userOfANewConnection()).isEqualTo("APP");

    database.changePassword("battery-staple");
    secrets.putSecretValue(
        r ->
            r.secretId(SECRET)
                .secretString("{\"username\":\"app\",\"password\":\"battery-staple\"}"));

    assertThat(userOfANewConnection()).isEqualTo("APP");
    assertThat(aws.audit().of("GetSecretValue").on(SECRET)).hasSize(2);
  }

  private String userOfANewConnection() throws SQLException {
    var url = "jdbc-secretsmanager:" + database.address();
    try (var connection = DriverManager.getConnection(url, SECRET, "")) {
      return connection.getMetaData().getUserName();
    }
  }

  /** AWS's driver, extended to H2. */
  static final class H2Driver extends AWSSecretsManagerDriver {

    private static final int WRONG_USER_OR_PASSWORD = 28000;

    @Override
    public String getPropertySubprefix() {
      return "h2";
    }

    @Override
    public String getDefaultDriverClass() {
      return "org.h2.Driver";
    }

    @Override
    public boolean isExceptionDueToAuthenticationError(Exception failure) {
      return failure instanceof SQLException refused
          && refused.getErrorCode() == WRONG_USER_OR_PASSWORD;
    }

    @Override
    public String constructUrlFromEndpointPortDatabase(String host, String port, String name) {
      return "jdbc:h2:tcp://" + host + ":" + port + "/" + name;
    }
  }
}
