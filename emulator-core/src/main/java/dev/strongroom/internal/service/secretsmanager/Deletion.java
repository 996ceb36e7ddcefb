package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static java.util.stream.Collectors.joining;

import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.RestoreSecret;
import java.time.Duration;

/** The operations DeleteSecret and RestoreSecret. */
public final class Deletion {

  private static final long DEFAULT_WINDOW_DAYS = 30; // DEL-1

  private Deletion() {}

  public static void check(DeleteSecret request) {
    var window = request.recoveryWindowInDays();
    if (window != null && (window < 7 || window > 30)) { // DEL-2
      throw INVALID_PARAMETER.error(
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    if (window != null && isForced(request)) { // DEL-3, DEL-4
      throw INVALID_PARAMETER.error(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
  }

  public static Change<DeleteSecret.Result> deleteSecret(
      Secret secret, DeleteSecret request, Context context) {
    secret.requireUnmanaged(); // ROT-43
    requireNoReplicas(secret);
    if (!isForced(request)) {
      secret.requireNotMarkedForDeletion(); // MD-11, DEL-8
    }
    var deletion = isForced(request) ? atOnce(context) : scheduled(request, context);
    return new Change<>(
        secret.with(draft -> draft.deletion = deletion).changedBy(context),
        new DeleteSecret.Result(secret.arn().toString(), secret.name(), deletion.date()));
  }

  private static void requireNoReplicas(Secret secret) { // REP-10, also when forced
    if (!secret.copies().isEmpty()) {
      var regions = secret.copies().stream().map(Replication.Copy::region).collect(joining(", "));
      throw INVALID_PARAMETER.error(
          "You can't delete secret "
              + secret.arn()
              + " that still has replica regions ["
              + regions
              + "].");
    }
  }

  /** Answers a forced deletion of a secret that does not exist, which succeeds (DEL-6). */
  public static DeleteSecret.Result deleteAbsent(SecretId id, Context context) {
    var arn = id.suffix() != null ? id.text() : Creation.newArn(id.name(), context).toString();
    return new DeleteSecret.Result(arn, id.name(), context.now());
  }

  public static boolean isForced(DeleteSecret request) {
    return Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
  }

  private static Secret.Deletion atOnce(Context context) { // MD-12, MD-14
    return new Secret.Deletion(
        context.now(), context.now().plus(context.lifecycle().forceDeleteLag()), true);
  }

  private static Secret.Deletion scheduled(DeleteSecret request, Context context) { // TS-6
    var window = request.recoveryWindowInDays();
    var date = context.now().plus(Duration.ofDays(window == null ? DEFAULT_WINDOW_DAYS : window));
    return new Secret.Deletion(date, date.plus(context.lifecycle().purgeDelay()), false); // DEL-10
  }

  /** Restores a secret; one that is not marked for deletion stays as it is (RS-2). */
  public static Change<RestoreSecret.Result> restoreSecret(
      Secret secret, RestoreSecret request, Context context) {
    if (secret.deletion() != null && secret.deletion().forced()) { // MD-14
      throw INVALID_REQUEST.error(
          "You can't perform this operation on the secret because it was deleted.");
    }
    return new Change<>(
        secret.deletion() == null
            ? secret
            : restored(secret, context).changedBy(context), // MD-13, RS-1
        new RestoreSecret.Result(secret.arn().toString(), secret.name()));
  }

  /** Skips rotation windows that passed while the secret was marked for deletion. */
  private static Secret restored(Secret secret, Context context) {
    var live = secret.with(draft -> draft.deletion = null);
    var window = live.rotation() == null ? null : live.rotation().window();
    if (window == null || !context.now().isAfter(window.closes())) {
      return live;
    }
    return live.rotating(
        draft ->
            draft.window =
                RotationState.window(draft.rules, Pending.currentSince(live), context.now()));
  }
}
