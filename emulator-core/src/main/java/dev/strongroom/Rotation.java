package dev.strongroom;

import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import dev.strongroom.internal.service.secretsmanager.rotation.RotationControl;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.rotation.RotationTimeline;
import java.util.Objects;

/**
 * The rotations of one secret, under a test's control: the test gives them a function, makes steps
 * fail, pauses and resumes them, and reads their timeline.
 *
 * <p>It applies to the secret of that name, whether or not the secret exists yet. Snapshots and
 * forks don't hold it; forks have the function.
 */
public final class Rotation {

  private final RegisteredFunctions functions;
  private final RotationControl control;

  Rotation(RegisteredFunctions functions, RotationControl control) {
    this.functions = functions;
    this.control = control;
  }

  static void requireName(String secretName) {
    if (secretName.isBlank() || secretName.chars().anyMatch(c -> "*?:".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "rotation(...) takes the name of one secret, but this is '" + secretName + "'");
    }
  }

  /**
   * Registers a function under {@link #lambdaArn}, with an administrator's rights, that Secrets
   * Manager may invoke.
   */
  public Rotation with(RotationFunction function) {
    functions.put(LambdaFunction.of(lambdaArn(), function));
    return this;
  }

  /** Gives the function the rights of a user, role or session, in place of an administrator's. */
  public Rotation as(IamEntity role) {
    functions.put(function().as(role.caller()));
    return this;
  }

  /** {@link #as}, for Kotlin, where that is a keyword. */
  public Rotation actingAs(IamEntity role) {
    return as(role);
  }

  /** Takes the permission to invoke the function away from Secrets Manager (ROT-8). */
  public Rotation withoutPermission() {
    functions.put(function().withoutPermission());
    return this;
  }

  private LambdaFunction function() {
    return Objects.requireNonNull(
        functions.find(lambdaArn()), "Say which function rotates the secret first: with(...)");
  }

  /** The ARN to pass to RotateSecret; the same in each run. */
  public String lambdaArn() {
    return control.lambdaArn();
  }

  /** Pauses the next rotation that comes to this step, before the step's work. */
  public Rotation pauseBefore(RotationStep step) {
    control.pauseBefore(step);
    return this;
  }

  /** Pauses the next rotation that has done this step's work. */
  public Rotation pauseAfter(RotationStep step) {
    control.pauseAfter(step);
    return this;
  }

  /** Returns whether a rotation is paused until {@link #resume}. */
  public boolean isPaused() {
    return control.isPaused();
  }

  /**
   * Resumes the paused rotation on this thread; inside a rotation step, when the step is over.
   *
   * @throws IllegalStateException if none is paused
   */
  public void resume() {
    control.resume();
  }

  /**
   * Begins to declare that a step fails; {@code before()} or {@code after()} declares it. It is one
   * of {@link SecretsEmulator#faults}: listed, counted and removed there.
   */
  public FailingStep failAt(RotationStep step) {
    return new FailingStep(step, 1);
  }

  /** Sets how to find out which of the secret's values can log in. */
  public Rotation logins(LoginCheck check) {
    control.logins(check);
    return this;
  }

  /** Returns what has happened so far; the latest 200 steps and events. */
  public RotationTimeline timeline() {
    return control.timeline();
  }

  @Override
  public String toString() {
    return timeline().toString();
  }

  /** A step that is going to fail. */
  public final class FailingStep {

    private final RotationStep step;
    private final int times;

    private FailingStep(RotationStep step, int times) {
      this.step = step;
      this.times = times;
    }

    /** In so many attempts, at least one; else in one. */
    public FailingStep times(int attempts) {
      if (attempts < 1) {
        throw new IllegalArgumentException(
            "A step fails at least once, but was to fail " + attempts + " times");
      }
      return new FailingStep(step, attempts);
    }

    /** In every attempt. */
    public FailingStep always() {
      return new FailingStep(step, 0);
    }

    /** The function throws before it has done anything. */
    public Rotation before() {
      return before(How.THROW);
    }

    /**
     * It fails in this way before it has done anything.
     *
     * @throws IllegalArgumentException if that can't be
     */
    public Rotation before(How how) {
      return fail(When.BEFORE, how);
    }

    /** The function throws when it has done its work. */
    public Rotation after() {
      return after(How.THROW);
    }

    /**
     * It fails in this way when it has done its work.
     *
     * @throws IllegalArgumentException if that can't be
     */
    public Rotation after(How how) {
      return fail(When.AFTER, how);
    }

    private Rotation fail(When when, How how) {
      var attempts = control.steps().at(step);
      var struck = times == 0 ? attempts : attempts.first(times);
      switch (when) {
        case BEFORE -> struck.before(how);
        case AFTER -> struck.after(how);
      }
      return Rotation.this;
    }
  }
}
