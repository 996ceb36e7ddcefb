package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.time.VirtualClock;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The application's own tests: production's incidents, in milliseconds. */
@SecretsManagerTest
@Secret(name = "prod/orders/db", json = "{\"username\":\"app\",\"password\":\"correct-horse\"}")
class OrdersTest {

  private static final String SECRET = "prod/orders/db";

  private final OrdersDatabase database = new OrdersDatabase("app", "correct-horse");

  @AfterEach
  void stopDatabase() {
    database.close();
  }

  @Test
  void startsWithThePasswordOfTheSecret(SecretsManagerClient secrets) throws SQLException {
    try (var orders = new Orders(secrets, SECRET, database.url())) {
      orders.place("tea");

      assertThat(orders.count()).isEqualTo(1);
    }
  }

  @Test
  void doesNotStartWithoutItsSecret(SecretsManagerClient secrets) {
    assertThatThrownBy(() -> new Orders(secrets, "prod/orders/typo", database.url()))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Secrets Manager can't find the specified secret.");
  }

  @Test
  void picksUpAChangedPassword(SecretsManagerClient secrets, SecretsEmulator aws)
      throws SQLException {
    try (var orders = new Orders(secrets, SECRET, database.url())) {
      orders.place("tea");

      database.changePassword("app", "battery-staple");
      secrets.putSecretValue(
          r ->
              r.secretId(SECRET)
                  .secretString("{\"username\":\"app\",\"password\":\"battery-staple\"}"));
      orders.reconnect();
      orders.place("coffee");

      assertThat(orders.count()).isEqualTo(2);
      assertThat(aws.audit().of("GetSecretValue")).hasSize(2);
    }
  }

  @Test
  void survivesADeletionThatIsTakenBack(SecretsManagerClient secrets) throws SQLException {
    try (var orders = new Orders(secrets, SECRET, database.url())) {
      secrets.deleteSecret(r -> r.secretId(SECRET));

      orders.place("tea"); // it has its connections
      assertThatThrownBy(() -> new Orders(secrets, SECRET, database.url()))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("because it was marked for deletion");
      secrets.restoreSecret(r -> r.secretId(SECRET));
      try (var second = new Orders(secrets, SECRET, database.url())) {
        assertThat(second.count()).isEqualTo(1);
      }
    }
  }

  @Test
  void nameIsBlockedForExactlyThirtyDays(SecretsManagerClient secrets, VirtualClock clock) {
    secrets.deleteSecret(r -> r.secretId(SECRET));

    clock.advance(Duration.ofDays(30).minusMinutes(1));
    assertThatThrownBy(() -> secrets.createSecret(r -> r.name(SECRET).secretString("new")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("a secret with this name is already scheduled for deletion");
    clock.advance(Duration.ofMinutes(1));

    assertThat(secrets.createSecret(r -> r.name(SECRET).secretString("new")).name())
        .isEqualTo(SECRET);
  }
}
