package dev.strongroom.internal.engine;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Counters;
import dev.strongroom.audit.Event;
import dev.strongroom.iam.Access;
import dev.strongroom.internal.service.secretsmanager.Pending;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.time.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What has happened becomes records here, and events where somebody listens (AUD-1 to AUD-10). */
final class AuditTrail {

  private static final String END = "EndSecretVersionDelete";

  final EventListeners listeners = new EventListeners();
  final RotationTimelines timelines = new RotationTimelines();
  private final AuditRingBuffer recorder;
  private final Ids ids;

  AuditTrail(Ids ids, int capacity) {
    this.ids = ids;
    this.recorder = new AuditRingBuffer(capacity);
  }

  AuditLog log() {
    return recorder.log();
  }

  Counters counters() {
    return recorder.counters();
  }

  int capacity() {
    return recorder.capacity();
  }

  /** A call that is over, and what the service does as its consequence. */
  void called(
      String eventSource,
      boolean readOnly,
      Call call,
      Request<?> request,
      @Nullable Record result,
      Access access,
      @Nullable ServiceError refusal) {
    var effects = call.effects;
    gone(effects.goneBefore());
    call.keyCalls().forEach(keyCall -> add(record(call, keyCall), false));
    add(record(eventSource, readOnly, call, request, result, access, refusal), false);
    var after = effects.after();
    if (after == null) {
      return;
    }
    boolean wasMarked = effects.before() != null && effects.before().goneAt() != null;
    boolean isMarked = after.goneAt() != null;
    if (isMarked && !wasMarked) {
      eachVersion("StartSecretVersionDelete", after, call.now, false);
    } else if (wasMarked && !isMarked) {
      eachVersion("CancelSecretVersionDelete", after, call.now, false);
    }
    rotation(effects.before(), after, request, call.now);
    effects.goneAfter().forEach(secret -> eachVersion(END, secret, goneAt(secret), false));
    if (!listeners.isEmpty()) {
      after
          .labelsMovedSince(effects.before())
          .forEach((label, version) -> listeners.add(labelUpdated(after, label, version, call)));
    }
  }

  /** What a call did to the secret's rotation (AUD-6). */
  private void rotation(@Nullable Secret before, Secret after, Request<?> request, Instant now) {
    var was = before == null ? null : before.progress();
    var is = after.progress();
    boolean another = was == null || is == null || !is.versionId().equals(was.versionId());
    if (was != null && another && !(request instanceof CancelRotateSecret)) { // ROT-31
      rotationEvent("RotationAbandoned", after, was.versionId(), now, null);
    }
    if (is != null && another) {
      rotationStarted(after, now);
    }
  }

  /** A rotation that a call or the schedule began. */
  void rotationStarted(Secret secret, Instant now) {
    var progress = Objects.requireNonNull(secret.progress(), "it has begun");
    rotationEvent(
        progress.testOnly() ? "TestRotationStarted" : "RotationStarted",
        secret,
        progress.versionId(),
        now,
        null);
  }

  /** Something that the service tells of a rotation (AUD-5, AUD-6). */
  void rotationEvent(
      String name, Secret secret, String versionId, Instant now, @Nullable String error) {
    var arn = secret.arn();
    add(
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
    var labels = Pending.labels(secret);
    timelines.add(
        arn.toString(),
        new RotationTimeline.Entry(now, 0, name, shortened(error), labels, labels, Map.of(), null));
  }

  /** Without the function's ARN, which makes a table too wide to be read. */
  private static String shortened(@Nullable String error) {
    return error == null ? "" : error.replaceFirst("^Error when executing lambda \\S+ ", "");
  }

  /** A step of a rotation: no record, but a line of the timeline. */
  void step(
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
        new RotationTimeline.Entry(
            now,
            attempt,
            step.wireName(),
            outcome,
            Pending.labels(before),
            Pending.labels(after),
            logins,
            failure));
  }

  /** Secrets that were found to be gone. */
  void gone(List<Secret> secrets) {
    secrets.forEach(secret -> eachVersion(END, secret, goneAt(secret), true));
  }

  private static Instant goneAt(Secret secret) {
    return Objects.requireNonNull(secret.goneAt(), "a secret that is gone has a date");
  }

  private AuditRecord record(
      String eventSource,
      boolean readOnly,
      Call call,
      Request<?> request,
      @Nullable Record result,
      Access access,
      @Nullable ServiceError refusal) {
    var secretId = call.secretId == null ? null : call.secretId.text();
    var secretArn = call.secretArn;
    if (request instanceof CreateSecret create) { // names a secret that isn't there yet
      secretId = create.name();
      secretArn = result instanceof CreateSecret.Result created ? created.arn() : null;
    }
    return new AuditRecord(
        call.now,
        ids.auditEventId(),
        call.requestId,
        call.caller,
        eventSource,
        request.operation(),
        readOnly,
        secretId,
        secretArn,
        (Record) request,
        result,
        false,
        Map.of(),
        access,
        refusal == null ? null : refusal.code(),
        refusal == null ? null : refusal.text());
  }

  /** What Secrets Manager asked of KMS for the caller (AUD-9). */
  private AuditRecord record(Call call, Call.KeyCall keyCall) {
    var failure = keyCall.failure();
    return new AuditRecord(
        call.now,
        ids.auditEventId(),
        call.requestId,
        call.caller,
        "kms.amazonaws.com",
        keyCall.request().operation(),
        true,
        null,
        null,
        (Record) keyCall.request(),
        null,
        true,
        Map.of(),
        new Access(List.of(keyCall.decision())),
        failure == null ? null : failure.code(),
        failure == null ? null : failure.text());
  }

  private void eachVersion(String name, Secret secret, Instant time, boolean due) { // AUD-6
    for (var version : secret.versionIds()) {
      add(
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

  private void add(AuditRecord record, boolean due) {
    recorder.add(record, due);
    if (!record.readOnly() && !listeners.isEmpty()) {
      listeners.add(Event.of(record, ids.notificationId()));
    }
  }

  private Event labelUpdated(Secret secret, String label, String version, Call call) {
    return Event.labelUpdated(
        ids.notificationId(),
        call.now,
        secret.arn().accountId(),
        secret.arn().region(),
        secret.arn().toString(),
        secret.arn().name(),
        label,
        version);
  }
}
