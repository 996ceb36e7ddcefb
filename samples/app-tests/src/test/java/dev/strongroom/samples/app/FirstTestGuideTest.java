package dev.strongroom.samples.app;

import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.FromSecret;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.junit.SeedFile;
import dev.strongroom.samples.app.Credentials.Login;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Further examples of {@code docs/guides/first-test.md}. */
class FirstTestGuideTest {

  @Nested
  @SecretsManagerTest
  @SeedFile("src/test/resources/seed.json")
  class Seeded {

    @Test
    void startsWithTheSecretsOfTheFile(SecretsEmulator aws, @FromSecret("prod/db") Login login) {
      assertThat(login.username()).isEqualTo("app");
      assertThat(aws).secret("prod/token").hasValue("abc");
      assertThat(aws).secret("prod/old").isScheduledForDeletion();
    }
  }

  @Nested
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Secret(name = "prod/db", string = "one")
  @TestMethodOrder(MethodName.class)
  @Execution(ExecutionMode.SAME_THREAD)
  class Story {

    @Test
    void chapter1(SecretsManagerClient secrets) {
      secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));
    }

    @Test
    void chapter2(SecretsManagerClient secrets) {
      assertThat(new Checkout(secrets).password()).isEqualTo("two");
    }
  }
}
