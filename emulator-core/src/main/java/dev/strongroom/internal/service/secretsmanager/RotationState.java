package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;

import dev.strongroom.api.ExternalSecretRotationMetadata;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.internal.time.RotationSchedule;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration and progress of a secret's rotation.
 *
 * @param lambdaArn the rotation function; null if another service rotates the secret
 * @param window the next window; null while rotation is disabled or has no rules
 * @param metadata of a managed external secret (ROT-44)
 * @param progress null unless a rotation is under way
 */
public record RotationState(
    boolean enabled,
    @Nullable String lambdaArn,
    @Nullable RotationRules rules,
    @Nullable Window window,
    @Nullable Instant lastRotated,
    @Nullable List<ExternalSecretRotationMetadata> metadata,
    @Nullable String roleArn,
    @Nullable Progress progress) {

  /** The state of a secret whose rotation was never configured. */
  public static final RotationState NONE =
      new RotationState(true, null, null, null, null, null, null, null);

  /**
   * The window of a scheduled rotation (ROT-39).
   *
   * @param closes what callers see as NextRotationDate
   */
  public record Window(Instant opens, Instant closes) {}

  /**
   * A rotation under way.
   *
   * @param versionId the ID of the version that the rotation makes, its ClientRequestToken
   * @param testOnly whether the rotation only tests a copy of the current value (ROT-15)
   * @param step the next step; null when all steps are done
   * @param attempt the number of the attempt, from 1 (ROT-31)
   * @param due when the next step is to be taken; null while the rotation is paused
   * @param underWay whether the step has begun
   */
  public record Progress(
      String versionId,
      String rotationToken,
      boolean testOnly,
      @Nullable RotationStep step,
      int attempt,
      @Nullable Instant due,
      boolean underWay) {

    /** A rotation whose next step has not begun. */
    public Progress(
        String versionId,
        String rotationToken,
        boolean testOnly,
        @Nullable RotationStep step,
        int attempt,
        @Nullable Instant due) {
      this(versionId, rotationToken, testOnly, step, attempt, due, false);
    }

    /** Returns this rotation when its next step has begun. */
    public Progress begun() {
      return new Progress(versionId, rotationToken, testOnly, step, attempt, due, true);
    }

    /** Leaves out the rotation token, which grants a permission. */
    @Override
    public String toString() {
      return (testOnly ? "test of " : "rotation to ")
          + versionId
          + ", attempt "
          + attempt
          + ", next "
          + (step == null ? "the end" : step.wireName())
          + (due == null ? ", paused" : " at " + due);
    }

    /** Returns this rotation at another step. */
    public Progress at(@Nullable RotationStep next, @Nullable Instant nextDue) {
      return new Progress(versionId, rotationToken, testOnly, next, attempt, nextDue);
    }

    /** Returns this rotation at the first step of its next attempt. */
    public Progress again(Instant nextDue) {
      return new Progress(
          versionId, rotationToken, testOnly, RotationStep.CREATE_SECRET, attempt + 1, nextDue);
    }
  }

  /** Returns the first window of these rules after a change and after now; null without rules. */
  public static @Nullable Window window(
      @Nullable RotationRules rules, Instant lastChange, Instant now) {
    if (rules == null) {
      return null;
    }
    var window = schedule(rules).windowAfter(lastChange, now);
    return new Window(window.opens(), window.closes());
  }

  /**
   * Returns the schedule of these rules.
   *
   * @throws dev.strongroom.api.ServiceError InvalidParameterException if there is none
   */
  public static RotationSchedule schedule(RotationRules rules) {
    try {
      return RotationSchedule.of(
          rules.automaticallyAfterDays(), rules.scheduleExpression(), rules.duration());
    } catch (IllegalArgumentException refusal) {
      throw INVALID_PARAMETER.error(String.valueOf(refusal.getMessage()));
    }
  }

  /**
   * Returns the rules as callers see them: a schedule's with the days that it amounts to (ROT-6).
   */
  @Nullable RotationRules shownRules(Instant lastChange) {
    return rules == null
        ? null
        : new RotationRules(
            schedule(rules).days(lastChange), rules.duration(), rules.scheduleExpression());
  }

  /** Returns when the rotation has work to do; null if it has none. */
  @Nullable Instant due() {
    if (progress != null) {
      return progress.due();
    }
    return window == null ? null : window.opens();
  }

  /** Returns a copy with some components changed. */
  public RotationState with(Consumer<Draft> changes) {
    var draft = new Draft(this);
    changes.accept(draft);
    return new RotationState(
        draft.enabled,
        draft.lambdaArn,
        draft.rules,
        draft.window,
        draft.lastRotated,
        draft.metadata,
        draft.roleArn,
        draft.progress);
  }

  /** The components of a rotation, to be changed. */
  public static final class Draft {
    public boolean enabled;
    public @Nullable String lambdaArn;
    public @Nullable RotationRules rules;
    public @Nullable Window window;
    public @Nullable Instant lastRotated;
    public @Nullable List<ExternalSecretRotationMetadata> metadata;
    public @Nullable String roleArn;
    public @Nullable Progress progress;

    private Draft(RotationState rotation) {
      enabled = rotation.enabled;
      lambdaArn = rotation.lambdaArn;
      rules = rotation.rules;
      window = rotation.window;
      lastRotated = rotation.lastRotated;
      metadata = rotation.metadata;
      roleArn = rotation.roleArn;
      progress = rotation.progress;
    }
  }
}
