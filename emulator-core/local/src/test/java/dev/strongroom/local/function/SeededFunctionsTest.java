package dev.strongroom.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rotation functions and faults in seeds. */
@Timeout(60)
class SeededFunctionsTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
  private static final String ROTATED =
      """
      secrets:
        - name: api
          string: hunter2
          rotation: {function: %1$s, days: 1%2$s}
      functions:
        - {arn: "%1$s", code: "builtin:password"}
      """;

  @TempDir Path folder;

  @Test
  void functionOfASeedRotatesAtOnceIfAskedTo() {
    try (var aws = emulator(ROTATED.formatted(ARN, ", immediately: true"))) {
      assertThat(value(aws, "api")).hasSize(32);
    }
  }

  @Test
  void functionOfASeedRotatesOnSchedule() {
    var seed = Seed.parse(ROTATED.formatted(ARN, ""));
    try (var aws = SecretsEmulator.builder().seed(seed).frozenAt(Instant.EPOCH).build()) {
      assertThat(value(aws, "api")).isEqualTo("hunter2");

      aws.clock().advance(Duration.ofDays(2));

      assertThat(value(aws, "api")).hasSize(32);
    }
  }

  @Test
  void forkHasTheFunctionsAndTheFaultsOfTheSeed() {
    try (var aws =
            emulator(
                ROTATED.formatted(ARN, "")
                    + "faults:\n  - {on: GetSecretValue, first: 1, throttle: true}\n");
        var fork = aws.fork()) {
      assertThatExceptionOfType(ServiceError.class).isThrownBy(() -> value(aws, "api"));
      assertThatExceptionOfType(ServiceError.class).isThrownBy(() -> value(fork, "api"));
      assertThat(value(fork, "api")).isEqualTo("hunter2");
    }
  }

  @Test
  void wrongFunctionOrFaultIsSaidWithItsPlaceAndLeavesNothing() throws Exception {
    var file = folder.resolve("seed.yaml");
    Files.writeString(
        file, "secrets: [{name: a}]\nfunctions:\n- {arn: nobody, code: 'builtin:password'}\n");
    var function = Seed.load(file);
    Files.writeString(
        file,
        """
        secrets: [{name: a}]
        faults:
        - {on: GetSecretValue, throttle: true}
        - {explode: true}
        """);
    var fault = Seed.load(file);

    try (var aws = SecretsEmulator.create()) {
      var before = aws.snapshot();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> aws.seed(function))
          .withMessageStartingWith(file + ":3:3: Function 'nobody': A Lambda function's ARN");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> aws.seed(fault))
          .withMessageStartingWith(file + ":4:3: A fault: There is no member 'explode' here");

      assertThat(aws.snapshot()).isEqualTo(before);
      assertThat(aws.faults().all()).isEmpty();
    }
  }

  @Test
  @Tag("thorough")
  void jarOfASeedIsFoundBesideIt() throws Exception {
    var jar = Handlers.jar(folder, "Rotate", Handlers.ROTATE);
    var file = folder.resolve("seed.yaml");
    Files.writeString(
        file,
        """
        secrets:
          - {name: api, string: hunter2, rotation: {function: "%1$s", days: 1, immediately: true}}
        functions:
          - {arn: "%1$s", code: "%2$s#com.example.Rotate", classPath: ["%3$s"]}
        """
            .formatted(ARN, folder.relativize(jar), Handlers.lambdaCore()));

    try (var aws = SecretsEmulator.builder().seed(Seed.load(file)).build()) {
      assertThat(value(aws, "api")).isNotEqualTo("hunter2").hasSize(32);
    }
  }

  @Test
  void changedFaultsAndFunctionsAreFollowedAndResetGoesBackToTheChangedSeed() throws Exception {
    var earlier = Seed.parse("secrets: [{name: a, string: one}]");
    var later =
        Seed.parse(
            "secrets: [{name: a, string: two}, {name: b, string: x}]\n"
                + "faults: [{on: DescribeSecret, throttle: true}]\n"
                + "functions: [{arn: '"
                + ARN
                + "', code: 'builtin:password'}]");
    try (var aws = SecretsEmulator.builder().seed(earlier).build();
        var endpoint = Endpoint.start(aws, 0)) {
      endpoint.reseed(earlier, later, false);
      var seeded = aws.snapshot();
      assertThat(value(aws, "a")).isEqualTo("two");
      assertThat(aws.faults().all()).hasSize(1);
      aws.seed(Seed.of(Seed.secret("c").string("y")));
      aws.faults().on("GetSecretValue").throttle();

      reset(endpoint);

      assertThat(aws.snapshot()).hasToString(seeded.toString());
      assertThat(value(aws, "a")).isEqualTo("two");
      assertThat(aws.faults().all()).hasSize(1);
    }
  }

  @Test
  void resetAfterAChangedSeedKeepsTheArnsThatTheChangeGave() throws Exception {
    var earlier = Seed.parse("secrets: [{name: a, string: one}]");
    var later = Seed.parse("secrets: [{name: a, string: one}, {name: b, string: x}]");
    try (var aws = SecretsEmulator.builder().seed(earlier).build();
        var endpoint = Endpoint.start(aws, 0)) {
      endpoint.reseed(earlier, later, false);
      var arn = aws.as(aws.administrator()).call(GetSecretValue.of("b")).arn();

      reset(endpoint);

      assertThat(aws.as(aws.administrator()).call(GetSecretValue.of("b")).arn()).isEqualTo(arn);
    }
  }

  @Test
  void scheduleRunsByItselfInTheBackground() throws Exception {
    try (var aws = emulator(ROTATED.formatted(ARN, ""))) {
      var rotated = new CountDownLatch(1);
      aws.onEvent(
          event -> {
            if ("RotationSucceeded".equals(event.detail().get("eventName"))) {
              rotated.countDown();
            }
          });
      aws.background();

      EmulatorInternals.engine(aws)
          .clock()
          .rewind(new EmulatorClock.Mark(true, Duration.ofDays(2).toMillis())); // as time passes

      assertThat(rotated.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(value(aws, "api")).hasSize(32);
    }
  }

  private static void reset(Endpoint endpoint) throws Exception {
    var request =
        HttpRequest.newBuilder(endpoint.uri().resolve("/_strongroom/reset"))
            .header("X-Strongroom-Admin", "true")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.noBody())
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static SecretsEmulator emulator(String yaml) {
    return SecretsEmulator.builder().seed(Seed.parse(yaml)).build();
  }

  private static String value(SecretsEmulator aws, String secret) {
    var read = aws.as(aws.administrator()).call(GetSecretValue.of(secret));
    return Objects.requireNonNull(read.secretString()).text();
  }
}
