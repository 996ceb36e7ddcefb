package dev.strongroom.junit;

import static dev.strongroom.junit.Kit.names;
import static dev.strongroom.junit.Kit.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.Clients;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Nothing of one test reaches another, and nothing is left over. */
class IsolationTest {

  @Test
  @Tag("thorough")
  void twoThousandTestsOnEightThreadsSeeNothingOfEachOther() {
    var results = Kit.runInParallel(List.of(InParallel.class), 8);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(2_000);
  }

  @Test
  void clientKeptFromAnEndedTestIsRefused() {
    Kit.runAndSucceed(KeepsItsClient.class, 2);
  }

  @Test
  void clientKeptFromBeforeAllIsRefusedInTests() {
    Kit.runAndSucceed(KeepsTheClientOfBeforeAll.class, 2);
  }

  @Test
  void everyEmulatorIsClosedInTheEnd() {
    Kit.run(KeepsEverything.class);

    assertThat(KeepsEverything.ALL)
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(IsolationTest::refusesCalls);
  }

  private static void refusesCalls(SecretsEmulator emulator) {
    assertThatThrownBy(() -> names(Clients.of(emulator).secretsManager()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "shared", string = "template")
  static class InParallel {

    private static final CountDownLatch TWO_AT_ONCE = new CountDownLatch(2);

    @BeforeAll
    static void beforeAll(SecretsManagerClient template, VirtualClock clock) {
      template.createSecret(r -> r.name("before-all").secretString("template"));
      clock.advance(Duration.ofDays(100));
    }

    @RepeatedTest(800)
    void repeated(RepetitionInfo info, SecretsManagerClient client, SecretsEmulator emulator)
        throws InterruptedException {
      livesAlone(client, emulator, "repeated-" + info.getCurrentRepetition());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void parameterized(int number, SecretsManagerClient client, SecretsEmulator emulator)
        throws InterruptedException {
      livesAlone(client, emulator, "parameterized-" + number);
    }

    static IntStream numbers() {
      return IntStream.range(0, 400);
    }

    @Nested
    class WithAConstructor {

      private final SecretsManagerClient client;

      WithAConstructor(SecretsManagerClient client) {
        this.client = client;
      }

      @RepeatedTest(400)
      void repeated(RepetitionInfo info, SecretsEmulator emulator) throws InterruptedException {
        livesAlone(client, emulator, "nested-" + info.getCurrentRepetition());
      }
    }

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class WithOneInstance {

      @RepeatedTest(400)
      void repeated(RepetitionInfo info, SecretsManagerClient client, SecretsEmulator emulator)
          throws InterruptedException {
        livesAlone(client, emulator, "per-class-" + info.getCurrentRepetition());
      }
    }

    @AfterAll
    static void afterAll(SecretsManagerClient template) {
      assertThat(names(template)).containsExactly("before-all", "shared");
      assertThat(value(template, "shared")).isEqualTo("template");
    }

    private static void livesAlone(
        SecretsManagerClient client, SecretsEmulator emulator, String mine)
        throws InterruptedException {
      TWO_AT_ONCE.countDown();
      assertThat(TWO_AT_ONCE.await(30, TimeUnit.SECONDS)).isTrue();
      var start = emulator.clock().instant();
      assertThat(names(client)).containsExactly("before-all", "shared");
      assertThat(value(client, "shared")).isEqualTo("template");

      client.createSecret(r -> r.name(mine).secretString(mine));
      client.putSecretValue(r -> r.secretId("shared").secretString(mine));
      client.deleteSecret(r -> r.secretId("before-all"));
      emulator.clock().advance(Duration.ofDays(30));

      assertThat(names(client)).containsExactly(mine, "shared");
      assertThat(value(client, "shared")).isEqualTo(mine);
      assertThat(emulator.audit().of("CreateSecret")).hasSize(1);
      assertThat(Duration.between(start, emulator.clock().instant()).toDays()).isEqualTo(30);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class KeepsItsClient {

    private static SecretsManagerClient kept;

    @Test
    @Order(1)
    void keepsIt(SecretsManagerClient client) {
      kept = client;
    }

    @Test
    @Order(2)
    void isRefused() {
      assertThatThrownBy(() -> names(kept))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("This SecretsEmulator is closed");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class KeepsTheClientOfBeforeAll {

    private static SecretsManagerClient kept;

    @BeforeAll
    static void beforeAll(SecretsManagerClient template) {
      template.createSecret(r -> r.name("before-all"));
      kept = template;
    }

    @RepeatedTest(2)
    void isRefused(SecretsManagerClient fork) {
      assertThatThrownBy(() -> kept.createSecret(r -> r.name("leak")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("This SecretsEmulator is closed");
      assertThat(names(fork)).containsExactly("before-all");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class KeepsEverything {

    private static final Queue<SecretsEmulator> ALL = new ConcurrentLinkedQueue<>();

    KeepsEverything(SecretsEmulator fork, TestInfo test) {
      ALL.add(fork);
      if (test.getDisplayName().contains("fail")) {
        throw new IllegalStateException("This constructor fails on purpose");
      }
    }

    @BeforeAll
    static void beforeAll(SecretsEmulator template) {
      ALL.add(template);
    }

    @Test
    void succeeds() {}

    @Test
    void doesNotSucceed() {
      throw new AssertionError("This test fails on purpose");
    }

    @Test
    void constructorFails() {}

    @Test
    @Disabled("on purpose: is its emulator closed too?")
    void isDisabled() {}

    @RepeatedTest(2)
    void repeated() {}

    @AfterAll
    static void afterAll(SecretsEmulator template) {
      ALL.add(template);
    }
  }
}
