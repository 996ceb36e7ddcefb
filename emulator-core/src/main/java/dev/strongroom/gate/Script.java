package dev.strongroom.gate;

import dev.strongroom.api.RotationStep;
import dev.strongroom.rotation.LoginCheck;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a test has told the rotations of one secret to do. */
final class Script {

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

  synchronized @Nullable LoginCheck logins() {
    return logins;
  }
}
