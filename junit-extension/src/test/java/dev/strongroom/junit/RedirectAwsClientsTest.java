package dev.strongroom.junit;

import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.ZeroChange;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Clients that the application builds for itself reach the emulator of the test that runs. */
@ResourceLock(Resources.GLOBAL)
class RedirectAwsClientsTest {

  private static final AtomicReference<String> SWITCH_OF_OTHERS = new AtomicReference<>();
  private static final String SWITCH = "software.amazon.awssdk.http.service.impl";

  @Test
  void eachTestHasItsOwnEmulatorFromConstructorToAfterEach() {
    Kit.runAndSucceed(OnClass.class, 3);

    assertThat(System.getProperty(SWITCH)).isNull();
  }

  @Test
  void whatPreparesAnInstanceFindsTheSecretsOfTheClass() {
    Kit.runAndSucceed(PreparedByAnExtension.class, 3);

    assertThat(System.getProperty(SWITCH)).isNull();
  }

  @Test
  void clientsReachTheTemplateWhileNoTestIsRunning() {
    Kit.runAndSucceed(InBeforeAllAndAfterAll.class, 3);

    assertThat(System.getProperty(SWITCH)).isNull();
  }

  @Test
  void instancePerClassIsConstructedWithTheTemplate() {
    Kit.runAndSucceed(PerClass.class, 2);

    assertThat(System.getProperty(SWITCH)).isNull();
  }

  @Test
  void methodAloneMayBeAnnotated() {
    SWITCH_OF_OTHERS.set("not run");

    Kit.runAndSucceed(OnMethod.class, 2);

    assertThat(SWITCH_OF_OTHERS).hasValue(null);
  }

  @Test
  void annotationMayBeComposed() {
    Kit.runAndSucceed(Composed.class, 1);
  }

  @Test
  void everythingIsRestoredAfterAFailure() {
    assertThat(Kit.failures(Kit.run(Fails.class))).hasSize(1);

    assertThat(System.getProperty(SWITCH)).isNull();
  }

  @Test
  void classesRunOneAfterTheOtherInAParallelRun() {
    var results = Kit.runInParallel(List.of(Parallel1.class, Parallel2.class, Parallel3.class), 4);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(60);
  }

  @Test
  void testsOfOneEmulatorTakeTurnsInAParallelRun() {
    var results = Kit.runInParallel(List.of(SwitchedPerClass.class), 4);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(3);
  }

  @Test
  void isRefusedWhereTheSwitchIsOnAlready() {
    var other = ZeroChange.install(SecretsEmulator.create(), "another test");
    try (other) {
      assertThat(Kit.failures(Kit.run(OnMethod.class)))
          .singleElement()
          .extracting(Throwable::getMessage)
          .isEqualTo(
              "@RedirectAwsClients on %1$s$OnMethod#on can't be installed for %1$s$OnMethod#on: The zero-change switch is installed for another test, and is one for the whole JVM: close it before it is installed for %1$s$OnMethod#on. Tests that use it can't run in parallel"
                  .formatted(RedirectAwsClientsTest.class.getName()));
    }
  }

  /** An application that builds its client itself. */
  private static final class Application {

    private static Optional<String> read(String name) {
      try (var secrets = SecretsManagerClient.create()) {
        return Optional.of(secrets.getSecretValue(r -> r.secretId(name)).secretString());
      }
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @RedirectAwsClients
  @interface Unchanged {}

  @Tag("fixture")
  @SecretsManagerTest
  @Unchanged
  @Secret(name = "db", string = "one")
  static class Composed {

    @Test
    void test() {
      assertThat(Application.read("db")).hasValue("one");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @RedirectAwsClients
  @Secret(name = "db", string = "one")
  static class OnClass {

    OnClass() {
      if (Kit.junitTellsConstructorsTheirTest()) {
        assertThat(Application.read("db")).contains("one");
      }
    }

    @BeforeEach
    void beforeEach() {
      assertThat(Application.read("db")).contains("one");
    }

    @RepeatedTest(2)
    void test(SecretsManagerClient injected) {
      injected.putSecretValue(r -> r.secretId("db").secretString("two"));

      assertThat(Application.read("db")).contains("two");
    }

    @Nested
    @Secret(name = "inner", string = "three")
    class Inner {

      @Test
      void test() {
        assertThat(Application.read("inner")).contains("three");
      }
    }

    @AfterEach
    void afterEach() {
      assertThat(Application.read("db")).isPresent();
    }
  }

  /** As Spring's does, which loads the application's context. */
  static class Preparation implements TestInstancePostProcessor {

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
      assertThat(Application.read("db")).contains("one");
    }
  }

  @Tag("fixture")
  @ExtendWith(Preparation.class)
  @SecretsManagerTest
  @RedirectAwsClients
  @Secret(name = "db", string = "one")
  static class PreparedByAnExtension {

    @RepeatedTest(2)
    void test(SecretsManagerClient injected) {
      injected.putSecretValue(r -> r.secretId("db").secretString("two"));

      assertThat(Application.read("db")).contains("two");
    }

    @Nested
    @Secret(name = "inner", string = "three")
    class Inner {

      @Test
      void test() {
        assertThat(Application.read("inner")).contains("three");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @RedirectAwsClients
  @Secret(name = "db", string = "one")
  static class InBeforeAllAndAfterAll {

    @BeforeAll
    static void beforeAll() {
      try (var own = SecretsManagerClient.create()) {
        own.putSecretValue(r -> r.secretId("db").secretString("of beforeAll"));
      }
    }

    @RepeatedTest(2)
    void test(SecretsManagerClient injected) {
      assertThat(Application.read("db")).contains("of beforeAll");
      injected.putSecretValue(r -> r.secretId("db").secretString("two"));

      assertThat(Application.read("db")).contains("two");
    }

    @Nested
    class Inner {

      @Test
      void test() {
        assertThat(Application.read("db")).contains("of beforeAll");
      }
    }

    @AfterAll
    static void afterAll() {
      assertThat(Application.read("db")).contains("of beforeAll");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(region = "eu-central-1")
  @RedirectAwsClients
  @TestInstance(Lifecycle.PER_CLASS)
  @Secret(name = "db", string = "one")
  static class PerClass {

    PerClass() {
      assertThat(Application.read("db")).contains("one");
    }

    @RepeatedTest(2)
    void test(SecretsEmulator aws) {
      try (var secrets = SecretsManagerClient.create()) {
        secrets.createSecret(r -> r.name("a"));
      }
      assertThat(aws.audit().of("CreateSecret").on("a")).hasSize(1);
      assertThat(aws.audit().last().caller().region()).isEqualTo("eu-central-1");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class OnMethod {

    @Test
    @RedirectAwsClients
    @Secret(name = "db", string = "one")
    void on() {
      assertThat(Application.read("db")).contains("one");
    }

    @Test
    void off() {
      SWITCH_OF_OTHERS.set(System.getProperty(SWITCH));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @RedirectAwsClients
  static class Fails {

    @Test
    void test() {
      assertThatThrownBy(() -> Application.read("db")).hasMessageContaining("find");
      throw new AssertionError("on purpose");
    }
  }

  abstract static class Parallel {

    private static final AtomicInteger RUNNING = new AtomicInteger();

    @BeforeEach
    void begin() {
      assertThat(RUNNING.incrementAndGet()).isEqualTo(1);
    }

    @RepeatedTest(20)
    void test(SecretsEmulator aws) {
      assertThat(Application.read("db")).contains("one");
      assertThat(aws.audit().of("GetSecretValue")).hasSize(1);
    }

    @AfterEach
    void end() {
      RUNNING.decrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @RedirectAwsClients
  @Secret(name = "db", string = "one")
  static class Parallel1 extends Parallel {}

  @Tag("fixture")
  @SecretsManagerTest
  @RedirectAwsClients
  @Secret(name = "db", string = "one")
  static class Parallel2 extends Parallel {}

  @Tag("fixture")
  @SecretsManagerTest
  @RedirectAwsClients
  @Secret(name = "db", string = "one")
  static class Parallel3 extends Parallel {}

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @RedirectAwsClients
  @Secret(name = "db", string = "one")
  static class SwitchedPerClass {

    private static final Queue<String> VALUES = new ConcurrentLinkedQueue<>();

    @RepeatedTest(3)
    void test() {
      try (var own = SecretsManagerClient.create()) {
        VALUES.add(Kit.value(own, "db"));
        own.putSecretValue(r -> r.secretId("db").secretString("written " + VALUES.size()));
      }
    }

    @AfterAll
    static void afterAll() {
      assertThat(VALUES).containsExactly("one", "written 1", "written 2");
    }
  }
}
