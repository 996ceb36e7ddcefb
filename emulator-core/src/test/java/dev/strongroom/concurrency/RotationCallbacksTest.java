package dev.strongroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.audit.Event;
import dev.strongroom.contract.Secrets;
import dev.strongroom.rotation.Database;
import dev.strongroom.rotation.SingleUser;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Functions and listeners that call the emulator back. */
class RotationCallbacksTest extends RotatingFixture {

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
}
