package dev.strongroom.internal.service.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.fault.Quotas;
import dev.strongroom.internal.service.cloudtrail.api.LookupEvents;
import dev.strongroom.internal.service.cloudtrail.api.LookupEvents.Event;
import dev.strongroom.internal.service.cloudtrail.api.LookupEvents.LookupAttribute;
import dev.strongroom.internal.wire.HttpApi;
import dev.strongroom.wire.Endpoint;
import dev.strongroom.wire.Http;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudTrail's history of events. */
class LookupEventsTest {

  private static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");
  private static final String TARGET = "CloudTrail_20131101.LookupEvents";

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Caller admin = aws.administrator();
  private final Caller ann =
      aws.account("123456789012")
          .user("ann")
          .allow("secretsmanager:*")
          .accessKey("AKIAANN4567890123456")
          .caller();

  private String secret() {
    return aws.execute(
            admin,
            CreateSecret.of("prod/db", "00000000-0000-4000-8000-000000000001")
                .withSecretString(SecretValue.ofText("hunter2")))
        .result()
        .arn();
  }

  private static LookupEvents all() {
    return new LookupEvents(null, null, null, null, null, null);
  }

  private static LookupEvents where(String key, String value) {
    return new LookupEvents(List.of(new LookupAttribute(key, value)), null, null, null, null, null);
  }

  private static LookupEvents between(@Nullable Instant start, @Nullable Instant end) {
    return new LookupEvents(null, start, end, null, null, null);
  }

  private List<Event> events(LookupEvents request) {
    return aws.execute(admin, request).result().events();
  }

  private List<String> names(LookupEvents request) {
    return events(request).stream().map(Event::eventName).toList();
  }

  private ServiceError refusal(LookupEvents request) {
    return catchThrowableOfType(ServiceError.class, () -> aws.execute(admin, request));
  }

  @Test
  @DisplayName("CT-1, CT-7: who has read the secret, newest first")
  void whoHasRead() throws Exception {
    var arn = secret();
    aws.clock().advance(Duration.ofMinutes(1));
    aws.execute(ann, GetSecretValue.of("prod/db"));

    var events = events(where("ResourceName", arn));

    assertThat(events)
        .extracting(Event::eventName)
        .containsExactly("GetSecretValue", "CreateSecret");
    var read = events.get(0);
    assertThat(read.username()).isEqualTo("ann");
    assertThat(read.eventSource()).isEqualTo("secretsmanager.amazonaws.com");
    assertThat(read.readOnly()).isEqualTo("true");
    assertThat(read.eventTime()).isEqualTo(Instant.parse("2026-01-01T10:16:30Z"));
    assertThat(read.resources())
        .containsExactly(new LookupEvents.Resource("AWS::SecretsManager::Secret", arn));
    JsonNode record = Http.JSON.readTree(read.cloudTrailEvent());
    assertThat(record.path("eventID").asText()).isEqualTo(read.eventId());
    assertThat(record.path("userIdentity").path("userName").asText()).isEqualTo("ann");
    assertThat(events.toString()).doesNotContain("hunter2");
    assertThat(names(where("ResourceName", "prod/db")).get(0)).isEqualTo("GetSecretValue");
  }

  @ParameterizedTest(name = "CT-2: {0} {1}")
  @CsvSource({
    "EventName,    GetSecretValue,                    GetSecretValue",
    "EventName,    getsecretvalue,                    ''",
    "ReadOnly,     false,                             CreateSecret GenerateDataKey",
    "Username,     ann,                               GetSecretValue Decrypt",
    "Username,     root,                              CreateSecret GenerateDataKey",
    "EventSource,  kms.amazonaws.com,                 Decrypt GenerateDataKey",
    "ResourceType, AWS::SecretsManager::Secret,       GetSecretValue CreateSecret",
    "EventId,      none,                              ''",
  })
  void attributes(String key, String value, String found) {
    secret();
    var caller = aws.caller("AKIAANN4567890123456", null);
    aws.execute(caller, GetSecretValue.of("prod/db"));

    var names = names(where(key, value));

    if (key.equals("ReadOnly")) {
      assertThat(names).contains("CreateSecret").doesNotContain("GetSecretValue");
    } else {
      assertThat(String.join(" ", names)).isEqualTo(found);
    }
  }

  @Test
  @DisplayName("CT-2: a session is its name, and an event is found by its ID")
  void sessionsAndIds() {
    aws.account("123456789012").role("app").allow("secretsmanager:*");
    aws.account("123456789012").user("ann").allow("sts:AssumeRole");
    var session =
        aws.execute(ann, AssumeRole.of("arn:aws:iam::123456789012:role/app", "job")).result();
    var caller = aws.caller(session.credentials().accessKeyId(), null);
    aws.execute(caller, ListSecrets.all());

    var event = events(where("Username", "job")).get(0);

    assertThat(event.eventName()).isEqualTo("ListSecrets");
    assertThat(event.accessKeyId()).isEqualTo(session.credentials().accessKeyId());
    assertThat(events(where("EventId", event.eventId()))).containsExactly(event);
  }

  @Test
  @DisplayName("CT-2: one attribute, of those that there are")
  void malformedAttributes() {
    var two = List.of(new LookupAttribute("EventName", "a"), new LookupAttribute("Username", "b"));
    assertThat(refusal(new LookupEvents(two, null, null, null, null, null)).code())
        .isEqualTo(ErrorCode.INVALID_LOOKUP_ATTRIBUTES);
    assertThat(refusal(where("EventNames", "a")).code()).isEqualTo(ErrorCode.VALIDATION);
  }

  @Test
  @DisplayName("CT-3: a range of time includes both its ends, in whole seconds")
  void times() {
    secret();
    aws.clock().advance(Duration.ofMinutes(1));
    aws.execute(ann, ListSecrets.all());
    var first = Instant.parse("2026-01-01T10:15:30Z");
    var second = first.plusSeconds(60);

    assertThat(names(between(second, second)))
        .contains("ListSecrets")
        .doesNotContain("CreateSecret");
    assertThat(names(between(null, second.minusSeconds(1)))).doesNotContain("ListSecrets");
    assertThat(names(between(first, first))).contains("CreateSecret");
    assertThat(names(between(second.plusSeconds(1), second.plusSeconds(9)))).isEmpty();
    assertThat(refusal(between(second, first)).code()).isEqualTo(ErrorCode.INVALID_TIME_RANGE);
    var longAgo = first.minus(Duration.ofDays(91));
    assertThat(refusal(between(null, longAgo)).code()).isEqualTo(ErrorCode.INVALID_TIME_RANGE);
  }

  @Test
  @DisplayName("CT-4: events are there for 90 days")
  void ninetyDays() {
    secret();
    aws.clock().advance(Duration.ofDays(90));
    assertThat(names(where("EventName", "CreateSecret"))).hasSize(1);
    aws.clock().advance(Duration.ofSeconds(1));
    assertThat(names(where("EventName", "CreateSecret"))).isEmpty();
  }

  @Test
  @DisplayName("CT-1: each account and Region has its own events")
  void placesAreApart() {
    secret();
    aws.execute(admin.in("eu-west-1"), ListSecrets.all());

    assertThat(names(all())).doesNotContain("ListSecrets");
    assertThat(
            aws.execute(admin.in("eu-west-1"), all()).result().events().stream()
                .map(Event::eventName))
        .containsExactly("ListSecrets");
    var other = Caller.administrator("111122223333", "us-east-1");
    assertThat(aws.execute(other, all()).result().events()).isEmpty();
  }

  @Test
  @DisplayName("CT-1: fifty a page, without gaps though new events come")
  void pages() {
    for (int i = 0; i < 120; i++) {
      aws.clock().advance(Duration.ofSeconds(1));
      aws.execute(ann, ListSecrets.all());
    }
    var attributes = List.of(new LookupAttribute("EventName", "ListSecrets"));
    var found = new ArrayList<Event>();
    String token = null;
    var sizes = new ArrayList<Integer>();
    do {
      var page =
          aws.execute(admin, new LookupEvents(attributes, null, null, null, null, token)).result();
      found.addAll(page.events());
      sizes.add(page.events().size());
      token = page.nextToken();
      aws.execute(ann, ListSecrets.all());
    } while (token != null);

    assertThat(sizes).containsExactly(50, 50, 20);
    assertThat(found).extracting(Event::eventId).doesNotHaveDuplicates();
    assertThat(found).extracting(Event::eventTime).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(refusal(new LookupEvents(null, null, null, null, null, "x")).code())
        .isEqualTo(ErrorCode.INVALID_NEXT_TOKEN);
  }

  @Test
  void thereAreNoInsights() {
    secret();

    assertThat(events(new LookupEvents(null, null, null, "insight", null, null))).isEmpty();
  }

  @Test
  @DisplayName("CT-5: the permission has no resource")
  void permission() {
    var refusal = catchThrowableOfType(ServiceError.class, () -> aws.execute(ann, all()));

    assertThat(refusal.text())
        .isEqualTo(
            "User: arn:aws:iam::123456789012:user/ann is not authorized to perform:"
                + " cloudtrail:LookupEvents because no identity-based policy allows the"
                + " cloudtrail:LookupEvents action");
    aws.repair(aws.explain(ann, all()));
    aws.execute(ann, all());
  }

  @Test
  @DisplayName("CT-6: two requests a second")
  void quota() {
    var limited = SecretsEmulator.builder().frozenAt(START).quotas(Quotas.aws()).build();
    limited.execute(admin, all());
    limited.execute(admin, all());

    var refusal = catchThrowableOfType(ServiceError.class, () -> limited.execute(admin, all()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.THROTTLING);
  }

  @ParameterizedTest
  @ValueSource(strings = {TARGET, "com.amazonaws.cloudtrail.v20131101." + TARGET})
  void endpointTakesBothFormsOfTheTarget(String target) throws Exception {
    secret();
    try (var endpoint = Endpoint.start(aws, 0)) {
      var request =
          java.net.http.HttpRequest.newBuilder(URI.create(endpoint.uri().toString()))
              .header("X-Amz-Target", target)
              .header("Content-Type", "application/x-amz-json-1.1")
              .POST(
                  java.net.http.HttpRequest.BodyPublishers.ofString(
                      """
                      {"LookupAttributes": [{"AttributeKey": "EventName",
                        "AttributeValue": "CreateSecret"}], "StartTime": 1767200000}"""))
              .build();

      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      var event = Http.JSON.readTree(answer.body()).path("Events").path(0);
      assertThat(event.path("EventName").asText()).isEqualTo("CreateSecret");
      assertThat(event.path("ReadOnly").asText()).isEqualTo("false");
      assertThat(event.path("EventTime").asLong()).isEqualTo(1767262530);
    }
  }

  @Test
  void forksHaveTheirOwnEvents() {
    secret();
    var fork = aws.fork();
    fork.execute(admin, ListSecrets.all());

    assertThat(names(where("EventName", "ListSecrets"))).isEmpty();
    assertThat(fork.execute(admin, where("EventName", "ListSecrets")).result().events()).hasSize(1);
    assertThat(HttpApi.of(fork).answer(Http.post(TARGET, "{}")).status()).isEqualTo(200);
  }
}
