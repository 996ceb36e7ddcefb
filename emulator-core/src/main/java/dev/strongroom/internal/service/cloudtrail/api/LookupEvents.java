package dev.strongroom.internal.service.cloudtrail.api;

import dev.strongroom.api.Request;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up what has been called in an account and Region, newest first, page by page. */
public record LookupEvents(
    @Nullable List<LookupAttribute> lookupAttributes,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    @Nullable String eventCategory,
    @Nullable Integer maxResults,
    @Nullable String nextToken)
    implements Request<LookupEvents.Result> {

  /** A condition on the events. */
  public record LookupAttribute(String attributeKey, String attributeValue) {}

  /** An event, with its record in JSON. */
  public record Event(
      String eventId,
      String eventName,
      String readOnly,
      @Nullable String accessKeyId,
      Instant eventTime,
      String eventSource,
      @Nullable String username,
      List<Resource> resources,
      String cloudTrailEvent) {}

  /** What a call was about. */
  public record Resource(String resourceType, String resourceName) {}

  public record Result(List<Event> events, @Nullable String nextToken) {}
}
