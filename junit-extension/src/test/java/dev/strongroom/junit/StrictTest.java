package dev.strongroom.junit;

import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;
import static dev.strongroom.junit.Kit.value;
import static dev.strongroom.junit.Strict.Check.FAULTS_STRUCK;
import static dev.strongroom.junit.Strict.Check.NO_PENDING_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.RotationFailure.When;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.sdk.Clients;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What a test is told to leave in order, and how it fails if it doesn't. */
class StrictTest {

  private static final String HERE = StrictTest.class.getName() + "$";
  private static final String NEVER_STRUCK =
      ": these faults never struck, so that the test shows nothing about them. Correct what they select, or remove them:\n";
  private static final String LEFT_BEHIND =
      ": AWSPENDING was left behind. Finish the rotation, or remove the label with UpdateSecretVersionStage:\n";

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(
            UnusedFaults.class,
            "@Strict(FAULTS_STRUCK) on "
                + HERE
                + "UnusedFaults"
                + NEVER_STRUCK
                + "  ThrottlingException on ListSecrets: struck 0 of 1\n"
                + "  lost answer on GetSecretValue: struck 0"),
        arguments(
            UnusedRotationFailures.class,
            "@Strict(FAULTS_STRUCK) on "
                + HERE
                + "UnusedRotationFailures#test"
                + NEVER_STRUCK
                + "  THROW before its work on testSecret of arn:aws:secretsmanager:us-east-1:123456789012:secret:db-??????: struck 0 of 2\n"
                + "  THROW after its work on setSecret of arn:aws:secretsmanager:us-east-1:123456789012:secret:other-??????: struck 0"),
        arguments(
            PendingVersion.class,
            "@Strict(NO_PENDING_VERSION) on "
                + HERE
                + "PendingVersion#test"
                + LEFT_BEHIND
                + "  arn:aws:secretsmanager:us-east-1:123456789012:secret:db-C3dszQ\n"
                + "    22222222-2222-2222-2222-222222222222  AWSPENDING\n"
                + "    5e41ab08-7439-411e-b18d-6ce93d6cf1ee  AWSCURRENT\n"
                + "  arn:aws:secretsmanager:eu-west-1:222222222222:secret:elsewhere-60t4KT\n"
                + "    33333333-3333-3333-3333-333333333333  AWSPENDING\n"
                + "    11111111-1111-1111-1111-111111111111  AWSCURRENT"),
        arguments(
            TooManyCalls.class,
            "@MaxCalls(value = 2, of = \"GetSecretValue\") on "
                + HERE
                + "TooManyCalls: 3 calls were made. Cache what was read, or raise the limit:\n"
                + "  GetSecretValue on arn:aws:secretsmanager:us-east-1:123456789012:secret:db-C3dszQ by arn:aws:iam::123456789012:root: 2\n"
                + "  GetSecretValue on none by arn:aws:iam::123456789012:root failed with ResourceNotFoundException: 1\n"
                + "@MaxCalls(value = 0, of = \"ListSecrets\") on "
                + HERE
                + "TooManyCalls#test: 1 call was made. Cache what was read, or raise the limit:\n"
                + "  ListSecrets by arn:aws:iam::123456789012:root: 1"),
        arguments(
            TooExpensive.class,
            "@MaxCost(value = 0.5, times = 100000) on "
                + HERE
                + "TooExpensive#test: AWS would charge more. Cache what was read, or raise the limit:\n"
                + "  720 hours of secrets                     $0.40 a month             $0.40\n"
                + "  200,000 calls of Secrets Manager         $0.05 for 10,000          $1.00\n"
                + "  Total                                                              $1.40"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void testFailsWithAllThatIsLeftAndTheEmulatorsStory(Class<?> fixture, String message) {
    assertThat(Kit.failures(Kit.run(fixture)))
        .singleElement()
        .isInstanceOf(AssertionError.class)
        .satisfies(
            failure -> {
              assertThat(failure).hasMessage(message);
              assertThat(failure.getSuppressed())
                  .singleElement()
                  .extracting(Throwable::getMessage)
                  .asString()
                  .startsWith(
                      "The emulator when " + fixture.getName() + "#test failed, frozen at ");
            });
  }

  @Test
  void testThatLeavesAllInOrderSucceeds() {
    Kit.runAndSucceed(InOrder.class, 8);
  }

  @Test
  void testThatFailedAlreadyIsNotChecked() {
    assertThat(Kit.failures(Kit.run(FailsItself.class)))
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("on purpose");
  }

  @Test
  void innermostAnnotationCounts() {
    var results = Kit.run(Innermost.class);

    assertThat(Kit.failures(results))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("@Strict(FAULTS_STRUCK) on " + HERE + "Innermost: ");
    assertThat(results.testEvents().succeeded().count()).isEqualTo(4);
  }

  @Test
  void testIsNotBlamedForOthersOfItsClass() {
    Kit.runAndSucceed(OfTheClass.class, 4);
  }

  abstract static class Frozen {

    @RegisterExtension
    static final SecretsManagerExtension AWS =
        SecretsManagerExtension.builder()
            .secret(Seed.secret("db").string("one"))
            .emulator(
                settings -> settings.frozenAt(Instant.parse("2026-01-01T00:00:00Z")).randomSeed(1))
            .build();
  }

  @Tag("fixture")
  @Strict
  @Throttled("ListSecrets")
  static class UnusedFaults extends Frozen {

    @Test
    void test(SecretsManagerClient client, SecretsEmulator aws) {
      aws.faults().on("GetRandomPassword").first(1).throttle();
      client.getRandomPassword();
    }

    @AfterEach
    void afterEach(SecretsEmulator aws) {
      aws.faults().on("GetSecretValue").loseAnswer();
    }
  }

  @Tag("fixture")
  static class UnusedRotationFailures extends Frozen {

    @Test
    @Strict
    @RotationFails(secret = "db", step = TEST_SECRET, times = 2)
    void test(SecretsEmulator aws) {
      aws.rotation("other").failAt(RotationStep.SET_SECRET).always().after();
    }
  }

  @Tag("fixture")
  static class PendingVersion extends Frozen {

    @Test
    @Strict(NO_PENDING_VERSION)
    void test(SecretsManagerClient client, SecretsEmulator aws) {
      aws.faults().on("ListSecrets").first(1).throttle();
      client.putSecretValue(
          r ->
              r.secretId("db")
                  .secretString("two")
                  .clientRequestToken("22222222-2222-2222-2222-222222222222")
                  .versionStages("AWSPENDING"));
      var elsewhere =
          Clients.of(aws)
              .as(Caller.administrator("222222222222", "eu-west-1"))
              .in(Region.EU_WEST_1)
              .secretsManager();
      elsewhere.createSecret(
          r ->
              r.name("elsewhere")
                  .secretString("one")
                  .clientRequestToken("11111111-1111-1111-1111-111111111111"));
      elsewhere.putSecretValue(
          r ->
              r.secretId("elsewhere")
                  .secretString("two")
                  .clientRequestToken("33333333-3333-3333-3333-333333333333")
                  .versionStages("AWSPENDING"));
    }
  }

  @Tag("fixture")
  @MaxCalls(value = 2, of = "GetSecretValue")
  @MaxCalls(value = 5, of = "ListSecrets")
  static class TooManyCalls extends Frozen {

    @Test
    @MaxCalls(value = 0, of = "ListSecrets")
    @MaxCalls(value = 1, of = "DescribeSecret")
    void test(SecretsManagerClient client, SecretsEmulator aws) {
      value(client, "db");
      value(client, "db");
      try {
        value(client, "none");
      } catch (RuntimeException notFound) {
        client.listSecrets();
      }
      client.describeSecret(r -> r.secretId("db"));
    }
  }

  @Tag("fixture")
  @MaxCost(0)
  static class TooExpensive extends Frozen {

    @Test
    @MaxCost(value = 0.50, times = 100_000)
    void test(SecretsManagerClient client, SecretsEmulator aws) {
      value(client, "db");
      value(client, "db");
      aws.clock().advance(Duration.ofDays(30));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Strict
  @MaxCost(1.00)
  @MaxCalls(value = 2, of = "GetSecretValue")
  @MaxCalls(value = 0, of = "CreateSecret")
  @Secret(name = "db", string = "one")
  static class InOrder {

    @RepeatedTest(2)
    @Secret(name = "method", string = "one")
    void readsAsOftenAsItMay(SecretsManagerClient client, @FromSecret("db") String notCounted) {
      value(client, "db");
      value(client, "method");
    }

    @Test
    @Throttled("ListSecrets")
    void strikes(SecretsManagerClient client) {
      client.listSecrets();
    }

    @Test
    @RotationFails(secret = "db", step = TEST_SECRET, when = When.AFTER)
    @MaxCalls(value = 4, of = "GetSecretValue") // those of the rotation function
    void rotates(SecretsManagerClient client, SecretsEmulator aws) {
      var rotation = aws.rotation("db").with(new PasswordRotation());
      client.rotateSecret(r -> r.secretId("db").rotationLambdaARN(rotation.lambdaArn()));
      aws.clock().advance(Duration.ofHours(1));
    }

    @Test
    @MaxCalls(value = 3, of = "GetSecretValue")
    void mayReadMore(SecretsManagerClient client) {
      for (int i = 0; i < 3; i++) {
        value(client, "db");
      }
    }

    @Test
    @MaxCalls(value = 2, of = "Decrypt")
    void countsCallsOfTheKeyServiceToo(SecretsManagerClient client) {
      value(client, "db");
    }

    @Nested
    class Inner {

      @BeforeEach
      void beforeEach(SecretsManagerClient client) {
        value(client, "db");
      }

      @RepeatedTest(2)
      void ofTheClassAround(SecretsManagerClient client) {
        value(client, "db");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Strict
  @Throttled("ListSecrets")
  @MaxCalls(value = 0, of = "GetRandomPassword")
  static class FailsItself {

    @Test
    void test(SecretsManagerClient client) {
      client.getRandomPassword();
      throw new AssertionError("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Strict(FAULTS_STRUCK)
  @Throttled("ListSecrets")
  static class Innermost {

    @Test
    void thatOfTheClass() {}

    @Test
    @Strict({})
    void none() {}

    @Test
    @Strict(NO_PENDING_VERSION)
    void another() {}

    @Nested
    @Strict({})
    class Inner {

      @RepeatedTest(2)
      void none() {}
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Secret(name = "db", string = "one")
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class OfTheClass {

    @Test
    @Order(1)
    void leavesMuch(SecretsManagerClient client, SecretsEmulator aws) {
      aws.faults().on("PutSecretValue").first(1).throttle();
      aws.rotation("db").failAt(TEST_SECRET).before();
      value(client, "db");
      value(client, "db");
    }

    @RepeatedTest(2)
    @Order(2)
    @Strict
    @MaxCalls(value = 1, of = "GetSecretValue")
    void countsItsOwn(SecretsManagerClient client) {
      value(client, "db");
    }

    @Test
    @Order(3)
    @Strict
    @MaxCalls(value = 0, of = "GetSecretValue")
    void countsNothing() {}
  }
}
