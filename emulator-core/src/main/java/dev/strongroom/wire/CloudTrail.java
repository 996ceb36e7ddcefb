package dev.strongroom.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Event;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Audit and events in the JSON that CloudTrail and EventBridge deliver. */
public final class CloudTrail {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CloudTrail() {}

  /** A log file: {@code {"Records":[...]}}. */
  public static String json(AuditLog log) {
    return write(Map.of("Records", log.records().stream().map(AuditRecord::cloudTrail).toList()));
  }

  /** One record of a log file. */
  public static String json(AuditRecord record) {
    return write(record.cloudTrail());
  }

  /** An event as a rule's target gets it. */
  public static String json(Event event) {
    return write(event.eventBridge());
  }

  private static String write(Map<String, ? extends @Nullable Object> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Maps, lists, texts and numbers can be written", impossible);
    }
  }
}
