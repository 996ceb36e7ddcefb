package dev.strongroom.junit;

import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;
import static dev.strongroom.junit.Kit.names;
import static dev.strongroom.junit.Kit.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.ClientKind;
import dev.strongroom.sdk.Clients;
import dev.strongroom.time.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** With one emulator for a class, what one test does the next one sees. */
class EmulatorPerClassTest {

  @Test
  void storyIsToldByConstructorLifecycleMethodsTestsAndNestedClasses() {
    Kit.runAndSucceed(Story.class, 4);

    assertThatThrownBy(() -> names(Clients.of(Story.emulator).secretsManager()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void instanceOfAClassAndItsNestedOneIsGivenTheEmulatorOfTheClass() {
    Kit.runAndSucceed(InstancePerClass.class, 4);
  }

  @Test
  void secretOfAMethodIsAddedWhenItFirstBegins() {
    Kit.runAndSucceed(SecretsOfMethods.class, 5);
  }

  @Test
  void secretOfAMethodThatCannotBeIsRefusedEachTime() {
    assertThat(Kit.failures(Kit.run(InvalidSecretOfMethod.class))).hasSize(2);
  }

  @Test
  void refusedTestLeavesNothingToOthersOfItsClass() {
    var results = Kit.run(Refused.class);

    assertThat(Kit.failures(results)).hasSize(2).doesNotHaveDuplicates();
    assertThat(Kit.failures(results))
        .allSatisfy(refusal -> assertThat(refusal).hasMessageContaining("can't be"));
    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
  }

  @Test
  void otherAnnotationsOfAMethodHoldForItOnly() {
    Kit.runAndSucceed(OthersOfMethods.class, 7);
  }

  @Test
  void argumentsMayComeFromTheEmulatorOfTheClass() {
    Kit.runAndSucceed(ArgumentsFromSecrets.class, 2);
  }

  @Test
  void extensionRegisteredByHandHasALifecycleToo() {
    Kit.runAndSucceed(ByBuilder.class, 2);
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Secret(name = "class")
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Story {

    private static SecretsEmulator emulator;
    private final SecretsManagerClient client;

    Story(SecretsManagerClient client, SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
      this.client = client;
    }

    @BeforeAll
    static void beforeAll(SecretsManagerClient client, SecretsEmulator aws) {
      emulator = aws;
      assertThat(names(client)).containsExactly("class");
      client.createSecret(r -> r.name("before-all"));
    }

    @BeforeEach
    void beforeEach(SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
    }

    @Test
    @Order(1)
    void first(SecretsManagerClient mine, VirtualClock clock) {
      assertThat(names(mine)).containsExactly("before-all", "class");
      client.createSecret(r -> r.name("first"));
      clock.advance(Duration.ofDays(100));
    }

    @Test
    @Order(2)
    void second(SecretsManagerClient mine, VirtualClock clock) {
      assertThat(names(mine)).containsExactly("before-all", "class", "first");
      assertThat(clock.instant()).isAfter(created(mine, "first").plus(Duration.ofDays(99)));
    }

    private static Instant created(SecretsManagerClient client, String name) {
      return client.describeSecret(r -> r.secretId(name)).createdDate();
    }

    @Nested
    @Secret(name = "inner")
    class Inner {

      @BeforeEach
      void beforeEach(SecretsEmulator same) {
        assertThat(same).isSameAs(emulator);
      }

      @RepeatedTest(2)
      void third(SecretsManagerClient mine) {
        assertThat(names(mine)).contains("before-all", "class", "first", "inner");
      }
    }

    @AfterAll
    static void afterAll(SecretsManagerClient client, SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
      assertThat(names(client)).containsExactly("before-all", "class", "first", "inner");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @TestInstance(Lifecycle.PER_CLASS)
  static class InstancePerClass {

    private final SecretsEmulator emulator;

    InstancePerClass(SecretsEmulator emulator) {
      this.emulator = emulator;
    }

    @BeforeAll
    void beforeAll(SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
    }

    @RepeatedTest(2)
    void test(SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
    }

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Inner {

      private final SecretsEmulator ofInner;

      Inner(SecretsEmulator ofInner) {
        this.ofInner = ofInner;
      }

      @RepeatedTest(2)
      void test(SecretsEmulator same) {
        assertThat(same).isSameAs(emulator).isSameAs(ofInner);
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class SecretsOfMethods {

    @Test
    @Order(1)
    void withoutIt(SecretsManagerClient client) {
      assertThat(names(client)).isEmpty();
    }

    @RepeatedTest(2)
    @Order(2)
    @Secret(name = "method", string = "one")
    void withIt(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("method");
    }

    @Test
    @Order(3)
    @Secret(name = "method", string = "one")
    @Secret(name = "other")
    void withItAgain(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("method", "other");
      client.putSecretValue(r -> r.secretId("method").secretString("two"));
    }

    @Nested
    class Inner {

      @Test
      @Secret(name = "method", string = "one")
      void seesWhatBecameOfIt(SecretsManagerClient client) {
        assertThat(value(client, "method")).isEqualTo("two");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Refused {

    @Test
    @Order(1)
    @Throttled(value = "ListSecrets", times = 9)
    @As("bogus")
    void byItsCaller() {}

    @Test
    @Order(2)
    @SecretsManagerTest(client = ClientKind.DIRECT)
    @Secret(name = "of-a-refused-test")
    @Throttled(value = "ListSecrets", times = 9)
    void byItsClient() {}

    @Test
    @Order(3)
    void other(SecretsManagerClient client, SecretsEmulator aws) {
      assertThat(aws.faults().all()).isEmpty();
      assertThat(client.listSecrets().secretList()).hasSizeLessThan(2);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  static class InvalidSecretOfMethod {

    @RepeatedTest(2)
    @Secret(name = "my db")
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Secret(name = "db", string = "one")
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class OthersOfMethods {

    private static SecretsManagerClient kept;

    @Test
    @Order(1)
    @Throttled(value = "ListSecrets", times = 9)
    @Throttled("GetRandomPassword")
    @RotationFails(secret = "db", step = TEST_SECRET, times = 9)
    void failuresAreDeclared(SecretsManagerClient client, SecretsEmulator aws) {
      kept = client;
      assertThat(aws.faults().all()).hasSize(3);
    }

    @RepeatedTest(2)
    @Order(2)
    @As(value = "role/app", allow = "secretsmanager:GetSecretValue")
    void failuresAreTakenBackAndTheCallerIsAnother(
        SecretsManagerClient client, SecretsEmulator aws) {
      assertThat(aws.faults().all()).isEmpty();
      assertThat(value(client, "db")).isEqualTo("one");
      assertThatThrownBy(client::listSecrets).hasMessageContaining("role/app is not authorized");
    }

    @Test
    @Order(3)
    @As("role/app")
    void whatTheCallerWasAllowedIsTakenBack(SecretsManagerClient client) {
      assertThatThrownBy(() -> value(client, "db")).hasMessageContaining("not authorized");
    }

    @Test
    @Order(4)
    @SecretsManagerTest(client = ClientKind.REAL)
    void clientsAreOfTheKindOfTheMethod(SecretsManagerClient client) {
      assertThat(Proxy.isProxyClass(client.getClass())).isFalse();
    }

    @Test
    @Order(5)
    void andEverythingIsAsBefore(SecretsManagerClient client) {
      assertThat(client).asString().startsWith("SecretsManagerClient[AUTO");
      assertThat(names(client)).containsExactly("db");
      assertThat(names(kept)).containsExactly("db");
    }

    @Nested
    @SecretsManagerTest(client = ClientKind.DIRECT)
    class Inner {

      @Test
      void ofTheKindOfTheNestedClass(SecretsManagerClient client) {
        assertThat(client).asString().startsWith("SecretsManagerClient[DIRECT, ");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Secret(name = "a")
  @Secret(name = "b")
  static class ArgumentsFromSecrets {

    static Stream<String> all(SecretsManagerClient client) {
      return names(client).stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void test(String name, SecretsManagerClient client) {
      assertThat(names(client)).contains(name);
    }
  }

  @Tag("fixture")
  static class ByBuilder {

    @RegisterExtension
    static final SecretsManagerExtension AWS =
        SecretsManagerExtension.builder().lifecycle(PER_CLASS).build();

    private static SecretsEmulator emulator;

    @BeforeAll
    static void beforeAll(SecretsEmulator aws) {
      emulator = aws;
    }

    @RepeatedTest(2)
    void test(SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
    }
  }
}
