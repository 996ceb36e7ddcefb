package dev.strongroom.concurrency;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Event;
import dev.strongroom.contract.Secrets;
import dev.strongroom.rotation.Database;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.rotation.SingleUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rotations that stand still, that meet, or that are called back from: nobody waits for another.
 */
class PausedRotationTest {

  private static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");
  private static final long PATIENCE_SECONDS = 120; // a hung test ends, it doesn't wait for it

  private final SecretsEmulator aws = emulator();
  private final Secrets secrets = secrets(aws);

  private static SecretsEmulator emulator() {
    return SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  }

  private static Secrets secrets(SecretsEmulator emulator) {
    return new Secrets(emulator.as(emulator.administrator())::call);
  }

  /** Makes a secret with a database of its own, and the function that rotates both. */
  private static Database database(SecretsEmulator emulator, String name) {
    secrets(emulator).create(name, Secrets.token(1), Database.secret("app", "one"));
    var database = new Database("app", "one");
    emulator.rotation(name).with(new SingleUser(database));
    return database;
  }

  private static void rotate(SecretsEmulator emulator, String name) {
    rotate(emulator, name, 2);
  }

  private static void rotate(SecretsEmulator emulator, String name, int token) {
    var lambda = emulator.rotation(name).lambdaArn();
    secrets(emulator)
        .call(RotateSecret.of(name, Secrets.token(token)).withRotationLambdaARN(lambda));
  }

  private static boolean isRotated(SecretsEmulator emulator, String name) {
    return secrets(emulator).describe(name).lastRotatedDate() != null;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("somebody comes").isTrue();
  }

  /** The simplest function that gets a rotation to its end. */
  private static final RotationFunction PLAIN = new SingleUser(new Database("app", "one"));

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
  @DisplayName("a rotation cancelled in the middle of a step goes no further, whatever that does")
  void cancelInTheMiddleOfAStep() {
    secrets.create("a", Secrets.token(1), Database.secret("app", "one"));
    var steps = new ArrayList<RotationStep>();
    aws.rotation("a")
        .with(
            (event, service) -> {
              steps.add(event.step());
              secrets.call(new CancelRotateSecret("a"));
            });

    rotate(aws, "a");
    aws.clock().advance(Duration.ofDays(1));

    assertThat(steps).containsExactly(RotationStep.CREATE_SECRET);
    assertThat(aws.rotation("a").timeline().entries().get(1).outcome())
        .isEqualTo("succeeded, in a rotation that had ended");
    assertThat(serviceEvents()).containsExactly("RotationStarted");
  }

  @Test
  @DisplayName("what a function begins is done after its rotation; time it lets pass has passed")
  void functionThatCallsBackIsNotReentered() {
    var order = new ArrayList<String>();
    database(aws, "paused");
    aws.rotation("paused").pauseBefore(RotationStep.FINISH_SECRET);
    rotate(aws, "paused");
    secrets.create("a", Secrets.token(1), Database.secret("app", "one"));
    secrets.create("b", Secrets.token(1), Database.secret("app", "one"));
    var ofB = new SingleUser(new Database("app", "one"));
    aws.rotation("b")
        .with(
            (event, service) -> {
              order.add("b " + event.step());
              ofB.rotate(event, service);
            });
    var ofA = new SingleUser(new Database("app", "one"));
    aws.rotation("a")
        .with(
            (event, service) -> {
              order.add("a " + event.step());
              if (event.step() == RotationStep.CREATE_SECRET) {
                rotate(aws, "b");
                aws.clock().advance(Duration.ofHours(1));
                aws.rotation("paused").resume();
                assertThat(isRotated(aws, "paused")).isFalse();
              }
              ofA.rotate(event, service);
            });

    rotate(aws, "a");

    assertThat(order)
        .containsExactly(
            "a CREATE_SECRET",
            "a SET_SECRET",
            "a TEST_SECRET",
            "a FINISH_SECRET",
            "b CREATE_SECRET",
            "b SET_SECRET",
            "b TEST_SECRET",
            "b FINISH_SECRET");
    assertThat(secrets.describe("a").lastRotatedDate()).isEqualTo(START.plus(Duration.ofHours(1)));
    assertThat(isRotated(aws, "b")).isTrue();
    assertThat(isRotated(aws, "paused")).isTrue();
    assertThat(aws.clock().instant()).isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @Test
  @DisplayName("a function that resumes its own rotation is told that it isn't paused")
  void functionCannotResumeItself() {
    secrets.create("a", Secrets.token(1), Database.secret("app", "one"));
    aws.rotation("a").with((event, service) -> aws.rotation("a").resume());

    rotate(aws, "a");

    assertThat(aws.rotation("a").timeline().entries().get(1).failure())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not paused");
  }

  @Test
  @DisplayName("two threads rotate two secrets of one emulator at the same time")
  void twoThreadsRotateAtTheSameTime() throws Exception {
    var bothInside = new CyclicBarrier(2);
    for (var name : List.of("a", "b")) {
      secrets.create(name, Secrets.token(1), Database.secret("app", "one"));
      var function = new SingleUser(new Database("app", "one"));
      aws.rotation(name)
          .with(
              (event, service) -> {
                bothInside.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                function.rotate(event, service);
              });
    }

    try (var crew = new WorkerPool(2)) {
      WorkerPool.results(
              List.of(
                  crew.start(
                      () -> {
                        rotate(aws, "a");
                        return isRotated(aws, "a");
                      }),
                  crew.start(
                      () -> {
                        rotate(aws, "b");
                        return isRotated(aws, "b");
                      })))
          .forEach(rotated -> assertThat(rotated).isTrue());
    }
  }

  @Test
  @DisplayName("a rotation in a thread's step is nobody else's, and lets clock and others go on")
  void othersGoOnDuringAStep() throws Exception {
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    secrets.create("a", Secrets.token(1), Database.secret("app", "one"));
    var took = Collections.synchronizedList(new ArrayList<Thread>());
    var function = new SingleUser(new Database("app", "one"));
    aws.rotation("a")
        .with(
            (event, service) -> {
              took.add(Thread.currentThread());
              inside.countDown();
              await(leave);
              function.rotate(event, service);
            });
    database(aws, "b");

    try (var crew = new WorkerPool(1)) {
      var rotating =
          crew.start(
              () -> {
                rotate(aws, "a");
                return Thread.currentThread();
              });
      await(inside);
      var refusal = catchThrowableOfType(ServiceError.class, () -> rotate(aws, "a", 3));
      assertThat(refusal.code()).isEqualTo(INVALID_REQUEST);
      rotate(aws, "b");
      aws.clock().advance(Duration.ofHours(1));
      assertThat(isRotated(aws, "b")).isTrue();
      assertThat(isRotated(aws, "a")).isFalse();
      leave.countDown();

      assertThat(took).doesNotContain(Thread.currentThread());
      assertThat(took).containsOnly(WorkerPool.result(rotating));
    }
    assertThat(isRotated(aws, "a")).isTrue();
  }

  @Test
  @DisplayName("a value put by hand while the function is at work abandons the rotation")
  void putDuringAStep() throws Exception {
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    secrets.create("a", Secrets.token(1), Database.secret("app", "one"));
    aws.rotation("a")
        .with(
            (event, service) -> {
              inside.countDown();
              await(leave);
              PLAIN.rotate(event, service);
            });

    try (var crew = new WorkerPool(1)) {
      var rotating =
          crew.start(
              () -> {
                rotate(aws, "a");
                return true;
              });
      await(inside);
      secrets.put("a", Secrets.token(3), Database.secret("app", "by hand"));
      leave.countDown();
      assertThat(WorkerPool.result(rotating)).isTrue();
    }

    assertThat(secrets.get("a")).isEqualTo(Database.secret("app", "by hand"));
    assertThat(secrets.stages("a")).doesNotContainKey(Secrets.token(2));
    assertThat(serviceEvents()).containsExactly("RotationStarted", "RotationAbandoned");
  }

  @Test
  @DisplayName("listeners may read, and rotate another secret when one is done")
  void listenersCallBack() {
    database(aws, "a");
    database(aws, "b");
    var read = new ArrayList<String>();
    aws.onEvent(
        event -> {
          if (Event.SERVICE_EVENT.equals(event.detailType())
              && event.detail().get("eventName").equals("RotationSucceeded")) {
            read.add(secrets.get("a"));
            if (read.size() == 1) {
              rotate(aws, "b");
            }
          }
        });

    rotate(aws, "a");

    assertThat(read).containsExactly(Database.secret("app", "new"), Database.secret("app", "new"));
    assertThat(isRotated(aws, "b")).isTrue();
  }

  @Test
  @DisplayName("a listener's failed assertion is seen, and stops no rotation for others")
  void listenersErrorIsSeen() throws Exception {
    database(aws, "a");
    database(aws, "b");
    var subscription =
        aws.onEvent(
            event -> {
              throw new AssertionError("seen");
            });
    assertThatThrownBy(() -> rotate(aws, "a")).isInstanceOf(Error.class).hasMessage("seen");
    subscription.close();

    try (var crew = new WorkerPool(1)) {
      WorkerPool.result(
          crew.start(
              () -> {
                aws.clock().advance(Duration.ofMinutes(10)); // it met the function as well
                return true;
              }));
    }
    assertThat(isRotated(aws, "a")).as("whichever thread lets time pass next").isTrue();
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

  private List<String> serviceEvents() {
    return aws.audit().records().stream()
        .filter(AuditRecord::isServiceEvent)
        .map(AuditRecord::operation)
        .toList();
  }
}
