package dev.strongroom.junit;

import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;
import static dev.strongroom.junit.Kit.names;
import static dev.strongroom.junit.Kit.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.ClientKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
import org.junit.platform.testkit.engine.EngineTestKit;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** One client for many tests, each of which has an emulator of its own. */
@ResourceLock("dev.strongroom.SharedClient") // its keys are for the whole JVM
class SharedClientTest {

  @Test
  void refusalNamesAKeyThatDiffersInCaseOnly() {
    SharedClients.of("Misspelt key");
    var client = SharedClients.of("misspelt key").secretsManager();

    assertThatThrownBy(client::listSecrets)
        .hasMessageContaining("none has run yet; there is also the key \"Misspelt key\". Call it");
  }

  @Test
  void whatIsCachedBetweenClassesReadsTheSecretsOfTheTestThatRuns() {
    Application.cached = null;

    var results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Checkout.class), selectClass(Invoice.class))
            .execute();

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(5);
  }

  @Test
  void whatIsCachedMayBeMadeWithAnInstanceOfAClass() {
    Application.cached = null;

    Kit.runAndSucceed(Instance.class, 2);
  }

  @Test
  void everyFormOfTheClientGoesToTheTestThatRuns() {
    Kit.runAndSucceed(EveryForm.class, 2);
  }

  @Test
  void callsAreMadeByWhomTheTestSaysWithItsKindOfClient() {
    Kit.runAndSucceed(CallersAndKinds.class, 6);
  }

  @Test
  void beforeAllPutsInWhatEachTestStartsWith() {
    Kit.runAndSucceed(Templates.class, 2);
  }

  @Test
  void instanceOfAClassMayHoldIt() {
    Kit.runAndSucceed(HeldByAnInstance.class, 3);
  }

  @Test
  void oneEmulatorPerClassAnswersItToo() {
    Kit.runAndSucceed(OneEmulator.class, 3);
  }

  @Test
  void classesOfOneKeyTakeTurnsInAParallelRun() {
    var fixtures = List.<Class<?>>of(Parallel1.class, Parallel2.class, Parallel3.class);

    var results = Kit.runInParallel(fixtures, 4);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(60);
  }

  @Test
  void callIsRefusedWhenNoTestIsRunning() {
    var client = SharedClients.of("ended").secretsManager();
    assertThatThrownBy(client::listSecrets)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "listSecrets was called on the shared client \"ended\" while no test of @SharedClient(\"ended\") is running; none has run yet. Call it only during such a test, and stop whatever goes on calling it after the test");

    Kit.runAndSucceed(Ends.class, 1);

    var last =
        "the last one was "
            + Ends.class.getName()
            + "#test. Call it only during such a test, and stop whatever goes on calling it after the test";
    assertThatThrownBy(() -> value(client, "db"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("getSecretValue was called on the shared client \"ended\"")
        .hasMessageEndingWith(last);
    assertThat(SharedClients.of("ended").secretsManagerAsync().listSecrets())
        .failsWithin(0, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(IllegalStateException.class)
        .withMessageEndingWith(last);
  }

  @Test
  void clientIsAlwaysTheSameAndIsNeverClosed() {
    var shared = SharedClients.of("same");
    var client = shared.secretsManager();

    client.close();

    assertThat(SharedClients.of("same")).isSameAs(shared);
    assertThat(shared.client(SecretsManagerClient.class)).isSameAs(client).isEqualTo(client);
    assertThat(client).isNotEqualTo(SharedClients.of("other").secretsManager());
    assertThat(client).hasToString("SecretsManagerClient[shared as \"same\"]");
    assertThat(client.serviceName()).isEqualTo("secretsmanager");
    assertThat(client.hashCode()).isEqualTo(shared.secretsManager().hashCode());
  }

  @Test
  void clientOfAnotherServiceIsRefused() {
    assertThatThrownBy(() -> SharedClients.of("same").client(SdkClient.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Strongroom has no software.amazon.awssdk.core.SdkClient; it has");
  }

  /** Holds on to a client as Spring's cached contexts do, and calls it when it is made. */
  static final class Application implements TestInstancePostProcessor {

    static @Nullable Application cached;

    private final SecretsManagerClient client = SharedClients.of("shop").secretsManager();
    private String configuration = "none";

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
      if (cached == null) {
        cached = this;
        configuration = value(client, "config");
      }
    }

    static Application cached() {
      assertThat(cached).isNotNull();
      return cached;
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("shop")
  @ExtendWith(Application.class)
  @Secret(name = "config", string = "one")
  abstract static class Shop {

    @RepeatedTest(2)
    void readsAndWritesItsOwnSecrets(SecretsManagerClient injected, SecretsEmulator aws) {
      var held = Application.cached().client;

      assertThat(injected).isSameAs(held);
      assertThat(Application.cached().configuration).isEqualTo("one");
      assertThat(value(held, "key")).isEqualTo("of " + getClass().getSimpleName());
      held.putSecretValue(r -> r.secretId("key").secretString("written"));
      assertThat(value(injected, "key")).isEqualTo("written");
      assertThat(aws.audit().of("PutSecretValue")).hasSize(1);
    }
  }

  @Secret(name = "key", string = "of Checkout")
  static class Checkout extends Shop {}

  @Secret(name = "key", string = "of Invoice")
  static class Invoice extends Shop {

    @Nested
    @Secret(name = "inner", string = "one")
    class Inner {

      @Test
      void seesWhatItsClassHas(SecretsManagerClient injected) {
        assertThat(names(Application.cached().client)).containsExactly("config", "inner", "key");
        assertThat(injected).isSameAs(Application.cached().client);
      }
    }
  }

  @TestInstance(Lifecycle.PER_CLASS)
  @Secret(name = "key", string = "of Instance")
  static class Instance extends Shop {}

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("forms")
  static class EveryForm {

    @Test
    void synchronous(SecretsManagerClient client) {
      client.createSecret(r -> r.name("a"));
      assertThat(client.listSecretsPaginator().stream().flatMap(page -> page.secretList().stream()))
          .extracting(SecretListEntry::name)
          .containsExactly("a");
      assertThatThrownBy(() -> value(client, "b")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void asynchronous(SecretsManagerAsyncClient client, SecretsManagerClient same) {
      client.createSecret(r -> r.name("a")).join();
      assertThat(names(same)).containsExactly("a");
      assertThat(client).isSameAs(SharedClients.of("forms").secretsManagerAsync());
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(client = ClientKind.DIRECT_WITHOUT_RETRIES)
  @SharedClient("callers")
  @Secret(name = "db", string = "one")
  static class CallersAndKinds {

    private final SecretsManagerClient client = SharedClients.of("callers").secretsManager();

    @BeforeAll
    static void beforeAll(SecretsManagerClient administrator) {
      administrator.listSecrets();
    }

    @Test
    void administrator() {
      assertThat(names(client)).containsExactly("db");
    }

    @RepeatedTest(2)
    @As(value = "role/app", allow = "secretsmanager:GetSecretValue")
    void another(@As("user/ann") SecretsManagerClient own) {
      assertThat(value(client, "db")).isEqualTo("one");
      assertThatThrownBy(client::listSecrets).hasMessageContaining("role/app is not authorized");
      assertThat(own).isNotSameAs(client);
      assertThatThrownBy(own::listSecrets).hasMessageContaining("user/ann is not authorized");
    }

    @Test
    void ofTheKindOfTheClass(SecretsEmulator aws) {
      aws.faults().on("ListSecrets").first(1).throttle();
      assertThatThrownBy(client::listSecrets).isInstanceOf(SecretsManagerException.class);
    }

    @Test
    @SecretsManagerTest(client = ClientKind.REAL)
    @Throttled("ListSecrets")
    void ofTheKindOfTheMethod(SecretsEmulator aws) {
      client.listSecrets();
      assertThat(aws.audit().of("ListSecrets")).hasSize(2);
    }

    @Nested
    @As("role/nobody")
    class Inner {

      @Test
      void ofTheNestedClass() {
        assertThatThrownBy(client::listSecrets).hasMessageContaining("role/nobody is not");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("templates")
  static class Templates {

    private static final SecretsManagerClient CLIENT =
        SharedClients.of("templates").secretsManager();

    @BeforeAll
    static void beforeAll(SecretsManagerClient same) {
      assertThat(same).isSameAs(CLIENT);
      CLIENT.createSecret(r -> r.name("before-all"));
    }

    @BeforeEach
    void beforeEach() {
      assertThat(names(CLIENT)).containsExactly("before-all");
      CLIENT.createSecret(r -> r.name("before-each"));
    }

    @RepeatedTest(2)
    void test() {
      assertThat(names(CLIENT)).containsExactly("before-all", "before-each");
    }

    @AfterEach
    void afterEach() {
      assertThat(names(CLIENT)).containsExactly("before-all", "before-each");
    }

    @AfterAll
    static void afterAll(SecretsEmulator aws) {
      assertThat(names(CLIENT)).containsExactly("before-all");
      assertThat(aws.audit().of("ListSecrets")).hasSize(1);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("instances")
  @TestInstance(Lifecycle.PER_CLASS)
  @Secret(name = "db")
  static class HeldByAnInstance {

    private final SecretsManagerClient client;

    HeldByAnInstance(SecretsManagerClient client) {
      this.client = client;
      assertThat(names(client)).containsExactly("db");
    }

    @RepeatedTest(3)
    void test() {
      assertThat(names(client)).containsExactly("db");
      client.createSecret(r -> r.name("left"));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @SharedClient("one-emulator")
  static class OneEmulator {

    private static final AtomicInteger RUN = new AtomicInteger();

    @RepeatedTest(3)
    void test(SecretsManagerClient client) {
      assertThat(names(client)).hasSize(RUN.getAndIncrement());
      client.createSecret(r -> r.name("left-" + RUN));
    }

    @AfterAll
    static void afterAll(SecretsManagerClient client) {
      assertThat(names(client)).hasSize(3);
    }
  }

  abstract static class Parallel {

    private static final AtomicInteger RUNNING = new AtomicInteger();

    @BeforeEach
    void begin() {
      assertThat(RUNNING.incrementAndGet()).isEqualTo(1);
    }

    @RepeatedTest(20)
    void test(SecretsManagerClient client, SecretsEmulator aws) {
      assertThat(names(client)).isEmpty();
      client.createSecret(r -> r.name("left"));
      assertThat(aws.audit().of("CreateSecret")).hasSize(1);
    }

    @AfterEach
    void end() {
      RUNNING.decrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("parallel")
  static class Parallel1 extends Parallel {}

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("parallel")
  static class Parallel2 extends Parallel {}

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("parallel")
  static class Parallel3 extends Parallel {}

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("ended")
  static class Ends {

    @Test
    void test(SecretsManagerClient client) {
      assertThat(names(client)).isEmpty();
    }
  }
}
