package dev.strongroom.samples.rotation;

import static dev.strongroom.api.RotationStep.SET_SECRET;
import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.Rotation;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.RotationStep;
import dev.strongroom.junit.NoSecretLeaks;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.rotation.DatabaseRotation;
import dev.strongroom.rotation.RotationTimeline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;

/** How a rotation of its database login affects a running service. */
@SecretsManagerTest
@NoSecretLeaks(except = "username") // a server's log names the user whose login it refused
abstract class RotationStories {

  private static final String SECRET = "prod/shop/db";
  private static final String FIRST_PASSWORD = "correct-horse";
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  /** The time after which a request without a connection fails. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private SecretsEmulator aws;
  private SecretsManagerClient secrets;
  private Database database;

  abstract Database create();

  @BeforeEach
  void startDatabase(SecretsEmulator emulator, SecretsManagerClient client) {
    aws = emulator;
    secrets = client;
    database = create();
    var master =
        secrets.createSecret(
            request ->
                request
                    .name("prod/shop/master")
                    .secretString(
                        database.json(database.masterName(), Database.MASTER_PASSWORD, "")));
    database.createUser(app(), FIRST_PASSWORD);
    secrets.createSecret(
        request ->
            request.name(SECRET).secretString(database.json(app(), FIRST_PASSWORD, master.arn())));
  }

  @AfterEach
  void stop() {
    if (database != null) { // skipped where there is no server
      database.close();
    }
  }

  @Test
  @DisplayName("ROT-24: alternating users keep every request alive through ten rotations")
  void alternatingUsersKeepEveryRequestAlive() throws Exception {
    var rotation = aws.rotation(SECRET).with(DatabaseRotation.alternatingUsers(database.users()));

    try (var shop = new Shop(secrets, SECRET, database.url(), A_WHILE);
        var load = new Load(shop, 8)) {
      for (int i = 0; i < 10; i++) {
        load.start();
        pauseAfterEachStep(rotation);
        rotate(rotation);
        while (rotation.isPaused()) {
          load.awaitRequests(16); // requests come in between any two steps
          rotation.resume();
        }
        load.stop();
      }

      assertThat(load.failures()).isEmpty();
      assertThat(load.served()).isGreaterThan(10 * 4 * 16);
    }
    assertThat(current()).isEqualTo(app()); // ten times the other one
    assertThat(database.readsTheStock(current(), password("AWSCURRENT"))).isTrue();
    assertThat(rotation.timeline().names()).filteredOn("RotationSucceeded"::equals).hasSize(10);
  }

  @Test
  @DisplayName("ROT-22: a single user's readers are locked out between setSecret and finishSecret")
  void aSingleUsersReadersAreLockedOutForAMoment() throws Exception {
    var rotation =
        aws.rotation(SECRET)
            .with(DatabaseRotation.singleUser(database.users()))
            .logins(database.users())
            .pauseAfter(SET_SECRET);

    try (var shop = new Shop(secrets, SECRET, database.url(), SHORT)) {
      assertThat(shop.stock("tea")).isEqualTo(7);
      rotate(rotation);

      // The database has the new password, the secret's AWSCURRENT still the old one.
      assertThat(after(SET_SECRET, rotation))
          .isEqualTo(Map.of("AWSCURRENT", false, "AWSPENDING", true));
      assertThat(shop.stock("tea")).isEqualTo(7); // connections that are open stay open
      shop.reconnect();
      assertThat(failuresOf(shop, 2)).isEqualTo(2); // each request that must log in

      rotation.resume();

      assertRecovers(shop);
    }
    assertThat(after(RotationStep.FINISH_SECRET, rotation)).containsEntry("AWSCURRENT", true);
  }

  @Test
  @DisplayName(
      "ROT-31, ROT-32: a rotation that breaks after setSecret locks out; the retry repairs")
  void theRetryRepairsARotationThatBroke() throws Exception {
    var rotation =
        aws.rotation(SECRET)
            .with(DatabaseRotation.singleUser(database.users()))
            .logins(database.users());
    rotation.failAt(SET_SECRET).after();

    try (var shop = new Shop(secrets, SECRET, database.url(), SHORT)) {
      rotate(rotation);
      shop.reconnect();
      assertThat(failuresOf(shop, 1)).isEqualTo(1);
      assertThat(after(SET_SECRET, rotation))
          .isEqualTo(Map.of("AWSCURRENT", false, "AWSPENDING", true));
      assertThatThrownBy(() -> rotate(rotation))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("A previous rotation isn't complete.");

      aws.clock().advance(Duration.ofMinutes(10)); // the same token once more: ROT-21, ROT-22

      assertRecovers(shop);
    }
    assertThat(rotation.timeline().names()).endsWith("RotationSucceeded");
  }

  @Test
  @DisplayName("ROT-12, ROT-32: where no retry helps, moving AWSCURRENT by hand does")
  void aHandRepairsARotationThatStaysBroken() throws Exception {
    var rotation =
        aws.rotation(SECRET)
            .with(DatabaseRotation.singleUser(database.users()))
            .logins(database.users());
    rotation.failAt(TEST_SECRET).always().before();

    try (var shop = new Shop(secrets, SECRET, database.url(), SHORT)) {
      rotate(rotation);
      aws.clock().advance(Duration.ofHours(1)); // five attempts, all in vain
      shop.reconnect();
      assertThat(failuresOf(shop, 1)).isEqualTo(1);
      assertThat(rotation.timeline().names()).filteredOn("RotationFailed"::equals).hasSize(5);

      secrets.cancelRotateSecret(request -> request.secretId(SECRET));
      secrets.updateSecretVersionStage(
          request ->
              request
                  .secretId(SECRET)
                  .versionStage("AWSCURRENT")
                  .removeFromVersionId(version("AWSCURRENT"))
                  .moveToVersionId(version("AWSPENDING")));

      assertRecovers(shop);
    }
    assertThat(database.logsIn(app(), password("AWSCURRENT"))).isTrue();
  }

  private String app() {
    return "app" + database.suffix();
  }

  private void rotate(Rotation rotation) {
    secrets.rotateSecret(
        request -> request.secretId(SECRET).rotationLambdaARN(rotation.lambdaArn()));
  }

  private static void pauseAfterEachStep(Rotation rotation) {
    for (var step : RotationStep.values()) {
      rotation.pauseAfter(step);
    }
  }

  private String current() {
    return Json.parse(value("AWSCURRENT")).path("username").asText();
  }

  private String password(String stage) {
    return Json.parse(value(stage)).path("password").asText();
  }

  private String value(String stage) {
    return secrets
        .getSecretValue(request -> request.secretId(SECRET).versionStage(stage))
        .secretString();
  }

  private String version(String stage) {
    return secrets
        .getSecretValue(request -> request.secretId(SECRET).versionStage(stage))
        .versionId();
  }

  /** Returns, by label, whether the value logs in right after the latest run of a step. */
  private static Map<String, Boolean> after(RotationStep step, Rotation rotation) {
    return rotation.timeline().entries().stream()
        .filter(entry -> entry.what().equals(step.wireName()))
        .reduce((earlier, later) -> later)
        .map(RotationTimeline.Entry::logins)
        .orElseThrow();
  }

  private static int failuresOf(Shop shop, int requests) {
    int failures = 0;
    for (int i = 0; i < requests; i++) {
      try {
        shop.stock("tea");
      } catch (SQLException refused) {
        failures++;
      }
    }
    return failures;
  }

  /** The pool waits longer after each login that failed, so not the very first may succeed. */
  private static void assertRecovers(Shop shop) throws SQLException {
    int failures = 0;
    while (failuresOf(shop, 1) > 0) {
      failures++;
      assertThat(failures).isLessThan(10);
    }
    assertThat(shop.stock("tea")).isEqualTo(7);
  }
}
