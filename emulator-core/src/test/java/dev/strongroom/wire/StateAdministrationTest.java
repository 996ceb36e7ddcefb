package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.internal.service.ssm.Puts;
import dev.strongroom.internal.service.ssm.api.AddTagsToResource;
import dev.strongroom.internal.service.ssm.api.LabelParameterVersion;
import dev.strongroom.internal.service.ssm.api.Tag;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, audit, clock, snapshots and events, as the administration shows and changes them. */
@Timeout(60)
class StateAdministrationTest extends AdministrationFixture {

  @Test
  void keysAreListedWithWhatBelongsToThem() throws Exception {
    call(CreateKey.of(null, null).withDescription("of the shop"));

    var keys = get("/keys").path("keys");

    assertThat(keys)
        .anySatisfy(
            key -> {
              assertThat(key.path("metadata").path("Description").asText())
                  .isEqualTo("of the shop");
              assertThat(key.path("policy").asText()).contains("kms:*");
              assertThat(key.path("rotation").path("KeyRotationEnabled").asBoolean()).isFalse();
            });
  }

  @Test
  void keysAreListedWithWhatIsEncryptedWithThem() throws Exception {
    var key = call(CreateKey.of(null, null)).keyMetadata();
    var secret =
        call(UpdateSecret.of("prod/db", aws.newClientRequestToken())
                .withKmsKeyId(key.keyId())
                .withSecretString(SecretValue.ofText("two")))
            .arn();
    post(
        "/seed",
        "{'parameters': [{'name': '/prod/host', 'value': 'db'}, {'name': '/prod/token', 'value': 'x',"
            + " 'type': 'SecureString', 'kmsKey': '"
            + key.arn()
            + "'}]}");

    var keys = get("/keys").path("keys");

    assertThat(keys)
        .filteredOn(each -> each.path("metadata").path("Arn").asText().equals(key.arn()))
        .singleElement()
        .satisfies(
            mine -> {
              assertThat(mine.path("secrets").toString()).isEqualTo("[\"" + secret + "\"]");
              assertThat(mine.path("parameters")).hasSize(1);
            });
    assertThat(keys) // the replica is under the other Region's own key
        .anySatisfy(
            other ->
                assertThat(other.path("secrets").toString())
                    .contains("eu-west-1")
                    .contains("prod/db"));
  }

  @Test
  void parametersAreListedAndShownWithoutATrace() throws Exception {
    aws.seed(
        Seed.EMPTY
            .and(ParameterSeed.secure("/prod/token", "t0ken"))
            .and(ParameterSeed.of("/prod/host", "db")));
    var records = aws.audit().size();

    var listed = get("/parameters").path("parameters");
    var host = get("/parameters/%2Fprod%2Fhost");
    var token = get("/parameters/%2Fprod%2Ftoken");
    var arn = token.path("parameter").path("ARN").asText();
    var read = get("/parameters/" + URLEncoder.encode(arn, UTF_8) + "?values=true");

    assertThat(listed.findValuesAsText("Name")).containsExactly("/prod/host", "/prod/token");
    assertThat(listed.path(0).path("region").asText()).isEqualTo("us-east-1");
    assertThat(host.path("history").findValuesAsText("Value")).containsExactly("db");
    assertThat(token.path("history")).hasSize(1);
    assertThat(token.path("history").path(0).has("Value")).isFalse();
    assertThat(read.path("history").findValuesAsText("Value")).containsExactly("t0ken");
    assertThat(aws.audit().size()).isEqualTo(records);
  }

  @Test
  void auditIsPagedBackAndShowsOneRecord() throws Exception {
    call(new DescribeSecret("prod/db"));
    var records = get("/audit").path("records");
    var last = records.get(records.size() - 1).path("eventID").asText();

    var before = get("/audit?limit=1&to=" + last);

    assertThat(before.path("records").path(0)).isEqualTo(records.get(records.size() - 2));
    assertThat(before.path("leftOut").asInt()).isEqualTo(aws.audit().size() - 2);
    assertThat(get("/audit/" + last)).isEqualTo(records.get(records.size() - 1));
    assertThat(answer("GET", "/audit/none", "").status()).isEqualTo(404);
  }

  @Test
  void faultsStrikeEveryService() throws Exception {
    post("/faults", "{'service': 'ssm', 'on': 'GetParameter', 'first': 1, 'throttle': true}");

    assertThat(get("/faults").path("faults").path(0).path("fault").asText())
        .isEqualTo("ThrottlingException on GetParameter: struck 0 of 1");
    assertThat(text(answer("POST", "/faults", "{\"service\": \"x\", \"throttle\": true}")))
        .contains("There is no service 'x' in this emulator; there are [");
  }

  @Test
  void auditIsFilteredAndFollowed() throws Exception {
    var first = get("/audit").path("records");
    var last = first.get(first.size() - 1).path("eventID").asText();
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));

    assertThat(get("/audit?after=" + last).path("records").findValuesAsText("eventName"))
        .contains("PutSecretValue")
        .doesNotContain("CreateSecret");
    assertThat(get("/audit?operation=CreateSecret&secret=prod/db").path("records")).hasSize(1);
    assertThat(get("/audit?failed=true").path("records")).isEmpty();
    assertThat(get("/audit?limit=1").path("leftOut").asInt()).isPositive();
    assertThat(get("/audit?limit=0").path("oldest").asText())
        .isEqualTo(aws.audit().first().time().toString());
    assertThat(get("/audit").toString()).doesNotContain("hunter2");
  }

  @Test
  void clockAdvancesToWhatIsDueAndIsFrozenAndSetGoing() throws Exception {
    aws.seed(Seed.of(Seed.secret("old").string("x").scheduledForDeletion(7)));

    var due = get("/clock/due").path("due");
    var moved = post("/clock", "{'advanceToNextDue': true}");
    var ticking = post("/clock", "{'frozen': false}");
    var frozen = post("/clock", "{'frozen': true}");

    assertThat(due.path(0).path("what").asText()).isEqualTo("deletion");
    assertThat(moved.path("now")).isEqualTo(due.path(0).path("time"));
    assertThat(ticking.path("ticking").asBoolean()).isTrue();
    assertThat(frozen.path("ticking").asBoolean()).isFalse();
    assertThat(Instant.parse(frozen.path("now").asText()))
        .isBetween(
            Instant.parse(moved.path("now").asText()),
            Instant.parse(moved.path("now").asText()).plus(Duration.ofMinutes(1)));
    assertThat(get("/clock")).isEqualTo(frozen);
    post("/reset", "{}");
    assertThat(get("/clock").path("now").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void snapshotsHaveNames() throws Exception {
    post("/snapshot", "{'name': 'before'}");
    aws.seed(Seed.of(Seed.secret("more").string("x")));
    post("/snapshot", "{}");

    assertThat(get("/snapshots").path("snapshots"))
        .extracting(JsonNode::asText)
        .containsExactly("before", "1");
    post("/restore", "{'snapshot': 'before'}");
    assertThat(get("/secrets").path("secrets").findValuesAsText("name")).doesNotContain("more");
    assertThat(json(answer("DELETE", "/snapshots/before", "")).path("snapshots")).hasSize(1);
  }

  @Test
  void eventsAreStreamed() throws Exception {
    try (var endpoint = Endpoint.start(aws, 0)) {
      var request =
          java.net.http.HttpRequest.newBuilder(endpoint.uri().resolve("/_strongroom/events"))
              .header("X-Strongroom-Admin", "true")
              .build();
      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
      try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(lines.readLine()).isEqualTo(": events follow");

        call(
            PutSecretValue.of("prod/db", aws.newClientRequestToken())
                .withSecretString(SecretValue.ofText("two")));

        lines.readLine();
        assertThat(lines.readLine()).startsWith("id: ");
        var event = lines.readLine();
        assertThat(event).startsWith("data: {");
        assertThat(JSON.readTree(event.substring(6)).path("detail").path("eventName").asText())
            .isEqualTo("PutSecretValue");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Origin: http://localhost:3000", "X-Strongroom-Admin: false"})
  void eventsAreForNobodyElse(String header) throws Exception {
    try (var endpoint = Endpoint.start(aws, 0)) {
      var parts = header.split(": ");
      var request =
          java.net.http.HttpRequest.newBuilder(URI.create(endpoint.uri() + "/_strongroom/events"))
              .header(parts[0], parts[1]);
      if (!parts[0].equals("X-Strongroom-Admin")) {
        request.header("X-Strongroom-Admin", "true");
      }

      var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(403);
    }
  }

  @Test
  void snapshotsAreComparedWithoutValues() throws Exception {
    post("/snapshot", "{'name': 'before'}");
    assertThat(get("/compare?from=before").findValuesAsText("change")).isEmpty();
    aws.clock().advance(Duration.ofHours(3));
    var created = call(CreateKey.of(null, null)).keyMetadata().arn();
    var version =
        call(PutSecretValue.of("prod/db", aws.newClientRequestToken())
                .withSecretString(SecretValue.ofText("s3cond")))
            .versionId();
    aws.seed(
        Seed.EMPTY
            .and(ParameterSeed.of("/prod/host", "db"))
            .and(Seed.secret("new").string("s3cond")));
    aws.account("123456789012").user("ann").allow("secretsmanager:*", "*");
    post("/snapshot", "{'name': 'after'}");

    var compared = get("/compare?from=before&to=after");

    assertThat(compared.toString()).doesNotContain("hunter2").doesNotContain("s3cond");
    assertThat(compared.path("from").toString())
        .isEqualTo("{\"snapshot\":\"before\",\"time\":\"2026-01-01T00:00:00Z\"}");
    assertThat(compared.path("to").path("time").asText()).isEqualTo("2026-01-01T03:00:00Z");
    assertThat(compared.path("secrets").findValuesAsText("name")).contains("new", "prod/db");
    assertThat(compared.path("secrets"))
        .anySatisfy(
            secret -> {
              assertThat(secret.path("name").asText()).isEqualTo("prod/db");
              assertThat(secret.path("change").asText()).isEqualTo("changed");
              assertThat(secret.path("differences").findValuesAsText("what"))
                  .containsExactly("Labels", "Versions");
              var labels = secret.path("differences").path(0);
              assertThat(labels.path("from").has("AWSPREVIOUS")).isFalse();
              assertThat(labels.path("to").path("AWSCURRENT").asText()).isEqualTo(version);
              assertThat(labels.path("to").path("AWSPREVIOUS"))
                  .isEqualTo(labels.path("from").path("AWSCURRENT"));
            });
    assertThat(compared.path("keys").findValuesAsText("arn")).containsExactly(created);
    assertThat(compared.path("principals").findValuesAsText("name"))
        .containsExactly("arn:aws:iam::123456789012:user/ann");
    assertThat(compared.path("parameters").findValuesAsText("name")).containsExactly("/prod/host");
    assertThat(get("/compare?from=after&to=before").path("keys").findValuesAsText("change"))
        .containsExactly("removed");
    assertThat(get("/compare?from=after").path("secrets")).isEmpty();
  }

  @Test
  void allThatAParameterHoldsIsCompared() throws Exception {
    aws.seed(
        Seed.EMPTY
            .and(ParameterSeed.of("/labelled", "x"))
            .and(ParameterSeed.of("/tagged", "x"))
            .and(ParameterSeed.of("/described", "x"))
            .and(ParameterSeed.secure("/secure", "s3cond")));
    put("/labelled", "y", null);
    post("/snapshot", "{'name': 'before'}");
    call(new LabelParameterVersion("/labelled", 1L, List.of("blue")));
    call(new AddTagsToResource("Parameter", "/tagged", List.of(new Tag("team", "shop"))));
    put("/described", "x", "of the shop");
    put("/secure", "th1rd", null);

    var compared = get("/compare?from=before").path("parameters");

    assertThat(differences(compared, "/labelled"))
        .containsExactly("{\"what\":\"Labels\",\"from\":{},\"to\":{\"blue\":\"1\"}}");
    assertThat(differences(compared, "/tagged"))
        .containsExactly(
            "{\"what\":\"Tags\",\"from\":[],\"to\":[{\"Key\":\"team\",\"Value\":\"shop\"}]}");
    assertThat(differences(compared, "/described"))
        .anyMatch(
            difference ->
                difference.contains("\"what\":\"Description\"")
                    && difference.contains("of the shop"))
        .anyMatch(difference -> difference.contains("\"what\":\"Version 2\",\"from\":null"));
    assertThat(differences(compared, "/secure"))
        .anyMatch(difference -> difference.contains("\"what\":\"Version\""));
    assertThat(compared.toString()).doesNotContain("s3cond", "th1rd");
  }

  @Test
  void otherValueOfTheSameVersionIsSeenAndNotShown() throws Exception {
    aws.seed(Seed.EMPTY.and(ParameterSeed.secure("/secure", "one")));
    post("/snapshot", "{'name': 'before'}");
    put("/secure", "s3cond", null);
    post("/snapshot", "{'name': 'second'}");
    post("/restore", "{'snapshot': 'before'}");
    put("/secure", "th1rd", null);

    var compared = get("/compare?from=second").path("parameters");

    assertThat(differences(compared, "/secure"))
        .containsExactly(
            "{\"what\":\"Values\",\"from\":\"not shown\",\"to\":\"other ones of [version 2]\"}");
    assertThat(compared.toString()).doesNotContain("s3cond", "th1rd");
  }

  private void put(String parameter, String value, @Nullable String description) {
    call(Puts.over(parameter, value).description(description).request());
  }

  private static List<String> differences(JsonNode compared, String name) throws Exception {
    for (var change : compared) {
      if (change.path("name").asText().equals(name)) {
        var lines = new ArrayList<String>();
        for (var each : change.path("differences")) {
          var ordered = JSON.createObjectNode();
          for (var member : List.of("what", "from", "to")) {
            ordered.set(member, each.path(member));
          }
          lines.add(ordered.toString());
        }
        return lines;
      }
    }
    return List.of();
  }

  @Test
  void tagsOfAKeyAreShownAndCompared() throws Exception {
    var key = call(CreateKey.of(null, null)).keyMetadata().arn();
    post("/snapshot", "{'name': 'before'}");
    call(new TagResource(key, List.of(new dev.strongroom.api.kms.Tag("team", "shop"))));

    var compared = get("/compare?from=before").path("keys").path(0);

    assertThat(get("/keys").findValues("tags").toString()).contains("\"team\"");
    assertThat(compared.path("arn").asText()).isEqualTo(key);
    assertThat(compared.path("differences").findValuesAsText("what")).containsExactly("tags");
  }

  @Test
  void comparingLeavesNoTrace() throws Exception {
    post("/snapshot", "{'name': 'before'}");
    var stored = aws.snapshot();
    var records = aws.audit().size();

    get("/compare?from=before");

    assertThat(aws.snapshot()).isEqualTo(stored);
    assertThat(aws.audit().size()).isEqualTo(records);
    assertThat(text(answer("GET", "/compare", "")))
        .isEqualTo("{\"error\":\"A comparison needs the parameter 'from'\"}");
    assertThat(text(answer("GET", "/compare?from=gone", "")))
        .startsWith("{\"error\":\"There is no snapshot 'gone'");
  }
}
