package dev.strongroom.gate;

import dev.strongroom.api.RotationStep;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationFailure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a test has told the rotations of one secret to do. */
final class Script {

  private final Set<RotationStep> pauses = EnumSet.noneOf(RotationStep.class);
  private boolean pausesAtTheEnd;
  private final List<Told> failures = new ArrayList<>();
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

  /** A failure, and how many attempts it has struck. */
  private static final class Told {

    private final RotationFailure failure;
    private int struck;

    private Told(RotationFailure failure) {
      this.failure = failure;
    }
  }

  synchronized void fail(RotationFailure failure) {
    failures.add(new Told(failure));
  }

  /** The failure that this attempt at a step is to have, if any; it is used up by one. */
  synchronized @Nullable RotationFailure next(RotationStep step) {
    for (var told : failures) {
      if (told.failure.step() == step && told.struck < told.failure.times()) {
        told.struck++;
        return told.failure;
      }
    }
    return null;
  }

  /** Those that never struck. */
  synchronized List<RotationFailure> unused() {
    return failures.stream().filter(told -> told.struck == 0).map(told -> told.failure).toList();
  }

  /** Takes back the latest that is told like this. */
  synchronized void remove(RotationFailure failure) {
    for (int i = failures.size() - 1; i >= 0; i--) {
      if (failures.get(i).failure.equals(failure)) {
        failures.remove(i);
        return;
      }
    }
  }

  synchronized void logins(LoginCheck check) {
    logins = check;
  }

  synchronized @Nullable LoginCheck logins() {
    return logins;
  }
}
