package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.ClientKind;
import dev.strongroom.sdk.Clients;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What the emulator tells of a test that failed. */
class FailureReportTest {

  @Test
  void tellsTheWholeStoryWithoutASecretValue() {
    var failure = failure(Kit.run(WholeStory.class));

    assertThat(failure.getSuppressed())
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo(wholeStory());
    assertThat(wholeStory()).doesNotContain("hunter2");
  }

  @Test
  void isPublishedAsAReportEntryToo() {
    var results = Kit.run(WholeStory.class);

    assertThat(entries(results)).containsExactly(Map.of("strongroom", wholeStory()));
  }

  @Test
  void saysSoWhereThereIsNothingToTell() {
    var failure = failure(Kit.run(NothingHappened.class));

    assertThat(failure.getSuppressed())
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            """
            The emulator when %s$NothingHappened#test failed, frozen at 2026-01-01T00:00:00Z, random seed 1
            clients that the test was given:
              a secretsmanager client that is REAL
            secrets: none
            calls: none
            faults: none
            denied: none
            rotations: none"""
                .formatted(FailureReportTest.class.getName()));
  }

  @Test
  void masksAValueThatWasSentAsAnId() {
    var report = Kit.failures(Kit.run(ValueAsId.class)).get(0).getSuppressed()[0];

    assertThat(report)
        .hasMessageContaining("GetSecretValue on ***")
        .hasMessageNotContaining("correct-horse");
  }

  @Test
  void saysWhereASecretIsThatWasNotFound() {
    var report = Kit.failures(Kit.run(OtherRegion.class)).get(0).getSuppressed()[0].getMessage();

    assertThat(report.lines().filter(line -> line.contains("exists in") || line.contains(" on ")))
        .satisfiesExactly(
            found -> assertThat(found).contains("CreateSecret"),
            notFound ->
                assertThat(notFound)
                    .contains("GetSecretValue on db in eu-west-1 by arn:aws:iam::123456789012:root")
                    .contains("ResourceNotFoundException"),
            hint -> assertThat(hint).isEqualTo("    it exists in us-east-1"),
            nowhere -> assertThat(nowhere).contains("GetSecretValue on other in eu-west-1 by"),
            otherAccount -> assertThat(otherAccount).contains("DescribeSecret on db in eu-west-1"),
            hint ->
                assertThat(hint).isEqualTo("    it exists in us-east-1 of account 123456789012"));
  }

  @Test
  void namesTheRemedyWhereAnotherClientFailed() {
    assertThat(Kit.failures(Kit.run(ClientOfItsOwn.class)))
        .map(failure -> failure.getSuppressed()[0].getMessage())
        .satisfiesExactlyInAnyOrder(
            report ->
                assertThat(report)
                    .contains(
                        "calls: none\n  no call reached this emulator: clients that the application"
                            + " builds itself need @RedirectAwsClients\n"),
            report -> assertThat(report).doesNotContain("@RedirectAwsClients"));
  }

  @Test
  void namesTheKindOfEachClient() {
    assertThat(Kit.failures(Kit.run(DirectClients.class)))
        .map(
            failure ->
                failure.getSuppressed()[0].getMessage().lines().skip(2).findFirst().orElse(""))
        .containsExactlyInAnyOrder(
            "  SecretsManagerClient[DIRECT, arn:aws:iam::123456789012:root, us-east-1]",
            "  SecretsManagerClient[DIRECT_WITHOUT_RETRIES, arn:aws:iam::123456789012:root, us-east-1]");
  }

  @Test
  void saysThatOtherTestsOfTheClassHaveTheSameEmulator() {
    var text = failure(Kit.run(OneForTheClass.class)).getSuppressed()[0].getMessage();

    assertThat(text)
        .startsWith(
            "The emulator when %s$OneForTheClass#test failed, frozen at 2026-01-01T00:00:00Z, PER_CLASS\n"
                .formatted(FailureReportTest.class.getName()));
  }

  @Test
  void isOfLimitedLength() {
    var text = failure(Kit.run(ManyCalls.class)).getSuppressed()[0].getMessage();

    assertThat(text.lines().filter(line -> line.contains("CreateSecret"))).hasSize(20);
    assertThat(text.lines()).allMatch(line -> line.length() <= 405);
    assertThat(text)
        .contains("(the latest 20 of 60)")
        .contains("... and more in us-east-1")
        .endsWith("rotations: none");
  }

  @Test
  void isOfLimitedLengthHoweverManyRegionsThereAre() {
    var text = failure(Kit.run(ManyRegions.class)).getSuppressed()[0].getMessage();

    assertThat(text).hasSizeBetween(20_000, 20_050).endsWith(" more characters");
  }

  @Test
  void tellsTheLatestOfALongRotation() {
    var text = failure(Kit.run(ManyRotations.class)).getSuppressed()[0].getMessage();

    assertThat(text.lines().dropWhile(line -> !line.equals("rotations:"))).hasSize(1 + 2 + 1 + 20);
  }

  private static Throwable failure(EngineExecutionResults results) {
    var failures = Kit.failures(results);
    assertThat(failures).singleElement().asString().contains("on purpose");
    return failures.get(0);
  }

  private static List<Map<String, String>> entries(EngineExecutionResults results) {
    return results
        .allEvents()
        .reportingEntryPublished()
        .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
        .toList();
  }

  private static String wholeStory() {
    try (var file = FailureReportTest.class.getResourceAsStream("/failure-report.txt")) {
      return new String(file.readAllBytes(), UTF_8).stripTrailing();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static SecretsManagerExtension.Builder frozen() {
    return SecretsManagerExtension.builder()
        .emulator(
            settings -> settings.frozenAt(Instant.parse("2026-01-01T00:00:00Z")).randomSeed(1));
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "correct-horse")
  static class ValueAsId {

    @Test
    void test(SecretsManagerClient client) {
      client.getSecretValue(r -> r.secretId("correct-horse"));
    }
  }

  @Tag("fixture")
  static class WholeStory {

    private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
    private static final String ROTATION = "22222222-2222-2222-2222-222222222222";

    @RegisterExtension
    static final SecretsManagerExtension AWS =
        frozen().secret(Seed.secret("prod/db").string("hunter2-one")).build();

    @Test
    @Secret(name = "prod/empty")
    void test(SecretsManagerClient secrets, SecretsEmulator aws) {
      secrets.deleteSecret(r -> r.secretId("prod/empty"));
      aws.clock().advance(Duration.ofHours(1));
      aws.faults().on("GetSecretValue").first(2).throttle();
      aws.faults().on("ListSecrets").first(1).loseAnswer();
      secrets.getSecretValue(r -> r.secretId("prod/db"));
      secrets.putSecretValue(
          r -> r.secretId("prod/db").secretString("hunter2-two").clientRequestToken(TOKEN));
      var app = aws.account("123456789012").role("app");
      assertThatThrownBy(
              () ->
                  Clients.of(aws)
                      .as(app)
                      .secretsManager()
                      .describeSecret(r -> r.secretId("prod/db")))
          .hasMessageContaining("not authorized");
      var rotation =
          aws.rotation("prod/db")
              .with(
                  (event, service) -> {
                    throw new IllegalStateException("hunter2-three");
                  });
      secrets.rotateSecret(
          r ->
              r.secretId("prod/db")
                  .rotationLambdaARN(rotation.lambdaArn())
                  .clientRequestToken(ROTATION));
      throw new AssertionError("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ClientOfItsOwn {

    @Test
    void failsInTheSdk() {
      throw new IllegalStateException(
          SdkClientException.create("Unable to load credentials from any of the providers"));
    }

    @Test
    void failsElsewhere() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  static class OtherRegion {

    @Test
    void test(SecretsEmulator aws, SecretsManagerClient secrets) {
      secrets.createSecret(r -> r.name("without-a-value"));
      var elsewhere = Clients.of(aws).in(Region.EU_WEST_1);
      var stranger = aws.account("222222222222").user("ann").allow("secretsmanager:*").caller();

      for (var missing : List.of("db", "other")) {
        assertThatThrownBy(
                () -> elsewhere.secretsManager().getSecretValue(r -> r.secretId(missing)))
            .hasMessageContaining("can't find");
      }
      Clients.of(aws)
          .as(stranger.in("eu-west-1"))
          .secretsManager()
          .describeSecret(r -> r.secretId("db"));
    }
  }

  @Tag("fixture")
  static class NothingHappened {

    @RegisterExtension
    static final SecretsManagerExtension AWS = frozen().client(ClientKind.REAL).build();

    @Test
    void test(SecretsManagerClient secrets) {
      throw new AssertionError("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(client = ClientKind.DIRECT)
  static class DirectClients {

    @Test
    void direct(SecretsManagerClient secrets) {
      throw new AssertionError("on purpose");
    }

    @Test
    @SecretsManagerTest(client = ClientKind.DIRECT_WITHOUT_RETRIES)
    void withoutRetries(SecretsManagerClient secrets) {
      throw new AssertionError("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = EmulatorLifecycle.PER_CLASS)
  @FrozenAt("2026-01-01T00:00:00Z")
  static class OneForTheClass {

    @Test
    void test() {
      throw new AssertionError("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ManyCalls {

    @Test
    void test(SecretsManagerClient secrets) {
      for (int i = 0; i < 60; i++) {
        var name = "a".repeat(500) + i;
        secrets.createSecret(r -> r.name(name));
      }
      throw new AssertionError("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ManyRegions {

    @Test
    void test(SecretsEmulator aws) {
      for (var region : List.of("us-east-1", "us-east-2", "us-west-1", "us-west-2")) {
        var client = Clients.of(aws).in(Region.of(region)).secretsManager();
        for (int i = 0; i < 20; i++) {
          var name = "a".repeat(500) + i;
          client.createSecret(r -> r.name(name));
        }
      }
      throw new AssertionError("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  static class ManyRotations {

    @Test
    void test(SecretsManagerClient secrets, SecretsEmulator aws) {
      var rotation = aws.rotation("db").with((event, service) -> {});
      secrets.rotateSecret(r -> r.secretId("db").rotationLambdaARN(rotation.lambdaArn()));
      aws.clock().advance(Duration.ofDays(1)); // four more attempts, none of which does anything
      throw new AssertionError("on purpose");
    }
  }
}
