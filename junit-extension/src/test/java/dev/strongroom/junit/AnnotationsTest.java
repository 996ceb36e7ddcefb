package dev.strongroom.junit;

import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.junit.Kit.names;
import static dev.strongroom.junit.Kit.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import dev.strongroom.sdk.ClientKind;
import dev.strongroom.sdk.Clients;
import dev.strongroom.seed.Seed;
import dev.strongroom.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** What annotations beside {@link Secret} do to a test's emulator and parameters. */
class AnnotationsTest {

  @Test
  void frozenAtStopsTimeUntilTheTestAdvancesIt() {
    Kit.runAndSucceed(Frozen.class, 4);
  }

  @Test
  void randomSeedMakesIdsTheSameInEachRun() {
    Kit.runAndSucceed(Foretold.class, 3);
  }

  @Test
  void seedFilePutsItsSecretsIn() {
    Kit.runAndSucceed(Seeded.class, 3);
  }

  @Test
  void asMakesTheClientsSomebodyElses() {
    Kit.runAndSucceed(Callers.class, 5);
  }

  @Test
  void asHoldsForConstructorsToo() {
    Kit.runAndSucceed(CallerInConstructor.class, 2);
  }

  @Test
  @DisplayName("ROT-13: as allows what a rotation takes in other services, too")
  void asAllowsActionsOfOtherServices() {
    Kit.runAndSucceed(Rotator.class, 1);
  }

  @Test
  void throttledRefusesTheFirstCallsOfEachTest() {
    Kit.runAndSucceed(Throttles.class, 4);
  }

  @Test
  void rotationFailsAtTheStepInEachTest() {
    Kit.runAndSucceed(Rotates.class, 3);
  }

  @Test
  void secretMayBeScheduledForDeletion() {
    Kit.runAndSucceed(Scheduled.class, 1);
  }

  @Test
  void secretMayBeReplicated() {
    Kit.runAndSucceed(Replicated.class, 1);
  }

  @Test
  void secretMayComeFromAFile() {
    Kit.runAndSucceed(FromFiles.class, 1);
  }

  @Test
  void secretValueIsGivenAsTheTypeThatIsAskedFor() {
    Kit.runAndSucceed(Values.class, 3);
  }

  @Tag("fixture")
  @SecretsManagerTest(randomSeed = 42)
  @Secret(name = "db", string = "one")
  static class Foretold {

    @RepeatedTest(2)
    void idsAreThoseOfTheSeed(SecretsManagerClient secrets, SecretsEmulator aws) {
      assertThat(aws.randomSeed()).hasValue(42);
      assertThat(secrets.describeSecret(r -> r.secretId("db")).arn()).isEqualTo(foretold());
    }

    @Nested
    class Inner {

      @Test
      @SecretsManagerTest(randomSeed = 42)
      void idsAreThoseOfTheSeed(SecretsManagerClient secrets) {
        assertThat(secrets.describeSecret(r -> r.secretId("db")).arn()).isEqualTo(foretold());
      }
    }

    private static String foretold() {
      try (var aws =
          SecretsEmulator.builder()
              .randomSeed(42)
              .secret(Seed.secret("db").string("one"))
              .build()) {
        return Clients.of(aws).secretsManager().describeSecret(r -> r.secretId("db")).arn();
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @FrozenAt("2026-01-01T00:00:00Z")
  static class Frozen {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeAll
    static void beforeAll(VirtualClock clock) {
      assertThat(clock.instant()).isEqualTo(START);
    }

    @RepeatedTest(2)
    void test(VirtualClock clock) {
      assertThat(clock.isTicking()).isFalse();
      assertThat(clock.instant()).isEqualTo(START);
      clock.advance(Duration.ofDays(1));
    }

    @Nested
    class Inner {

      @Test
      void test(VirtualClock clock) {
        assertThat(clock.instant()).isEqualTo(START);
      }
    }

    @Test
    @FrozenAt("2026-01-01T00:00:00Z")
    void sameAgain(VirtualClock clock) {
      assertThat(clock.instant()).isEqualTo(START);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SeedFile("src/test/resources/seed.json")
  @Secret(name = "prod/more", string = "three")
  static class Seeded {

    @RepeatedTest(2)
    void test(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("prod/db", "prod/more", "prod/token");
      assertThat(value(client, "prod/token")).isEqualTo("two");
      client.createSecret(r -> r.name("left"));
    }

    @Nested
    @SeedFile("src/test/resources/seed.json")
    class SameFileOnceOnly {

      @Test
      void test(SecretsManagerClient client) {
        assertThat(names(client)).containsExactly("prod/db", "prod/more", "prod/token");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @As(value = "role/reader", allow = "secretsmanager:GetSecretValue")
  @Secret(name = "db", string = "one")
  static class Callers {

    @BeforeAll
    static void beforeAll(SecretsManagerClient administrator) {
      administrator.createSecret(r -> r.name("before-all"));
    }

    @BeforeEach
    void beforeEach(SecretsManagerClient client) {
      mayRead(client);
      assertThatThrownBy(client::listSecrets).hasMessageContaining("role/reader is not authorized");
    }

    @RepeatedTest(2)
    void thatOfTheClass(SecretsManagerClient client, SecretsEmulator aws) {
      mayRead(client);
      assertThat(aws.audit().by("arn:aws:iam::123456789012:role/reader").of("GetSecretValue"))
          .isNotEmpty();
    }

    @Test
    @SecretsManagerTest(client = ClientKind.REAL)
    void thatOfTheClassForRealClients(SecretsManagerClient client) {
      mayRead(client);
      assertThatThrownBy(client::listSecrets).hasMessageContaining("role/reader is not authorized");
    }

    @Test
    void thatOfTheParameter(
        SecretsManagerClient client,
        @As(value = "user/ann", allow = "secretsmanager:ListSecrets") SecretsManagerClient ann,
        @As("arn:aws:iam::222222222222:role/partner") SecretsManagerClient partner) {
      mayRead(client);
      assertThat(names(ann)).containsExactly("before-all", "db");
      assertThatThrownBy(partner::listSecrets)
          .hasMessageContaining("arn:aws:iam::222222222222:role/partner is not authorized");
    }

    @Nested
    class Inner {

      @Test
      void thatOfTheClassAround(SecretsManagerClient client) {
        mayRead(client);
      }
    }

    private static void mayRead(SecretsManagerClient client) {
      assertThat(value(client, "db")).isEqualTo("one");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @As(
      value = "role/rotator",
      allow = {
        "secretsmanager:RotateSecret",
        "lambda:InvokeFunction",
        "iam:PassRole",
        "kms:ReEncryptFrom",
        "sts:AssumeRole"
      })
  @Secret(name = "db", string = "one")
  static class Rotator {

    @Test
    void rotates(SecretsManagerClient client, SecretsEmulator aws) {
      var rotation = aws.rotation("db").with((event, secrets) -> {});

      client.rotateSecret(r -> r.secretId("db").rotationLambdaARN(rotation.lambdaArn()));

      assertThat(rotation.timeline().names()).startsWith("RotationStarted");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @As(value = "role/reader", allow = "secretsmanager:GetSecretValue")
  @Secret(name = "db", string = "one")
  static class CallerInConstructor {

    CallerInConstructor(SecretsManagerClient client) {
      assertThat(value(client, "db")).isEqualTo("one");
      assertThatThrownBy(client::listSecrets).hasMessageContaining("role/reader is not authorized");
    }

    @RepeatedTest(2)
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Throttled(value = "ListSecrets", times = 2)
  static class Throttles {

    @BeforeAll
    static void beforeAll(SecretsManagerClient template, SecretsEmulator aws) {
      template.listSecrets();
      assertThat(aws.faults().all()).isEmpty();
    }

    @RepeatedTest(2)
    void retriesSurviveIt(SecretsManagerClient client, SecretsEmulator aws) {
      client.listSecrets();
      aws.faults().requireAllStruck();
      assertThat(aws.audit().failedWith("ThrottlingException")).hasSize(2);
    }

    @Test
    @SecretsManagerTest(client = ClientKind.DIRECT_WITHOUT_RETRIES)
    @Throttled
    void anyOperationOnceMore(SecretsManagerClient client) {
      assertThatThrownBy(() -> client.getRandomPassword())
          .isInstanceOf(SecretsManagerException.class)
          .hasMessageContaining("Rate exceeded");
      assertThat(client.getRandomPassword().randomPassword()).isNotEmpty();
    }

    @Nested
    @SecretsManagerTest(client = ClientKind.DIRECT_WITHOUT_RETRIES)
    class Inner {

      @Test
      void thatOfTheClassAround(SecretsManagerClient client) {
        assertThatThrownBy(client::listSecrets).isInstanceOf(SecretsManagerException.class);
        assertThatThrownBy(client::listSecrets).isInstanceOf(SecretsManagerException.class);
        client.listSecrets();
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  @RotationFails(secret = "db", step = TEST_SECRET)
  static class Rotates {

    @RepeatedTest(2)
    void test(SecretsManagerClient client, SecretsEmulator aws) {
      rotate(client, aws);
      assertThat(aws.rotation("db").timeline().names()).last().isEqualTo("RotationFailed");
      assertThat(aws.rotation("db").timeline().names()).contains("testSecret");
    }

    @Nested
    @RotationFails(secret = "db", step = TEST_SECRET, when = When.AFTER, how = How.LOST_ANSWER)
    class Inner {

      @Test
      void bothFailuresCome(SecretsManagerClient client, SecretsEmulator aws) {
        rotate(client, aws);
        aws.clock().advance(Duration.ofMinutes(10));
        assertThat(aws.audit().of("RotationFailed")).isNotEmpty();
      }
    }

    static void rotate(SecretsManagerClient client, SecretsEmulator aws) {
      var rotation = aws.rotation("db").with((event, service) -> {});
      client.rotateSecret(r -> r.secretId("db").rotationLambdaARN(rotation.lambdaArn()));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "old", string = "one", scheduledForDeletion = true)
  static class Scheduled {

    @Test
    void test(SecretsManagerClient client) {
      assertThatThrownBy(() -> value(client, "old")).isInstanceOf(InvalidRequestException.class);
      client.restoreSecret(r -> r.secretId("old"));
      assertThat(value(client, "old")).isEqualTo("one");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(
      name = "db",
      string = "one",
      replicas = {"eu-west-1", "eu-central-1"})
  static class Replicated {

    @Test
    void test(SecretsEmulator aws) {
      for (var region : List.of("eu-west-1", "eu-central-1")) {
        var client = Clients.of(aws).in(Region.of(region)).secretsManager();
        assertThat(value(client, "db")).isEqualTo("one");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "text", file = "src/test/resources/seed.json")
  @Secret(name = "bytes", file = "src/test/resources/not-utf-8.bin")
  static class FromFiles {

    @Test
    void test(
        SecretsManagerClient client,
        @FromSecret("text") String text,
        @FromSecret("bytes") byte[] bytes)
        throws IOException {
      assertThat(text).isEqualTo(Files.readString(Path.of("src/test/resources/seed.json")));
      assertThat(bytes).containsExactly(0xff, 0xfe, 0);
      assertThat(client.getSecretValue(r -> r.secretId("bytes")).secretString()).isNull();
    }
  }

  record Login(String username, String password) {}

  @Tag("fixture")
  @Secret(name = "db", json = "{\"username\":\"app\",\"password\":\"one\",\"port\":1}")
  @Secret(
      name = "key",
      binary = {1, 2, 3})
  static class Values {

    @RegisterExtension
    static final SecretsManagerExtension AWS = SecretsManagerExtension.builder().build();

    @BeforeEach
    void beforeEach(SecretsManagerClient client, @FromSecret("db") Login before) {
      assertThat(before).isEqualTo(new Login("app", "one"));
      client.putSecretValue(
          r -> r.secretId("db").secretString("{\"username\":\"app\",\"password\":\"two\"}"));
    }

    @RepeatedTest(2)
    void test(
        @FromSecret("db") String text,
        @FromSecret("db") Login login,
        @FromSecret("db") Map<String, String> members,
        @FromSecret("key") byte[] bytes,
        SecretsEmulator aws) {
      assertThat(text).isEqualTo("{\"username\":\"app\",\"password\":\"two\"}");
      assertThat(login).isEqualTo(new Login("app", "two"));
      assertThat(members).containsOnly(Map.entry("username", "app"), Map.entry("password", "two"));
      assertThat(bytes).containsExactly(1, 2, 3);
      assertThat(aws.audit().of("GetSecretValue")).isEmpty();
    }

    @Test
    @Secret(name = "of-the-method", string = "three")
    void secretOfTheMethod(
        @FromSecret("of-the-method") String value, @FromSecret("of-the-method") byte[] bytes) {
      assertThat(value).isEqualTo("three");
      assertThat(bytes).asString(UTF_8).isEqualTo("three");
    }
  }
}
