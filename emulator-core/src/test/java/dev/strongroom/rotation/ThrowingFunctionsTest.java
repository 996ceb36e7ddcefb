package dev.strongroom.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.Rotation;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.contract.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step is concluded, whatever a function throws: time goes on, and so do other rotations. */
class ThrowingFunctionsTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration GAP = Duration.ofMinutes(10);

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Secrets secrets = new Secrets(aws.as(aws.administrator())::call);
  private final Database database = new Database("app", "one");

  /** What is thrown, and the name that the timeline gives it. */
  private enum Failure {
    STACK_OVERFLOW("StackOverflowError") {
      @Override
      void happen() {
        assertThat(depth()).isNegative(); // is never reached
      }
    },
    OUT_OF_MEMORY("OutOfMemoryError") {
      @Override
      void happen() {
        var tooLarge = new long[Integer.MAX_VALUE][Integer.MAX_VALUE];
        assertThat(tooLarge).isEmpty(); // is never reached
      }
    },
    ASSERTION("AssertionError") {
      @Override
      void happen() {
        throw new AssertionError("expected");
      }
    },
    CHECKED("IOException") {
      @Override
      void happen() {
        throw sneaky(new IOException("as Kotlin does"));
      }
    };

    private final String wireName;

    Failure(String wireName) {
      this.wireName = wireName;
    }

    abstract void happen();

    @SuppressWarnings("InfiniteRecursion") // on purpose
    private static int depth() {
      return depth() + 1;
    }

    @SuppressWarnings("unchecked") // on purpose: the caller throws a checked exception undeclared
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
      throw (T) thrown;
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(Failure.values())
        .flatMap(
            failure -> Stream.of(RotationStep.values()).map(step -> Arguments.of(failure, step)));
  }

  @ParameterizedTest(name = "A2: ROT-31: {0} in {1} fails the step, and the next attempt succeeds")
  @MethodSource("failures")
  void failedStepIsConcludedAndTriedAgain(Failure failure, RotationStep step) {
    var rotation = throwingOnceAt(step, failure);

    rotate("db");

    assertThat(secrets.describe("db").lastRotatedDate()).isNull();
    assertThat(outcomes(rotation.timeline(), step)).containsExactly("failed: " + failure.wireName);

    aws.clock().advance(GAP);

    assertThat(aws.clock().instant()).isEqualTo(START.plus(GAP));
    assertThat(outcomes(rotation.timeline(), step)).last().isEqualTo("succeeded");
    assertThat(secrets.describe("db").lastRotatedDate()).isEqualTo(START.plus(GAP));
    assertThat(database.password("app")).isEqualTo("new");
  }

  @ParameterizedTest(name = "A2: {0} in a scheduled rotation holds up neither time nor others")
  @EnumSource(Failure.class)
  void scheduledRotationsThatThrowHoldUpNeitherTimeNorOthers(Failure failure) {
    rotated("db", new SingleUser(database));
    rotated("other", new PasswordRotation());
    rotate("db");
    rotate("other");
    aws.rotation("db").with((event, service) -> failure.happen());

    var end = START.plus(Duration.ofDays(40));
    aws.clock().advanceTo(end);

    assertThat(aws.clock().instant()).isEqualTo(end);
    assertThat(secrets.describe("db").lastRotatedDate()).isEqualTo(START);
    assertThat(secrets.describe("other").lastRotatedDate()).isAfter(START);
    aws.rotation("db").with(new SingleUser(database));
    aws.clock().advance(Duration.ofDays(31));
    assertThat(secrets.describe("db").lastRotatedDate()).isAfter(end);
  }

  @ParameterizedTest(name = "A2: {0} in a LoginCheck means that nobody logs in")
  @EnumSource(Failure.class)
  void checkOfLoginsThatThrowsMeansThatNobodyLogsIn(Failure failure) {
    rotated("db", new SingleUser(database));
    aws.rotation("db")
        .logins(
            value -> {
              failure.happen();
              return true;
            });

    rotate("db");
    aws.clock().advance(GAP);

    assertThat(secrets.describe("db").lastRotatedDate()).isEqualTo(START);
    assertThat(aws.rotation("db").timeline().entries())
        .filteredOn(entry -> entry.attempt() > 0)
        .hasSize(4)
        .allSatisfy(entry -> assertThat(entry.logins()).isNotEmpty().doesNotContainValue(true));
  }

  @Test
  @DisplayName("A9: a secret that is gone leaves no timeline, also if a step was under way")
  void goneSecretsLeaveNoTimelines() {
    for (var name : List.of("forced", "expired", "restored", "inside", "replaced")) {
      rotated(name, new PasswordRotation());
    }
    var before = aws.snapshot();
    rotated("late", new PasswordRotation());
    aws.rotation("inside").with((event, service) -> secrets.forceDelete("inside"));
    aws.rotation("replaced").with((event, service) -> replaced(service));
    for (var name : List.of("forced", "expired", "restored", "late", "inside", "replaced")) {
      rotate(name);
    }
    assertThat(aws.rotations())
        .extracting(timeline -> timeline.secretArn().replaceAll(".*:secret:(.*)-.*", "$1"))
        .containsExactly("expired", "forced", "late", "restored");

    secrets.forceDelete("forced");
    secrets.delete("expired");
    aws.clock().advance(Duration.ofDays(30));
    assertThat(aws.rotations()).hasSize(2);

    aws.restore(before);
    assertThat(aws.rotations())
        .extracting(RotationTimeline::secretArn)
        .containsExactly(secrets.describe("restored").arn());
  }

  private void replaced(ServiceClient unused) {
    secrets.forceDelete("replaced");
    secrets.create("replaced", Secrets.token(7), "another");
  }

  private Rotation throwingOnceAt(RotationStep step, Failure failure) {
    var works = new SingleUser(database);
    var thrown = new AtomicBoolean();
    return rotated(
        "db",
        (event, service) -> {
          if (event.step() == step && thrown.compareAndSet(false, true)) {
            failure.happen();
          }
          works.rotate(event, service);
        });
  }

  private Rotation rotated(String name, RotationFunction function) {
    secrets.create(name, Secrets.token(1), Database.secret("app", "one"));
    return aws.rotation(name).with(function);
  }

  private void rotate(String name) {
    secrets.call(
        RotateSecret.of(name, Secrets.token(2))
            .withRotationLambdaARN(aws.rotation(name).lambdaArn())
            .withRotationRules(RotationRules.days(30)));
  }

  private static List<String> outcomes(RotationTimeline timeline, RotationStep step) {
    return timeline.entries().stream()
        .filter(entry -> entry.what().equals(step.wireName()))
        .map(RotationTimeline.Entry::outcome)
        .toList();
  }
}
