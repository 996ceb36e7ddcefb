package dev.strongroom.local.internal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.SecretValue;
import dev.strongroom.rotation.LoginCheck;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logins to a database that answers, refuses, or does not answer at all. */
@Timeout(60)
class DatabaseFunctionTest {

  private static final SecretValue VALUE = SecretValue.ofText("hunter2");

  private static DatabaseFunction checking(LoginCheck check, Duration longest) {
    return new DatabaseFunction((event, service) -> {}, check, longest);
  }

  @Test
  void loginIsTheDatabasesAnswer() throws Exception {
    var minute = Duration.ofMinutes(1);

    assertThat(checking(VALUE::equals, minute).canLogIn(VALUE)).isTrue();
    assertThat(checking(value -> false, minute).canLogIn(VALUE)).isFalse();
    assertThatThrownBy(
            () ->
                checking(
                        value -> {
                          throw new IllegalStateException("no driver");
                        },
                        minute)
                    .canLogIn(VALUE))
        .hasRootCauseMessage("no driver");
  }

  @Test
  void databaseThatDoesNotAnswerKeepsNeitherTheCallerNorMoreThanSomeThreads() throws Exception {
    var answers = new CountDownLatch(1);
    var over = new CountDownLatch(DatabaseFunction.AT_A_TIME);
    var function =
        checking(
            value -> {
              while (answers.getCount() > 0) { // as a driver that does not heed interrupts
                try {
                  answers.await();
                } catch (InterruptedException goesOn) {
                  // waits for the answer
                }
              }
              over.countDown();
              return true;
            },
            Duration.ofMillis(20));
    for (int i = 0; i < DatabaseFunction.AT_A_TIME; i++) {
      assertThatThrownBy(() -> function.canLogIn(VALUE)).isInstanceOf(TimeoutException.class);
    }

    assertThatThrownBy(() -> function.canLogIn(VALUE))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("The database has not answered earlier logins yet");

    answers.countDown();
    assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
