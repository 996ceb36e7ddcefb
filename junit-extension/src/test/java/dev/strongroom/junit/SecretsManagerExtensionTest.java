package dev.strongroom.junit;

import static dev.strongroom.junit.Kit.names;
import static dev.strongroom.junit.Kit.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The extension registered by hand does what the annotation does. */
class SecretsManagerExtensionTest {

  @Test
  void staticFieldServesClassAndTests() {
    Kit.runAndSucceed(StaticField.class, 4);
  }

  @Test
  void instanceFieldStartsAnewForEachTest() {
    Kit.runAndSucceed(InstanceField.class, 3);
  }

  @Test
  void instanceFieldOfAnInstancePerClassServesClassAndTests() {
    Kit.runAndSucceed(InstanceFieldPerClass.class, 2);
  }

  @Test
  void extendWithIsEnough() {
    Kit.runAndSucceed(WithExtendWith.class, 1);
  }

  @Tag("fixture")
  @Secret(name = "annotated")
  static class StaticField {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @RegisterExtension
    static final SecretsManagerExtension AWS =
        SecretsManagerExtension.builder()
            .region("eu-central-1")
            .accountId("111111111111")
            .secret(Seed.secret("db").json("{\"password\":\"one\"}"))
            .emulator(settings -> settings.frozenAt(START))
            .build();

    @BeforeAll
    static void beforeAll(SecretsManagerClient template) {
      template.createSecret(r -> r.name("before-all"));
    }

    @RepeatedTest(2)
    void test(SecretsManagerClient client, SecretsEmulator emulator, VirtualClock clock) {
      assertThat(emulator.administrator().region()).isEqualTo("eu-central-1");
      assertThat(emulator.administrator().accountId()).isEqualTo("111111111111");
      assertThat(clock.instant()).isEqualTo(START);
      assertThat(value(client, "db")).isEqualTo("{\"password\":\"one\"}");
      assertThat(names(client)).containsExactly("annotated", "before-all", "db");

      clock.advance(Duration.ofDays(1));
      client.createSecret(r -> r.name("left"));
    }

    @Test
    @Secret(name = "method")
    void seesTheSecretOfItsMethod(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("annotated", "before-all", "db", "method");
    }

    @Nested
    @Secret(name = "inner")
    class Inner {

      private final SecretsManagerClient client;

      Inner(SecretsManagerClient client) {
        this.client = client;
      }

      @Test
      void seesAllAround() {
        assertThat(names(client)).containsExactly("annotated", "before-all", "db", "inner");
      }
    }

    @AfterAll
    static void afterAll(SecretsManagerClient template) {
      assertThat(names(template)).containsExactly("annotated", "before-all", "db");
    }
  }

  @Tag("fixture")
  @Secret(name = "annotated")
  static class InstanceField {

    @RegisterExtension
    final SecretsManagerExtension aws =
        SecretsManagerExtension.builder().secret(Seed.secret("db")).build();

    @RepeatedTest(2)
    void test(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("annotated", "db");

      client.createSecret(r -> r.name("left"));
    }

    @Nested
    class Inner {

      @Test
      void test(SecretsManagerClient client) {
        assertThat(names(client)).containsExactly("annotated", "db");
      }
    }
  }

  @Tag("fixture")
  @TestInstance(Lifecycle.PER_CLASS)
  static class InstanceFieldPerClass {

    @RegisterExtension
    final SecretsManagerExtension aws =
        SecretsManagerExtension.builder().secret(Seed.secret("db")).build();

    @BeforeAll
    void beforeAll(SecretsManagerClient template) {
      template.createSecret(r -> r.name("before-all"));
    }

    @RepeatedTest(2)
    void test(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("before-all", "db");

      client.createSecret(r -> r.name("left"));
    }
  }

  @Tag("fixture")
  @ExtendWith(SecretsManagerExtension.class)
  static class WithExtendWith {

    @Test
    @Secret(name = "method")
    void test(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("method");
    }
  }
}
