package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.RedirectAwsClients;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** AWS's advanced JDBC wrapper with its plugin for Secrets Manager. */
@SecretsManagerTest
@RedirectAwsClients
class JdbcWrapperTest {

  private static final String LOGIN = "{\"username\":\"app\",\"password\":\"correct-horse\"}";

  private final OrdersDatabase database = new OrdersDatabase("correct-horse");

  @AfterEach
  void stop() throws SQLException {
    database.close();
  }

  @Test
  @Secret(name = "prod/orders/rotated", json = LOGIN)
  void asksAgainWhenThePasswordHasChanged(SecretsManagerClient secrets, SecretsEmulator aws)
      throws SQLException {
    assertThat(userOfANewConnection(plugin("prod/orders/rotated"))).isEqualTo("APP");
    assertThat(userOfANewConnection(plugin("prod/orders/rotated"))).isEqualTo("APP");
    assertThat(aws.audit().of("GetSecretValue").on("prod/orders/rotated")).hasSize(1);

    database.changePassword("battery-staple");
    secrets.putSecretValue(
        r ->
            r.secretId("prod/orders/rotated")
                .secretString("{\"username\":\"app\",\"password\":\"battery-staple\"}"));

    assertThat(userOfANewConnection(plugin("prod/orders/rotated"))).isEqualTo("APP");
    assertThat(aws.audit().of("GetSecretValue").on("prod/orders/rotated")).hasSize(2);
  }

  @Test
  void takesAnEndpointToo(SecretsEmulator aws) throws IOException, SQLException {
    var login = Seed.secret("prod/orders/endpoint").json(LOGIN);
    try (var elsewhere = SecretsEmulator.builder().secret(login).build();
        var endpoint = Endpoint.start(elsewhere, 0)) {
      var properties = plugin("prod/orders/endpoint");
      properties.setProperty("secretsManagerEndpoint", endpoint.uri().toString());

      assertThat(userOfANewConnection(properties)).isEqualTo("APP");
      assertThat(elsewhere.audit().of("GetSecretValue").on("prod/orders/endpoint")).hasSize(1);
    }
    assertThat(aws.audit()).isEmpty();
  }

  /** The wrapper remembers secrets by name and Region for as long as the JVM runs. */
  private static Properties plugin(String secret) {
    var properties = new Properties();
    properties.setProperty("wrapperPlugins", "awsSecretsManager");
    properties.setProperty("secretsManagerSecretId", secret);
    properties.setProperty("secretsManagerRegion", "us-east-1");
    properties.setProperty("wrapperDialect", "pg"); // it knows no H2
    return properties;
  }

  private String userOfANewConnection(Properties properties) throws SQLException {
    var url = "jdbc:aws-wrapper:" + database.address();
    try (var connection = DriverManager.getConnection(url, properties)) {
      return connection.getMetaData().getUserName();
    }
  }
}
