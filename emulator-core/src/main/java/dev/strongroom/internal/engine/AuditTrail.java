package dev.strongroom.internal.engine;

import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Counters;
import dev.strongroom.audit.Event;
import dev.strongroom.iam.Access;
import dev.strongroom.internal.engine.OperationTable.Row;
import dev.strongroom.internal.time.Ids;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns completed calls into audit records, and into events where somebody listens. */
public final class AuditTrail {

  /** What is kept of an error's text, which may quote a refused member. */
  private static final int LONGEST_TEXT = 4_096;

  private final EventListeners listeners = new EventListeners();
  private final AuditRingBuffer records;
  private final Ids ids;
  private final Map<AwsService, String> eventSources = new ConcurrentHashMap<>();

  AuditTrail(Ids ids, int capacity) {
    this.ids = ids;
    this.records = new AuditRingBuffer(capacity);
  }

  public AuditLog log() {
    return records.log();
  }

  public Counters counters() {
    return records.counters();
  }

  public int capacity() {
    return records.capacity();
  }

  /** Returns how many records there were so far. */
  public long end() {
    return records.end();
  }

  /** Returns the records from one on that are still there, up to another, exclusive. */
  public List<KeptAuditRecord> between(long start, long end) {
    return records.between(start, end);
  }

  /**
   * Goes on from what was recorded and counted before; only while nothing else is recorded.
   *
   * @param counts is asked when the counters are first needed
   */
  public void restore(
      long end, List<KeptAuditRecord> kept, Supplier<Map<Counters.Key, Long>> counts) {
    records.restore(end, kept, counts);
  }

  /** Returns the records and counters with their account of bytes. */
  AuditRingBuffer records() {
    return records;
  }

  /** Returns who listens to events. */
  public EventListeners listeners() {
    return listeners;
  }

  /** Records a call that is over. */
  <Q extends Request<R>, R extends Record> void called(
      Row<Q, R> row,
      Q request,
      Call call,
      @Nullable R result,
      Access access,
      @Nullable ServiceError refusal) {
    var via = call.via();
    var record =
        new AuditRecord(
            call.now(),
            ids.auditEventId(),
            call.requestId(),
            call.caller(),
            row.eventSource(),
            row.operation().name(),
            row.operation().isReadOnly(),
            call.result().modelled ? row.operation().lookup().asSent(request) : null,
            arn(row, request, call, result),
            (Record) (call.result().modelled ? request : row.service().model().cut(request)),
            result,
            via == null ? null : eventSources.computeIfAbsent(via, AwsService::eventSource),
            Map.of(),
            access,
            refusal == null ? null : refusal.code(),
            refusal == null ? null : cut(refusal.text()));
    add(record, false);
    row.service().recorded(record, result);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
  }

  /** Returns the ARN of what a call was about; null if it named nothing that can exist. */
  private static <Q extends Request<R>, R extends Record> @Nullable String arn(
      Row<Q, R> row, Q request, Call call, @Nullable R result) {
    if (!call.result().checked) {
      return null;
    }
    try {
      return row.operation().auditedArn(request, result, call);
    } catch (ServiceError nameless) {
      return null;
    }
  }

  /**
   * Records something, and passes it to the listeners unless it is a read.
   *
   * @param due whether it happened at an instant that had passed unnoticed
   */
  public void add(AuditRecord record, boolean due) {
    records.add(record, due);
    if (!record.readOnly() && !listeners.isEmpty()) {
      listeners.add(Event.of(record, ids.notificationId()));
    }
  }
}
