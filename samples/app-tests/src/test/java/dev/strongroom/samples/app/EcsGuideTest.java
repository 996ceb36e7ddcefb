package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.local.EcsTaskDefinition;
import dev.strongroom.seed.Seed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The examples of the guide to secrets in ECS. */
@SecretsManagerTest
class EcsGuideTest {

  private final String json =
      """
      {
        "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
        "containerDefinitions": [{
          "name": "app",
          "secrets": [{
            "name": "DB_PASSWORD",
            "valueFrom": "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf:password::"
          }]
        }]
      }
      """;

  @BeforeEach
  void seed(SecretsEmulator aws) {
    aws.seed(Seed.of(Seed.secret("prod/db").arnSuffix("AbCdEf").json("{\"password\": \"one\"}")));
  }

  @Test
  void variablesStayAsTheyWere(SecretsEmulator aws, SecretsManagerClient secrets) {
    aws.account("123456789012").role("execution").allow("secretsmanager:GetSecretValue");

    var task = EcsTaskDefinition.parse(json).resolve(aws);

    assertThat(task.get(0).environment()).containsEntry("DB_PASSWORD", "one");

    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("{\"password\": \"two\"}"));
    assertThat(task.get(0).environment()).containsEntry("DB_PASSWORD", "one");
  }

  @Test
  void taskDoesNotStartWithoutPermission(SecretsEmulator aws) {
    assertThatThrownBy(() -> EcsTaskDefinition.parse(json).resolve(aws))
        .hasMessageStartingWith("ResourceInitializationError: unable to pull secrets")
        .hasMessageContaining("is not authorized to perform: secretsmanager:GetSecretValue");
  }
}
