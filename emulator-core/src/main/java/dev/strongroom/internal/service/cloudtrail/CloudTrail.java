package dev.strongroom.internal.service.cloudtrail;

import static dev.strongroom.api.ErrorCode.INVALID_LOOKUP_ATTRIBUTES;
import static dev.strongroom.api.ErrorCode.INVALID_NEXT_TOKEN;
import static dev.strongroom.api.ErrorCode.INVALID_TIME_RANGE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.api.Caller;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.PageToken;
import dev.strongroom.internal.engine.Paging;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.internal.engine.QuotaGroup;
import dev.strongroom.internal.engine.ResourceLookup;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.model.ServiceModel;
import dev.strongroom.internal.service.cloudtrail.api.LookupEvents;
import dev.strongroom.internal.service.cloudtrail.api.LookupEvents.Event;
import dev.strongroom.internal.service.cloudtrail.api.LookupEvents.LookupAttribute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** AWS CloudTrail: LookupEvents over the audit. */
public final class CloudTrail implements AwsService {

  private static final ServiceModel MODEL = ServiceModel.named("cloudtrail");
  private static final int PAGE = 50;
  private static final Duration HISTORY = Duration.ofDays(90); // CT-4

  private final List<Operation<?, ?, ?>> operations =
      List.of(
          Operation.read(LookupEvents.class, new History(), this::lookup)
              .paged(Paging.of(LookupEvents.class, "maxResults", "nextToken", PAGE))
              .quota(new QuotaGroup("lookup-events", 2))); // CT-6

  private @Nullable Engine engine;

  /** Loaded with the first answer: every emulator has this service, and few ask it. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  /** The records that are there. */
  private final class History implements ResourceLookup<LookupEvents, List<AuditRecord>> {

    @Override
    public List<AuditRecord> find(LookupEvents request, Call call) {
      return Objects.requireNonNull(engine, "attached").trail().log().records();
    }

    @Override
    public List<AccessQuestion> questions(
        LookupEvents request, List<AuditRecord> records, Asked asked, Call call) { // CT-5
      var keys = call.globalConditionKeys().build();
      return asked.actions().stream()
          .map(action -> new AccessQuestion(action, Resource.ANY, keys, null))
          .toList();
    }
  }

  private LookupEvents.Result lookup(List<AuditRecord> records, LookupEvents request, Call call) {
    var attributes = request.lookupAttributes();
    if (attributes != null && attributes.size() > 1) { // CT-2
      throw INVALID_LOOKUP_ATTRIBUTES.error("You can specify only one lookup attribute.");
    }
    var oldest = call.now().minus(HISTORY);
    var start = request.startTime() == null ? oldest : request.startTime();
    var end = request.endTime() == null ? call.now() : request.endTime();
    if (start.isAfter(end) || end.isBefore(oldest)) { // CT-3
      throw INVALID_TIME_RANGE.error("");
    }
    var tokens =
        PageToken.of(
            call.ids(),
            call.place(),
            Arrays.asList(attributes, request.startTime(), request.endTime()));
    var after = position(tokens, request.nextToken());
    if (request.eventCategory() != null) { // there are no Insights events
      return new LookupEvents.Result(List.of(), null);
    }
    int max = request.maxResults() == null ? PAGE : request.maxResults();
    var page = new ArrayList<Event>();
    boolean begun = after == null;
    for (int i = records.size() - 1; i >= 0; i--) { // CT-1: newest first
      var record = records.get(i);
      if (begun && isMeant(record, start, end, oldest, attributes, call)) {
        if (page.size() == max) {
          return new LookupEvents.Result(page, tokens.encode(page.get(max - 1).eventId()));
        }
        page.add(event(record));
      }
      begun |= record.eventId().equals(after);
    }
    if (!begun) { // it has made room for others
      throw INVALID_NEXT_TOKEN.error("");
    }
    return new LookupEvents.Result(page, null);
  }

  private static @Nullable String position(PageToken tokens, @Nullable String sent) {
    var after = sent == null ? null : tokens.decode(sent);
    if (sent != null && after == null) {
      throw INVALID_NEXT_TOKEN.error("");
    }
    return after;
  }

  private static boolean isMeant(
      AuditRecord record,
      Instant start,
      Instant end,
      Instant oldest,
      @Nullable List<LookupAttribute> attributes,
      Call call) {
    var caller = record.caller();
    var time = record.time().truncatedTo(ChronoUnit.SECONDS); // which is all that an event shows
    return caller.accountId().equals(call.caller().accountId())
        && caller.region().equals(call.caller().region())
        && !record.time().isBefore(oldest)
        && !time.isBefore(start.truncatedTo(ChronoUnit.SECONDS))
        && !time.isAfter(end)
        && (attributes == null
            || attributes.stream().allMatch(attribute -> has(record, attribute)));
  }

  private static boolean has(AuditRecord record, LookupAttribute attribute) {
    var value = attribute.attributeValue();
    return switch (attribute.attributeKey()) {
      case "EventId" -> value.equals(record.eventId());
      case "EventName" -> value.equals(record.operation());
      case "ReadOnly" -> value.equals(String.valueOf(record.readOnly()));
      case "Username" -> value.equals(username(record));
      case "EventSource" -> value.equals(record.eventSource());
      case "AccessKeyId" -> value.equals(accessKeyId(record));
      case "ResourceType" ->
          resources(record).stream().anyMatch(each -> each.resourceType().equals(value));
      default -> // ResourceName
          value.equals(record.secretId())
              || resources(record).stream().anyMatch(each -> each.resourceName().equals(value));
    };
  }

  private static Event event(AuditRecord record) {
    return new Event(
        record.eventId(),
        record.operation(),
        String.valueOf(record.readOnly()),
        accessKeyId(record),
        record.time().truncatedTo(ChronoUnit.SECONDS),
        record.eventSource(),
        username(record),
        resources(record),
        json(record));
  }

  private static @Nullable String accessKeyId(AuditRecord record) {
    var ids = record.caller().values(Caller.ACCESS_KEY_ID);
    return ids.isEmpty() ? null : ids.get(0);
  }

  /** Returns a user's name, a session's, or that of the root user; null for a service (CT-7). */
  private static @Nullable String username(AuditRecord record) {
    var arn = record.caller().principalArn();
    if (arn.endsWith(":root")) {
      return "root";
    }
    return arn.startsWith("arn:") ? arn.substring(arn.lastIndexOf('/') + 1) : null;
  }

  private static List<LookupEvents.Resource> resources(AuditRecord record) { // CT-7
    var arn = record.secretArn();
    return arn == null
        ? List.of()
        : List.of(new LookupEvents.Resource("AWS::SecretsManager::Secret", arn));
  }

  private static String json(AuditRecord record) {
    try {
      return Json.MAPPER.writeValueAsString(record.cloudTrail());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Maps, lists, texts and numbers can be written", impossible);
    }
  }

  @Override
  public void attach(Engine ofThis) {
    engine = ofThis;
  }

  @Override
  public AwsService fork() {
    return new CloudTrail();
  }

  @Override
  public String endpointPrefix() {
    return "cloudtrail";
  }

  @Override
  public String displayName() {
    return "CloudTrail";
  }

  @Override
  public Protocol protocol() {
    return new Protocol.AwsJson("com.amazonaws.cloudtrail.v20131101.", "CloudTrail_20131101");
  }

  @Override
  public List<Operation<?, ?, ?>> operations() {
    return operations;
  }

  @Override
  public List<StateSlot<?>> slots() {
    return List.of(); // the audit is the engine's
  }

  @Override
  public ServiceModel model() {
    return MODEL;
  }
}
