package dev.strongroom.junit;

import static dev.strongroom.junit.Kit.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.Clients;
import dev.strongroom.time.VirtualClock;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Clients, emulator and clock are given wherever JUnit takes parameters, and belong together. */
class InjectionTest {

  @Test
  void methodsAreGivenClientsEmulatorAndClockOfOneEmulator() {
    Kit.runAndSucceed(EverythingInOneMethod.class, 1);
  }

  @Test
  void clientsOfTheTestsCallerAreGivenAsAValue() {
    Kit.runAndSucceed(ClientsAsAValue.class, 1);
  }

  @Test
  void parametersWithAnnotationsOfOtherExtensionsAreLeftToThem() {
    Kit.runAndSucceed(BesideAnotherExtension.class, 1);
  }

  @Test
  void constructorLifecycleMethodsAndTestSeeTheSameFork() {
    Kit.runAndSucceed(OneForkPerTest.class, 2);
  }

  @Test
  void instancePerClassHasOneForkPerTestToo() {
    Kit.runAndSucceed(InstancePerClass.class, 2);
  }

  @Test
  void eachInvocationOfARepeatedOrParameterizedTestHasItsOwnFork() {
    Kit.runAndSucceed(ManyInvocations.class, 7);
  }

  @Test
  void dynamicTestsShareTheForkOfTheirFactory() {
    Kit.runAndSucceed(Factory.class, 4);
  }

  @Test
  void methodAloneMayBeAnnotated() {
    Kit.runAndSucceed(OnMethod.class, 3);
  }

  @Test
  void clientsCloseSeparately() {
    Kit.runAndSucceed(ClosesItsClient.class, 1);
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class EverythingInOneMethod {

    @Test
    void test(
        SecretsManagerClient client,
        SecretsManagerAsyncClient async,
        SecretsEmulator emulator,
        VirtualClock clock) {
      client.createSecret(r -> r.name("a").secretString("one"));

      var read = async.getSecretValue(r -> r.secretId("a")).join();

      assertThat(read.secretString()).isEqualTo("one");
      assertThat(emulator.audit().from("secretsmanager.amazonaws.com")).hasSize(2);
      assertThat(emulator.clock()).isSameAs(clock);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(region = "eu-west-1")
  static class ClientsAsAValue {

    @Test
    @As(value = "role/checkout", allow = "secretsmanager:CreateSecret")
    void test(Clients clients, @As("role/nobody") Clients others) {
      var created = clients.secretsManager().createSecret(r -> r.name("a"));

      assertThat(created.arn()).startsWith("arn:aws:secretsmanager:eu-west-1:");
      assertThatThrownBy(() -> others.secretsManager().createSecret(r -> r.name("b")))
          .hasMessageContaining("role/nobody is not authorized");
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Theirs {}

  static class TheirResolver implements ParameterResolver {

    static final SecretsManagerClient CLIENT =
        Clients.of(SecretsEmulator.create()).secretsManager();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.isAnnotated(Theirs.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return CLIENT;
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @ExtendWith(TheirResolver.class)
  static class BesideAnotherExtension {

    @Test
    void test(@Theirs SecretsManagerClient theirs, SecretsManagerClient ours) {
      assertThat(theirs).isSameAs(TheirResolver.CLIENT);
      assertThat(ours).isNotSameAs(theirs);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class OneForkPerTest {

    private final SecretsManagerClient client;
    private final SecretsEmulator emulator;

    OneForkPerTest(SecretsManagerClient client, SecretsEmulator emulator) {
      this.client = client;
      this.emulator = emulator;
      client.createSecret(r -> r.name("constructor"));
    }

    @BeforeAll
    static void beforeAll(SecretsManagerClient template) {
      template.createSecret(r -> r.name("before-all"));
    }

    @BeforeEach
    void beforeEach(SecretsManagerClient same) {
      assertThat(names(same)).containsExactly("before-all", "constructor");
      same.createSecret(r -> r.name("before-each"));
    }

    @Test
    void one(SecretsManagerClient same) {
      seesAllAndPuts(same);
    }

    @Test
    void another(SecretsManagerClient same) {
      seesAllAndPuts(same);
    }

    private void seesAllAndPuts(SecretsManagerClient same) {
      assertThat(names(same)).containsExactly("before-all", "before-each", "constructor");
      assertThat(names(client)).isEqualTo(names(same));
      client.createSecret(r -> r.name("test"));
    }

    @AfterEach
    void afterEach(SecretsManagerClient same, SecretsEmulator sameEmulator) {
      assertThat(names(same)).containsExactly("before-all", "before-each", "constructor", "test");
      assertThat(sameEmulator).isSameAs(emulator);
    }

    @AfterAll
    static void afterAll(SecretsManagerClient template, SecretsManagerAsyncClient async) {
      assertThat(names(template)).containsExactly("before-all");
      assertThat(async.listSecrets().join().secretList()).hasSize(1);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "class")
  @TestInstance(Lifecycle.PER_CLASS)
  static class InstancePerClass {

    @BeforeAll
    void beforeAll(SecretsManagerClient template, VirtualClock clock, SecretsEmulator emulator) {
      template.createSecret(r -> r.name("before-all"));
      assertThat(clock).isSameAs(emulator.clock());
    }

    @BeforeEach
    void beforeEach(SecretsManagerClient fork) {
      fork.createSecret(r -> r.name("before-each"));
    }

    @Test
    void one(SecretsManagerClient fork) {
      seesNothingOfOthers(fork);
    }

    @Test
    void another(SecretsManagerClient fork) {
      seesNothingOfOthers(fork);
    }

    private static void seesNothingOfOthers(SecretsManagerClient fork) {
      assertThat(names(fork)).containsExactly("before-all", "before-each", "class");
      fork.createSecret(r -> r.name("test"));
    }

    @AfterEach
    void afterEach(SecretsManagerClient fork) {
      assertThat(names(fork)).containsExactly("before-all", "before-each", "class", "test");
    }

    @AfterAll
    void afterAll(SecretsManagerClient template) {
      assertThat(names(template)).containsExactly("before-all", "class");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ManyInvocations {

    @RepeatedTest(3)
    void repeated(SecretsManagerClient fork) {
      startsEmpty(fork);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void parameterized(String name, SecretsManagerClient fork) {
      startsEmpty(fork);
    }

    @Nested
    class InAnotherClass {

      @RepeatedTest(2)
      void repeated(SecretsManagerClient fork) {
        startsEmpty(fork);
      }
    }

    private static void startsEmpty(SecretsManagerClient fork) {
      assertThat(names(fork)).isEmpty();
      fork.createSecret(r -> r.name("left"));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class Factory {

    @TestFactory
    Stream<DynamicTest> one(SecretsManagerClient fork) {
      return steps(fork);
    }

    @TestFactory
    Stream<DynamicTest> another(SecretsManagerClient fork) {
      return steps(fork);
    }

    private static Stream<DynamicTest> steps(SecretsManagerClient fork) {
      return Stream.of(
          DynamicTest.dynamicTest("puts", () -> fork.createSecret(r -> r.name("a"))),
          DynamicTest.dynamicTest("reads", () -> assertThat(names(fork)).isEqualTo(List.of("a"))));
    }
  }

  @Tag("fixture")
  @Secret(name = "class")
  static class OnMethod {

    @Test
    @SecretsManagerTest(region = "eu-central-1")
    @Secret(name = "method")
    void annotated(SecretsManagerClient fork, SecretsEmulator emulator) {
      assertThat(emulator.administrator().region()).isEqualTo("eu-central-1");
      assertThat(names(fork)).containsExactly("class", "method");
    }

    @RepeatedTest(2)
    @SecretsManagerTest
    void annotatedToo(SecretsManagerClient fork, VirtualClock clock) {
      assertThat(names(fork)).containsExactly("class");
      fork.deleteSecret(r -> r.secretId("class"));
      clock.advance(Duration.ofDays(30));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ClosesItsClient {

    @Test
    void test(SecretsManagerClient client) {
      client.close();
    }

    @AfterEach
    void afterEach(SecretsManagerClient another) {
      assertThat(names(another)).isEmpty();
    }
  }
}
