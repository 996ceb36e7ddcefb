package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.Tag;
import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.iam.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations RotateSecret and CancelRotateSecret, and the progress of rotations: every change
 * of a secret's rotation except those that its function makes.
 */
public final class Rotating {

  private Rotating() {}

  public static void check(RotateSecret request) {
    if (request.clientRequestToken() == null) { // ROT-3: another error than of other operations
      throw INVALID_PARAMETER.error(
          "You must provide a ClientRequestToken value. We recommend a UUID-type value.");
    }
    if (request.rotationRules() != null) {
      RotationState.schedule(request.rotationRules());
    }
  }

  /**
   * Requires permission to use the function and the role of the rotation in other services (ROT-13,
   * POL-13).
   */
  static void permitUse(@Nullable Secret secret, RotateSecret request, Call call) {
    var function = request.rotationLambdaARN();
    boolean asked =
        function != null && !function.isEmpty(); // otherwise the earlier function (ROT-10)
    if (!asked && secret != null && secret.rotation() != null) {
      function = secret.rotation().lambdaArn();
    }
    permitUse("lambda:InvokeFunction", function, call);
    permitUse("iam:PassRole", request.externalSecretRotationRoleArn(), call);
  }

  /** Asks only about the caller's own account: another account guards its functions and roles. */
  private static void permitUse(String action, @Nullable String arn, Call call) {
    if (arn != null && arn.contains(":" + call.caller().accountId() + ":")) {
      call.permitElsewhere(
          new AccessQuestion(action, Resource.of(arn), call.globalConditionKeys().build(), arn));
    }
  }

  public static Change<RotateSecret.Result> rotateSecret(
      Secret secret, RotateSecret request, Context context) {
    secret.requireNotMarkedForDeletion(); // ROT-9
    var token = Objects.requireNonNull(request.clientRequestToken(), "checked");
    var result = new RotateSecret.Result(secret.arn().toString(), secret.name(), token);
    if (Pending.exists(secret, token)) { // a retry of a call whose response was lost
      return new Change<>(secret, result);
    }
    var before = secret.rotation() == null ? RotationState.NONE : secret.rotation();
    var lambdaArn = lambdaArn(secret, before, request);
    if (lambdaArn != null && !context.functionMayBeInvoked().test(lambdaArn)) { // ROT-8
      throw ACCESS_DENIED.error(
          "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function"
              + " policy grants access to the principal secretsmanager.amazonaws.com.");
    }
    if (Pending.unfinished(secret) != null) { // ROT-11
      throw INVALID_REQUEST.error(
          "A previous rotation isn't complete. That rotation will be reattempted.");
    }
    boolean testOnly = Boolean.FALSE.equals(request.rotateImmediately()); // ROT-15
    var rules = request.rotationRules() == null ? before.rules() : request.rotationRules();
    boolean isCounted = rules != null && rules.automaticallyAfterDays() != null; // ROT-38
    var lastChange = isCounted ? Pending.currentSince(secret) : context.now();
    var configured =
        secret.rotating(
            draft -> {
              draft.enabled = true;
              draft.lambdaArn = lambdaArn;
              draft.rules = rules; // ROT-10
              draft.window = RotationState.window(rules, lastChange, context.now());
              if (request.externalSecretRotationMetadata() != null) { // ROT-44
                draft.metadata = request.externalSecretRotationMetadata();
              }
              if (request.externalSecretRotationRoleArn() != null) {
                draft.roleArn = request.externalSecretRotationRoleArn();
              }
            });
    var begun = begun(configured, token, testOnly, context);
    return new Change<>(begun.changedBy(context), result);
  }

  /**
   * Returns the rotation function; null for a secret that another service rotates (ROT-42, ROT-44).
   */
  private static @Nullable String lambdaArn(
      Secret secret, RotationState before, RotateSecret request) {
    var asked = request.rotationLambdaARN();
    if (asked != null && asked.isEmpty()) {
      asked = null;
    }
    if (secret.owningService() != null) { // ROT-42
      if (asked != null) {
        throw INVALID_PARAMETER.error(
            "You can't specify a RotationLambdaARN for secret "
                + secret.name()
                + ", because "
                + secret.owningService()
                + " manages its rotation (Strongroom's own text).");
      }
      return null;
    }
    if (isExternal(secret)) { // ROT-44
      if (request.externalSecretRotationRoleArn() == null && before.roleArn() == null) {
        throw INVALID_PARAMETER.error(
            "You must specify an ExternalSecretRotationRoleArn to rotate a secret of type "
                + secret.type()
                + " (Strongroom's own text).");
      }
      return null;
    }
    var arn = asked == null ? before.lambdaArn() : asked; // ROT-10
    if (arn == null) { // ROT-7
      throw INVALID_REQUEST.error(
          "No Lambda rotation function ARN is associated with this secret.");
    }
    return arn;
  }

  private static boolean isExternal(Secret secret) {
    return secret.type() != null && !secret.type().isEmpty();
  }

  /** Returns a secret as managed by an AWS service, which rotates it every week (ROT-42). */
  public static Secret managed(Secret secret, String service, Instant now) {
    var rules = RotationRules.days(7);
    var mark = List.of(new Tag("aws:secretsmanager:owningService", service));
    return secret
        .with(
            draft -> {
              draft.owningService = service;
              draft.tags = Tagging.merged(secret.tags(), mark);
            })
        .rotating(
            draft -> {
              draft.rules = rules;
              draft.window = RotationState.window(rules, Pending.currentSince(secret), now);
            });
  }

  /** A secret whose rotation is set up, without the test that RotateSecret makes (ROT-15). */
  public static Secret configured(
      Secret secret, String lambdaArn, RotationRules rules, Instant now) {
    return secret.rotating(
        draft -> {
          draft.enabled = true;
          draft.lambdaArn = lambdaArn;
          draft.rules = rules;
          draft.window = RotationState.window(rules, Pending.currentSince(secret), now);
        });
  }

  /** Cancels the rotation; labels stay as they are, also AWSPENDING (ROT-33). */
  public static Change<CancelRotateSecret.Result> cancelRotateSecret(
      Secret secret, CancelRotateSecret request, Context context) {
    secret.requireNotMarkedForDeletion();
    var progress = secret.progress();
    var result =
        new CancelRotateSecret.Result(
            secret.arn().toString(), secret.name(), progress == null ? null : progress.versionId());
    if (secret.rotation() == null) {
      return new Change<>(secret, result);
    }
    return new Change<>(
        secret
            .rotating(
                draft -> {
                  draft.enabled = false;
                  draft.window = null;
                  draft.progress = null;
                })
            .changedBy(context),
        result);
  }

  /** Begins a rotation, with the empty version that it is to fill (ROT-14). */
  private static Secret begun(Secret secret, String token, boolean testOnly, Context context) {
    var first = testOnly ? RotationStep.TEST_SECRET : RotationStep.CREATE_SECRET;
    var progress =
        new RotationState.Progress(
            token, context.ids().rotationToken(), testOnly, first, 1, context.now());
    return Pending.placeholder(secret, token, context).rotating(draft -> draft.progress = progress);
  }

  /** Returns the secret with its next rotation in the next window. */
  public static Secret untilLater(Secret secret, Instant now) {
    return secret.rotating(draft -> draft.window = RotationState.window(draft.rules, now, now));
  }

  /** Begins a scheduled rotation: a new one, or another attempt of an unfinished one (ROT-11). */
  public static Secret onSchedule(Secret secret, Context context) {
    var stuck = Pending.unfinished(secret);
    if (stuck == null) {
      return begun(secret, context.ids().clientRequestToken(), false, context);
    }
    return secret.rotating(
        draft ->
            draft.progress =
                new RotationState.Progress(
                    stuck,
                    context.ids().rotationToken(),
                    false,
                    RotationStep.CREATE_SECRET,
                    1,
                    context.now()));
  }

  /** Returns the secret after a successful rotation (ROT-12, ROT-16). */
  public static Secret succeeded(Secret secret, Context context, boolean dropPending) {
    var rotation = Objects.requireNonNull(secret.rotation(), "it was rotated");
    var done =
        secret.rotating(
            draft -> {
              draft.progress = null;
              draft.lastRotated = context.now();
              if (draft.enabled) {
                draft.window = RotationState.window(rotation.rules(), context.now(), context.now());
              }
            });
    return (dropPending ? Pending.unlabelled(done) : done).changedBy(context); // ROT-27
  }
}
