package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.RotationStep;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Event;
import dev.strongroom.internal.engine.AuditTrail;
import dev.strongroom.internal.service.secretsmanager.rotation.RotationTimelines;
import dev.strongroom.internal.service.secretsmanager.rotation.RotationTimelines.Happening;
import dev.strongroom.internal.time.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records events of Secrets Manager that are no calls: rotations, deletions and moved labels (AUD-5
 * to AUD-8).
 */
public final class SecretEvents {

  private static final String END = "EndSecretVersionDelete";

  private final AuditTrail trail;
  private final Ids ids;
  private final RotationTimelines timelines = new RotationTimelines();

  SecretEvents(AuditTrail trail, Ids ids) {
    this.trail = trail;
    this.ids = ids;
  }

  /** Returns the timelines of all rotations. */
  public RotationTimelines timelines() {
    return timelines;
  }

  /** Returns whether anybody listens to events. */
  public boolean areHeard() {
    return !trail.listeners().isEmpty();
  }

  /** Records the effects of a call on a secret, besides the record of the call. */
  void changed(@Nullable Secret before, @Nullable Secret after, String operation, Instant now) {
    if (after == null) {
      if (before != null) { // deleted without recovery window
        deletionStarted(before, now);
        eachVersion(END, before, now, false);
      }
      return;
    }
    boolean wasMarked = before != null && before.goneAt() != null;
    boolean isMarked = after.goneAt() != null;
    if (isMarked && !wasMarked) {
      eachVersion("StartSecretVersionDelete", after, now, false);
    } else if (wasMarked && !isMarked) {
      eachVersion("CancelSecretVersionDelete", after, now, false);
    }
    rotation(before, after, operation, now);
    if (!trail.listeners().isEmpty()) {
      after
          .labelsMovedSince(before)
          .forEach(
              (label, version) -> trail.listeners().add(labelUpdated(after, label, version, now)));
    }
  }

  private void deletionStarted(Secret before, Instant now) {
    if (before.goneAt() == null) {
      eachVersion("StartSecretVersionDelete", before, now, false);
    }
  }

  /** Records the effects of a call on the secret's rotation (AUD-6). */
  private void rotation(@Nullable Secret before, Secret after, String operation, Instant now) {
    var was = before == null ? null : before.progress();
    var is = after.progress();
    boolean another = was == null || is == null || !is.versionId().equals(was.versionId());
    if (was != null && another && !operation.equals("CancelRotateSecret")) { // ROT-31
      rotationEvent("RotationAbandoned", after, was.versionId(), now, null);
    }
    if (is != null && another) {
      rotationStarted(after, now);
    }
  }

  /** Records a rotation that a call or the schedule began. */
  public void rotationStarted(Secret secret, Instant now) {
    var progress = Objects.requireNonNull(secret.progress(), "it has begun");
    rotationEvent(
        progress.testOnly() ? "TestRotationStarted" : "RotationStarted",
        secret,
        progress.versionId(),
        now,
        null);
  }

  /** Records an event of a rotation (AUD-5, AUD-6). */
  public void rotationEvent(
      String name, Secret secret, String versionId, Instant now, @Nullable String error) {
    var arn = secret.arn();
    trail.add(
        AuditRecord.rotationEvent(
            now,
            ids.auditEventId(),
            arn.accountId(),
            arn.region(),
            name,
            arn.toString(),
            versionId,
            error),
        false);
    var labels = secret.versions().labels();
    timelines.add(
        arn.toString(),
        new Happening(now, 0, name, shortened(error), labels, labels, Map.of(), null));
  }

  /** Leaves out the function's ARN, which would make a table too wide. */
  private static String shortened(@Nullable String error) {
    var prefix = "Error when executing lambda ";
    if (error == null || !error.startsWith(prefix)) {
      return error == null ? "" : error;
    }
    return error.substring(error.indexOf(' ', prefix.length()) + 1);
  }

  /** Adds a step of a rotation to its timeline; steps have no audit record. */
  public void step(
      Secret before,
      Secret after,
      int attempt,
      RotationStep step,
      Instant now,
      String outcome,
      Map<String, Boolean> logins,
      @Nullable Throwable failure) {
    timelines.add(
        before.arn().toString(),
        new Happening(
            now,
            attempt,
            step.wireName(),
            outcome,
            before.versions().labels(),
            after.versions().labels(),
            logins,
            failure));
  }

  /** Records the removal of a secret. */
  void gone(Secret secret) {
    var goneAt = Objects.requireNonNull(secret.goneAt(), "a secret that is gone has a date");
    eachVersion(END, secret, goneAt, true);
  }

  private void eachVersion(String name, Secret secret, Instant time, boolean due) { // AUD-6
    for (var version : secret.versionIds()) {
      trail.add(
          AuditRecord.serviceEvent(
              time,
              ids.auditEventId(),
              secret.arn().accountId(),
              secret.arn().region(),
              name,
              secret.arn().toString(),
              Map.of("SecretVersionId", version)),
          due);
    }
  }

  private Event labelUpdated(Secret secret, String label, String version, Instant now) {
    return Event.labelUpdated(
        ids.notificationId(),
        now,
        secret.arn().accountId(),
        secret.arn().region(),
        secret.arn().toString(),
        secret.arn().name(),
        label,
        version);
  }
}
