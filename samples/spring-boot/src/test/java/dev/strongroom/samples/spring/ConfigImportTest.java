package dev.strongroom.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.ZeroChange;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.SpringApplication;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** {@code spring.config.import=aws-secretsmanager:/config/shop}, tested in three ways. */
@SecretsManagerTest
@ResourceLock(Resources.SYSTEM_PROPERTIES) // the switch sets some, and so does Spring Boot's start
class ConfigImportTest {

  private static final String CONFIG = "/config/shop";

  private final SpringApplication application = new SpringApplication(Shop.class);

  @Test
  @Secret(name = CONFIG, json = "{\"database.password\":\"correct-horse\"}")
  void withoutAChange(SecretsEmulator aws) {
    try (var installed = ZeroChange.install(aws, "withoutAChange");
        var context = application.run()) {
      assertThat(installed).isNotNull();
      assertThat(context.getBean(Shop.class).databasePassword()).isEqualTo("correct-horse");
    }

    assertThat(aws.audit().of("GetSecretValue").on(CONFIG)).hasSize(1);
  }

  @Test
  @Secret(name = CONFIG, json = "{\"database.password\":\"correct-horse\"}")
  void withTheTestsClient(SecretsManagerClient client, SecretsEmulator aws) {
    application.addBootstrapRegistryInitializer(
        registry -> registry.register(SecretsManagerClient.class, context -> client));

    try (var context = application.run()) {
      assertThat(context.getBean(Shop.class).databasePassword()).isEqualTo("correct-horse");
      assertThat(context.getBean(SecretsManagerClient.class)).isSameAs(client);
    }

    assertThat(aws.audit().of("GetSecretValue").on(CONFIG)).hasSize(1);
  }

  @Test
  @Secret(name = CONFIG, json = "{\"database.password\":\"correct-horse\"}")
  void withAnEndpoint(SecretsEmulator aws) throws IOException {
    try (var endpoint = Endpoint.start(aws, 0);
        var context =
            application.run(
                "--spring.cloud.aws.secretsmanager.endpoint=" + endpoint.uri(),
                "--spring.cloud.aws.region.static=us-east-1",
                "--spring.cloud.aws.credentials.access-key=test",
                "--spring.cloud.aws.credentials.secret-key=test")) {
      assertThat(context.getBean(Shop.class).databasePassword()).isEqualTo("correct-horse");
    }

    assertThat(aws.audit().of("GetSecretValue").on(CONFIG)).hasSize(1);
  }

  @Test
  void doesNotStartWithoutItsSecret(SecretsManagerClient client, SecretsEmulator aws) {
    application.addBootstrapRegistryInitializer(
        registry -> registry.register(SecretsManagerClient.class, context -> client));

    assertThatThrownBy(application::run).hasRootCauseInstanceOf(ResourceNotFoundException.class);

    assertThat(aws.audit().of("GetSecretValue").failedWith("ResourceNotFoundException")).hasSize(1);
  }
}
