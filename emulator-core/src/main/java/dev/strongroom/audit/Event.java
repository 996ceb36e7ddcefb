package dev.strongroom.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Secrets Manager sends to EventBridge: a record of the audit (AUD-7), or a label that moved
 * (AUD-8); never with a secret value in it.
 *
 * @param detail nested maps, lists, texts, numbers and booleans, as in the event's JSON
 */
public record Event(
    String id,
    Instant time,
    String account,
    String region,
    String source,
    String detailType,
    List<String> resources,
    Map<String, @Nullable Object> detail) {

  /** The detail type of a call. */
  public static final String API_CALL = "AWS API Call via CloudTrail";

  /** The detail type of what the service did by itself. */
  public static final String SERVICE_EVENT = "AWS Service Event via CloudTrail";

  /** The detail type of a label that moved. */
  public static final String LABEL_UPDATED = "Secret Label Updated";

  public Event {
    resources = List.copyOf(resources);
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
  }

  /** An audit record as EventBridge passes it on, with the CloudTrail record as its detail. */
  public static Event of(AuditRecord record, String id) {
    return new Event(
        id,
        record.time(),
        record.caller().accountId(),
        record.caller().region(),
        "aws." + record.eventSource().replace(".amazonaws.com", ""),
        record.isServiceEvent() ? SERVICE_EVENT : API_CALL,
        List.of(),
        record.cloudTrail());
  }

  /** A label that is now on another version than before, or on its first one. */
  public static Event labelUpdated(
      String id,
      Instant time,
      String account,
      String region,
      String secretArn,
      String name,
      String label,
      String versionId) {
    var detail = new LinkedHashMap<String, @Nullable Object>();
    detail.put("name", name);
    detail.put("labelUpdated", label);
    detail.put("versionId", versionId);
    return new Event(
        id, time, account, region, "aws.secretsmanager", LABEL_UPDATED, List.of(secretArn), detail);
  }

  /** The whole event under EventBridge's keys. */
  public Map<String, @Nullable Object> eventBridge() {
    var event = new LinkedHashMap<String, @Nullable Object>();
    event.put("version", "0");
    event.put("id", id);
    event.put("detail-type", detailType);
    event.put("source", source);
    event.put("account", account);
    event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", region);
    event.put("resources", resources);
    event.put("detail", detail);
    return Collections.unmodifiableMap(event);
  }
}
