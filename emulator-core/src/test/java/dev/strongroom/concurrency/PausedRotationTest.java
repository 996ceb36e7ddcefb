package dev.strongroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.RotationStep;
import dev.strongroom.contract.Secrets;
import dev.strongroom.rotation.Database;
import dev.strongroom.rotation.SingleUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rotations that are paused and resumed: nobody waits for another. */
class PausedRotationTest extends RotatingFixture {

  @ParameterizedTest(name = "before {0}")
  @EnumSource
  @DisplayName("while a rotation is paused, everybody reads at once, and writes too")
  void nobodyWaitsForAPausedRotation(RotationStep step) throws Exception {
    var database = database(aws, "a");
    secrets.create("b", Secrets.token(1), Database.secret("app", "one"));
    var read = new ArrayList<String>();
    aws.rotation("b")
        .with(
            (event, service) -> // the function reads a secret whose rotation is paused
            read.add(service.call(GetSecretValue.of("a")).secretString().text()));
    aws.rotation("a").pauseBefore(step);

    rotate(aws, "a");

    assertThat(aws.rotation("a").isPaused()).isTrue();
    assertThat(secrets.get("a")).isEqualTo(Database.secret("app", "one"));
    rotate(aws, "b");
    assertThat(read).hasSize(4).containsOnly(Database.secret("app", "one"));
    try (var crew = new WorkerPool(2)) {
      var reader = crew.start(() -> secrets.get("a"));
      var writer = crew.start(() -> secrets.create("c", Secrets.token(1), "see"));
      assertThat(WorkerPool.result(reader)).isEqualTo(Database.secret("app", "one"));
      assertThat(WorkerPool.result(writer).name()).isEqualTo("c");
    }
    assertThat(aws.rotation("a").isPaused()).isTrue();
    aws.rotation("a").resume();
    assertThat(secrets.get("a")).isEqualTo(Database.secret("app", "new"));
    assertThat(database.password("app")).isEqualTo("new");
  }

  @Test
  @DisplayName("after the last step, a pause leaves only the verdict open")
  void pausesAfterTheLastStep() {
    database(aws, "a");
    aws.rotation("a").pauseAfter(RotationStep.FINISH_SECRET);

    rotate(aws, "a");

    assertThat(secrets.get("a")).isEqualTo(Database.secret("app", "new"));
    assertThat(isRotated(aws, "a")).isFalse();
    aws.rotation("a").resume();
    assertThat(isRotated(aws, "a")).isTrue();
  }

  @Test
  @DisplayName("a rotation can be paused at every step in turn, in any emulator of the thread")
  void pausesOneAfterTheOther() {
    database(aws, "a");
    for (var step : RotationStep.values()) {
      aws.rotation("a").pauseBefore(step);
    }

    rotate(aws, "a");

    for (int pauses = 0; pauses < 4; pauses++) {
      assertThat(aws.rotation("a").isPaused()).isTrue();
      aws.clock().advance(Duration.ofDays(1)); // time alone doesn't end a pause
      assertThat(aws.rotation("a").isPaused()).isTrue();
      aws.rotation("a").resume();
    }
    assertThat(isRotated(aws, "a")).isTrue();
  }

  @Test
  @DisplayName("neither rotations nor pauses make threads")
  void noThreadIsMade() throws Exception {
    var group = new ThreadGroup("rotating"); // what a thread starts belongs to its group
    var left = new AtomicReference<List<Thread>>();
    var failure = new AtomicReference<Throwable>();
    var thread =
        new Thread(
            group,
            () -> {
              database(aws, "a");
              aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
              aws.rotation("a").failAt(RotationStep.TEST_SECRET).after();
              rotate(aws, "a");
              secrets.get("a");
              aws.rotation("a").resume();
              aws.clock().advance(Duration.ofDays(1));
              aws.rotation("a").pauseBefore(RotationStep.CREATE_SECRET);
              rotate(aws, "a", 3);
              var threads = new Thread[10];
              left.set(Arrays.asList(threads).subList(0, group.enumerate(threads)));
            });
    thread.setUncaughtExceptionHandler((dead, cause) -> failure.set(cause));

    thread.start();
    thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

    assertThat(failure.get()).isNull();
    assertThat(left.get()).containsExactly(thread);
    assertThat(aws.rotation("a").isPaused()).isTrue();
  }

  @Test
  @DisplayName("two emulators rotate side by side, one even inside a step of the other")
  void emulatorsDoNotMeet() {
    var other = emulator();
    database(aws, "a");
    database(other, "a");
    var there = new ArrayList<Boolean>();
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(aws, "a");
    var function = new SingleUser(new Database("app", "one"));
    aws.rotation("a")
        .with(
            (event, service) -> {
              if (event.step() == RotationStep.TEST_SECRET) {
                rotate(other, "a");
                there.add(isRotated(other, "a"));
              }
              function.rotate(event, service);
            });

    aws.rotation("a").resume();

    assertThat(there).containsExactly(true);
    assertThat(isRotated(aws, "a")).isTrue();
  }

  @Test
  @DisplayName("another thread resumes, and takes the remaining steps")
  void anotherThreadResumes() throws Exception {
    var took = Collections.synchronizedList(new ArrayList<Thread>());
    secrets.create("a", Secrets.token(1), Database.secret("app", "one"));
    var function = new SingleUser(new Database("app", "one"));
    aws.rotation("a")
        .with(
            (event, service) -> {
              took.add(Thread.currentThread());
              function.rotate(event, service);
            })
        .pauseBefore(RotationStep.TEST_SECRET);
    rotate(aws, "a");

    try (var crew = new WorkerPool(1)) {
      var resumed =
          WorkerPool.result(
              crew.start(
                  () -> {
                    aws.rotation("a").resume();
                    return Thread.currentThread();
                  }));

      var here = Thread.currentThread();
      assertThat(took).containsExactly(here, here, resumed, resumed);
    }
    assertThat(isRotated(aws, "a")).isTrue();
  }

  @Test
  @DisplayName("what isn't paused can't be resumed, be it there, rotated, cancelled or not")
  void onlyPausedRotationIsResumed() {
    var text = "The rotation of 'a' is not paused, so that it can't be resumed";
    assertThatThrownBy(() -> aws.rotation("a").resume())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(text);
    database(aws, "a");
    rotate(aws, "a");
    assertThatThrownBy(() -> aws.rotation("a").resume()).hasMessage(text);
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(aws, "a", 3);
    secrets.call(new CancelRotateSecret("a"));
    assertThatThrownBy(() -> aws.rotation("a").resume()).hasMessage(text);
  }

  @Test
  @DisplayName("ROT-17: asynchronous rotation leaves the steps to the clock")
  void asynchronousRotationIsLeftToTheClock() {
    var own = SecretsEmulator.builder().frozenAt(START).asynchronousRotation(true).build();
    database(own, "a");

    rotate(own, "a");

    assertThat(isRotated(own, "a")).isFalse();
    assertThat(secrets(own).stages("a").get(Secrets.token(2))).containsExactly("AWSPENDING");
    own.clock().advance(Duration.ZERO);
    assertThat(isRotated(own, "a")).isTrue();
  }
}
