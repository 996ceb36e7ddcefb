package dev.strongroom.junit;

import static dev.strongroom.junit.Kit.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.Clients;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * What constructors are given depends on JUnit: since 5.12 it tells which test they are called for.
 */
class ConstructorTest {

  private static final String JUNIT_TELLS_THE_TEST =
      "dev.strongroom.junit.Kit#junitTellsConstructorsTheirTest";

  @Test
  void seesWhatBelongsToItsTest() {
    Kit.runAndSucceed(Annotated.class, 2);
  }

  @Test
  void thatFailsLeavesNothingToTheNext() {
    var results = Kit.run(FailsFirst.class);

    assertThat(Kit.failures(results)).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
    assertThat(FailsFirst.EMULATORS)
        .hasSize(3)
        .allSatisfy(
            emulator ->
                assertThatThrownBy(() -> names(Clients.of(emulator).secretsManager()))
                    .isInstanceOf(IllegalStateException.class));
  }

  @Test
  @EnabledIf(JUNIT_TELLS_THE_TEST)
  void seesTheSecretOfItsMethod() {
    Kit.runAndSucceed(OfMethod.class, 1);
  }

  @Test
  @EnabledIf(JUNIT_TELLS_THE_TEST)
  void ofAnOuterClassSeesTheTestOfTheNestedClass() {
    Kit.runAndSucceed(Outer.class, 3);
  }

  @Test
  @DisabledIf(JUNIT_TELLS_THE_TEST)
  void ofAnOuterClassIsRefusedForTestsOfTheNestedClassIfItsTestIsUnknown() {
    var results = Kit.run(Outer.class);

    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    assertThat(Kit.failures(results))
        .hasSize(2)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessage(
                        "The constructor of %1$s has parameters for one test's emulator, but JUnit before 5.12 does not say for which test of %1$s$Inner: use JUnit 5.12 or later, or take them as parameters of @BeforeEach",
                        Outer.class.getName()));
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "class")
  static class Annotated {

    private final SecretsManagerClient client;
    private final SecretsEmulator emulator;

    Annotated(SecretsManagerClient client, SecretsEmulator emulator) {
      this.client = client;
      this.emulator = emulator;
      client.createSecret(r -> r.name("constructor"));
    }

    @RepeatedTest(2)
    @Secret(name = "method")
    void test(SecretsManagerClient same, SecretsEmulator sameEmulator) {
      assertThat(emulator).isSameAs(sameEmulator);
      assertThat(names(client)).containsExactly("class", "constructor", "method");
      assertThat(names(same)).isEqualTo(names(client));

      client.createSecret(r -> r.name("left"));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class FailsFirst {

    private static final Set<SecretsEmulator> EMULATORS = new LinkedHashSet<>();

    FailsFirst(SecretsManagerClient client, SecretsEmulator emulator) {
      assertThat(names(client)).isEmpty();
      client.createSecret(r -> r.name("left"));
      EMULATORS.add(emulator);
      if (EMULATORS.size() == 1) {
        throw new IllegalStateException("The first constructor fails on purpose");
      }
    }

    @RepeatedTest(3)
    void test(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("left");
    }
  }

  @Tag("fixture")
  static class OfMethod {

    OfMethod(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("method");
    }

    @Test
    @SecretsManagerTest(region = "eu-central-1")
    @Secret(name = "method")
    void test(SecretsManagerClient same) {
      assertThat(names(same)).containsExactly("method");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "outer")
  static class Outer {

    private final SecretsManagerClient client;

    Outer(SecretsManagerClient client) {
      this.client = client;
    }

    @Test
    void test(SecretsManagerClient same) {
      client.createSecret(r -> r.name("left"));

      assertThat(names(same)).containsExactly("left", "outer");
    }

    @Nested
    @Secret(name = "inner")
    class Inner {

      @RepeatedTest(2)
      @Secret(name = "method")
      void test(SecretsManagerClient same) {
        client.createSecret(r -> r.name("left"));

        assertThat(names(same)).containsExactly("inner", "left", "method", "outer");
      }
    }
  }
}
