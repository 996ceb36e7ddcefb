package dev.strongroom.junit;

import static dev.strongroom.junit.Kit.names;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Parameterised classes, which JUnit has since 5.13. */
class ParameterizedClassTest {

  @Test
  @EnabledIf("dev.strongroom.junit.Kit#junitHasParameterizedClasses")
  void testsOfAllInvocationsStartFromTheTemplateOfTheClass() {
    Kit.runAndSucceed(Parameterized.class, 4);
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "class")
  @ParameterizedClass
  @ValueSource(strings = {"a", "b"})
  static class Parameterized {

    private final String argument;
    private final SecretsManagerClient client;

    Parameterized(String argument, SecretsManagerClient client) {
      this.argument = argument;
      this.client = client;
    }

    @BeforeAll
    static void beforeAll(SecretsManagerClient template) {
      template.createSecret(r -> r.name("before-all"));
    }

    @RepeatedTest(2)
    void test() {
      assertThat(names(client)).containsExactly("before-all", "class");

      client.createSecret(r -> r.name("left-by-" + argument));
    }
  }
}
