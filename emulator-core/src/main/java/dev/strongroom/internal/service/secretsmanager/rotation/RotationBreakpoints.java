package dev.strongroom.internal.service.secretsmanager.rotation;

import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.service.secretsmanager.KeyService;
import dev.strongroom.internal.service.secretsmanager.Pending;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.rotation.LoginCheck;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a test has scripted for the rotations of one secret. */
final class RotationBreakpoints {

  private final Set<RotationStep> pauses = EnumSet.noneOf(RotationStep.class);
  private boolean pausesAtTheEnd;
  private @Nullable LoginCheck logins;

  /**
   * @param step null for the end of the last step
   */
  synchronized void pauseBefore(@Nullable RotationStep step) {
    if (step == null) {
      pausesAtTheEnd = true;
    } else {
      pauses.add(step);
    }
  }

  /** Whether a rotation is to stop there; one that does uses the pause up, however it goes on. */
  synchronized boolean takesPauseBefore(@Nullable RotationStep step) {
    boolean pauses = pausesBefore(step);
    goOn(step);
    return pauses;
  }

  private boolean pausesBefore(@Nullable RotationStep step) {
    return step == null ? pausesAtTheEnd : pauses.contains(step);
  }

  /** Lets rotations pass there from now on. */
  synchronized void goOn(@Nullable RotationStep step) {
    if (step == null) {
      pausesAtTheEnd = false;
    } else {
      pauses.remove(step);
    }
  }

  synchronized void logins(LoginCheck check) {
    logins = check;
  }

  /** Returns the check that a test has set; else another one. */
  synchronized @Nullable LoginCheck loginsOr(@Nullable LoginCheck other) {
    return logins == null ? other : logins;
  }

  /** Returns which labels' values log in. */
  static Map<String, Boolean> logins(LoginCheck check, Secret secret, KeyService keys) {
    var logins = new LinkedHashMap<String, Boolean>();
    for (var label : List.of("AWSCURRENT", "AWSPENDING", "AWSPREVIOUS")) {
      var value = valueOrNull(secret, label, keys);
      if (value != null) {
        logins.put(label, logsIn(check, value));
      }
    }
    return logins;
  }

  private static @Nullable SecretValue valueOrNull(Secret secret, String label, KeyService keys) {
    try {
      return Pending.value(secret, label, keys);
    } catch (ServiceError unreadable) {
      return null;
    }
  }

  private static boolean logsIn(LoginCheck check, SecretValue value) {
    try {
      return check.canLogIn(value);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Throwable refused) { // also an Error: a step is concluded whatever happens
      return false;
    }
  }
}
