package dev.strongroom.local.internal.function;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationFunction;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A rotation function for a database that also finds out which values log in. A login has its time:
 * who asks does not wait longer for a database that does not answer.
 */
final class DatabaseFunction implements RotationFunction, LoginCheck {

  static final int AT_A_TIME = 4;

  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final RotationFunction function;
  private final LoginCheck logins;
  private final Duration longest;
  private final Semaphore free = new Semaphore(AT_A_TIME);

  DatabaseFunction(RotationFunction function, LoginCheck logins) {
    this(function, logins, LONGEST);
  }

  DatabaseFunction(RotationFunction function, LoginCheck logins, Duration longest) {
    this.function = function;
    this.logins = logins;
    this.longest = longest;
  }

  @Override
  public void rotate(RotationEvent event, ServiceClient service) throws Exception {
    function.rotate(event, service);
  }

  @Override
  public boolean canLogIn(SecretValue value) throws Exception {
    if (!free.tryAcquire()) {
      throw new TimeoutException("The database has not answered earlier logins yet");
    }
    var login = new FutureTask<>(() -> logins.canLogIn(value));
    var thread =
        new Thread(
            () -> {
              try {
                login.run();
              } finally {
                free.release();
              }
            },
            "strongroom-login");
    thread.setDaemon(true);
    thread.start();
    try {
      return login.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      thread.interrupt(); // which a driver may heed; one that does not keeps its place
    }
  }

  /** Returns where the code is. */
  @Override
  public String toString() {
    return function.toString();
  }
}
