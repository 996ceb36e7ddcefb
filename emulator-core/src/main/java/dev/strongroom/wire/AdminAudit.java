package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.wire.AdminRoute.Call;
import dev.strongroom.wire.AdminRoute.NotFoundException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The audit, or the part of it that is asked for: CloudTrail's records. */
final class AdminAudit {

  static final Set<String> FILTERS =
      Set.of(
          "operation",
          "service",
          "principal",
          "secret",
          "error",
          "failed",
          "since",
          "before",
          "after",
          "to",
          "limit");

  private final SecretsEmulator aws;

  AdminAudit(SecretsEmulator aws) {
    this.aws = aws;
  }

  Object list(Call call) {
    var log = aws.audit();
    var oldest = log.isEmpty() ? null : log.first().time();
    var operation = call.parameter("operation");
    log = operation == null ? log : log.of(operation);
    var service = call.parameter("service");
    log = service == null ? log : log.from(service);
    var principal = call.parameter("principal");
    log = principal == null ? log : log.by(principal);
    var secret = call.parameter("secret");
    log = secret == null ? log : log.on(secret);
    var error = call.parameter("error");
    log = error == null ? log : log.failedWith(error);
    log = call.flag("failed") ? log.failed() : log;
    var since = instant(call, "since");
    log = since == null ? log : log.since(since);
    var before = instant(call, "before");
    log = before == null ? log : log.before(before);
    var records = log.records();
    var after = call.parameter("after");
    for (int i = records.size() - 1; after != null && i >= 0; i--) {
      if (records.get(i).eventId().equals(after)) {
        records = records.subList(i + 1, records.size());
        break;
      }
    }
    var to = call.parameter("to");
    for (int i = records.size() - 1; to != null && i >= 0; i--) {
      if (records.get(i).eventId().equals(to)) {
        records = records.subList(0, i);
        break;
      }
    }
    int limit = call.limit();
    var latest = records.subList(Math.max(0, records.size() - limit), records.size());
    var shown = new LinkedHashMap<String, Object>();
    shown.put("records", latest.stream().map(AdminAudit::shown).toList());
    shown.put("leftOut", records.size() - latest.size());
    shown.put("dropped", log.dropped());
    if (oldest != null) {
      shown.put("oldest", oldest.toString());
    }
    return shown;
  }

  Object show(Call call) {
    return aws.audit().records().stream()
        .filter(record -> record.eventId().equals(call.name()))
        .findFirst()
        .map(AdminAudit::shown)
        .orElseThrow(
            () ->
                new NotFoundException("There is no record with the eventID '" + call.name() + "'"));
  }

  /** The record as CloudTrail prints it, and whether every access check allowed the call. */
  private static Map<String, ?> shown(AuditRecord record) {
    var shown = new LinkedHashMap<String, @Nullable Object>(record.cloudTrail());
    shown.put("accessAllowed", record.access().refusal() == null);
    return shown;
  }

  private static @Nullable Instant instant(Call call, String parameter) {
    var text = call.parameter(parameter);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException(
          "'" + parameter + "' must be an instant such as 2026-01-01T00:00:00Z", malformed);
    }
  }
}
