package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;

import dev.strongroom.api.UpdateSecretVersionStage;
import org.jspecify.annotations.Nullable;

/** The operation UpdateSecretVersionStage. */
public final class Staging {

  private Staging() {}

  public static void check(UpdateSecretVersionStage request) {
    if (request.moveToVersionId() == null && request.removeFromVersionId() == null) { // USVS-9
      throw INVALID_PARAMETER.error(
          "You must specify MoveToVersionId, RemoveFromVersionId, or both.");
    }
  }

  public static Change<UpdateSecretVersionStage.Result> updateSecretVersionStage(
      Secret secret, UpdateSecretVersionStage request, Context context) {
    secret.requireNotMarkedForDeletion(); // MD-4
    var label = request.versionStage();
    var from = request.removeFromVersionId();
    var to = request.moveToVersionId();
    requireVersion(secret, to); // USVS-10
    requireVersion(secret, from);
    if (to == null && label.equals(Versions.CURRENT)) { // USVS-6
      throw INVALID_PARAMETER.error(
          "You can only move staging label AWSCURRENT to a different secret version. "
              + "It can't be completely removed.");
    }
    var versions = secret.versions();
    var holder = versions.labels().get(label);
    requireFromHolder(holder, label, from, to);
    var result = new UpdateSecretVersionStage.Result(secret.arn().toString(), secret.name());
    if (to != null && to.equals(holder)) { // USVS-8
      return new Change<>(secret, result);
    }
    var next =
        to == null
            ? versions.detach(label) // USVS-5, USVS-12
            : versions.moved(label, to); // USVS-1, USVS-2, USVS-11
    return new Change<>(secret.with(next).changedBy(context), result);
  }

  private static void requireFromHolder(
      @Nullable String holder, String label, @Nullable String from, @Nullable String to) {
    if (from == null && holder != null && !holder.equals(to)) { // USVS-3
      throw INVALID_PARAMETER.error(
          "The parameter RemoveFromVersionId can't be empty. Staging label "
              + label
              + " is currently attached to version "
              + holder
              + ", so you must explicitly reference that version in RemoveFromVersionId.");
    }
    if (from != null && !from.equals(holder)) {
      throw INVALID_PARAMETER.error(
          to == null // USVS-7, USVS-4
              ? "Staging label " + label + " is not attached to version " + from + "."
              : "When you move staging label "
                  + label
                  + ", if you specify RemoveFromVersionId, it must be set to the version that currently has the "
                  + "staging label "
                  + label
                  + ".");
    }
  }

  private static void requireVersion(Secret secret, @Nullable String id) {
    if (id != null && secret.versions().find(id) == null) {
      throw Reading.noSuchVersion(id);
    }
  }
}
