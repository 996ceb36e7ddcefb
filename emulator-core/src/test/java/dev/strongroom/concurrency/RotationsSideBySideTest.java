package dev.strongroom.concurrency;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Secrets;
import dev.strongroom.rotation.Database;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.rotation.SingleUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rotations beside rotations, puts and other calls, on several threads. */
class RotationsSideBySideTest extends RotatingFixture {

  /** The simplest function that gets a rotation to its end. */
  private static final RotationFunction PLAIN = new SingleUser(new Database("app", "one"));

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

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("somebody comes").isTrue();
  }
}
