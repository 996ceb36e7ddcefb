package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.seed.Seed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administration of an emulator behind an endpoint. */
@Timeout(60)
class AdministrationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(Seed.secret("prod/db").string("hunter2").replicas("eu-west-1"))
          .build();
  private final Administration administration = new Administration(aws);

  @AfterEach
  void close() {
    aws.close();
  }

  // ---- what there is

  @Test
  void everyRouteIsDescribedAndEverythingDescribedIsARoute() throws Exception {
    var described = new ArrayList<String>();
    var parameters = new ArrayList<String>();
    var paths = openApi().path("paths");
    paths
        .fieldNames()
        .forEachRemaining(
            path ->
                paths
                    .get(path)
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
                          for (var parameter : paths.get(path).get(method).path("parameters")) {
                            if (parameter.path("in").asText().equals("query")) {
                              parameters.add(path + "?" + parameter.path("name").asText());
                            }
                          }
                        }));

    assertThat(administration.routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactlyInAnyOrderElementsOf(described);
    assertThat(administration.routes())
        .flatExtracting(
            route -> route.query().stream().map(name -> route.path() + "?" + name).toList())
        .containsExactlyInAnyOrderElementsOf(parameters);
  }

  @Test
  void documentsHaveTheSameDescription() throws Exception {
    assertThat(JSON.readTree(Path.of("../docs/openapi.json").toFile()))
        .isEqualTo(openApi())
        .isEqualTo(get("/openapi.json"));
  }

  private static JsonNode openApi() throws Exception {
    try (var in = Administration.class.getResourceAsStream("openapi.json")) {
      return JSON.readTree(in);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /nothing               | 404 | There are health, openapi.json, events, clock",
        "GET  | /secrets/absent        | 404 | There is no secret 'absent'",
        "GET  | /secrets/%zz           | 404 | There are health",
        "GET  | /secrets/a/b           | 404 | There are health",
        "PUT  | /secrets               | 405 | secrets needs the method GET",
        "GET  | /explain               | 405 | explain needs the method POST",
        "GET  | /secrets?value=true    | 400 | There is no parameter 'value' here; there may be []",
        "GET  | /audit?limit=1001      | 400 | 'limit' must be a number up to 1000",
        "GET  | /audit?since=noon      | 400 | 'since' must be an instant such as",
        "GET  | /audit?failed=perhaps  | 400 | 'failed' must be true or false",
        "DELETE | /functions/arn       | 404 | There is no function 'arn'",
        "DELETE | /snapshots/x         | 404 | There is no snapshot 'x'",
        "DELETE | /principals/arn:aws:iam::111122223333:user%2Fx | 404 | There is no principal"
            + " 'arn",
      })
  void wrongRequestIsRefused(String method, String path, int status, String message) {
    var before = aws.snapshot();

    var answer = answer(method, path, "");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(text(answer)).startsWith("{\"error\":\"" + message);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/clock    | {}                       | The clock needs one of 'advance', 'advanceTo',",
        "/clock    | {'frozen': 1}            | 'frozen' must be true or false",
        "/clock    | {'advanceToNextDue': true} | Nothing falls due",
        "/explain  | {'principal': 'x', 'operation': 'GetSecretValue'} | 'x' is no principal",
        "/explain  | {'principal': '111122223333', 'operation': 'Guess'} | There is no operation",
        "/access   | {'secrets': [1]}         | 'secrets' must be a list of strings",
        "/rotations/prod%2Fdb | {}            | A rotation needs one of 'pauseBefore',",
        "/rotations/prod%2Fdb | {'pauseBefore': 'x'} | A step is one of [createSecret,",
        "/rotations/prod%2Fdb | {'resume': true} | The rotation of 'prod/db' is not paused",
        "/functions | {'arn': 'a', 'code': 'f.jar#x'} | line 1, column",
      })
  void wrongBodyIsRefused(String path, String body, String message) {
    var before = aws.snapshot();

    var answer = answer("POST", path, body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).startsWith("{\"error\":\"" + message);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void everythingNeedsTheHeader() {
    for (var route : administration.routes()) {
      var path = "/_strongroom" + route.path().replaceAll("\\{.*", "x");
      var request =
          new HttpRequest(
              route.method(),
              path,
              Map.of("Content-Type", List.of("application/json")),
              new byte[0]);

      assertThat(administration.answer(request).status()).isEqualTo(403);
      assertThat(administration.streamFor(request)).isNull();
    }
  }

  // ---- secrets

  @Test
  void secretsOfAllPlacesAreListedAndShownWithoutATrace() throws Exception {
    var records = aws.audit().size();
    var before = aws.snapshot();

    var listed = get("/secrets").path("secrets");
    var shown = get("/secrets/prod%2Fdb");

    assertThat(listed.findValuesAsText("region"))
        .containsExactlyInAnyOrder("us-east-1", "eu-west-1");
    assertThat(shown.path("description").path("ReplicationStatus").path(0).path("Status").asText())
        .isEqualTo("InSync");
    assertThat(shown.path("versions")).hasSize(1);
    assertThat(shown.toString()).doesNotContain("hunter2");
    assertThat(aws.audit().size()).isEqualTo(records);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void noAnswerHasAValueThatWasNotAskedFor() {
    for (var route : administration.routes()) {
      if (route.method().equals("GET")) {
        var answer = answer("GET", route.path().replaceAll("\\{.*", "prod%2Fdb"), "");

        assertThat(answer.status()).as(route.path()).isEqualTo(200);
        assertThat(text(answer)).as(route.path()).doesNotContain("hunter2");
      }
    }
  }

  @Test
  void valuesAreShownToWhoAsksForThem() throws Exception {
    var arn = get("/secrets/prod%2Fdb").path("arn").asText();

    var shown = get("/secrets/" + URLEncoder.encode(arn, UTF_8) + "?values=true");

    assertThat(shown.path("values").findValuesAsText("SecretString")).containsExactly("hunter2");
  }

  @Test
  void labelsAreShownAsTheyMove() throws Exception {
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));

    var moves = get("/secrets/prod%2Fdb").path("labels");

    assertThat(moves).hasSize(1);
    assertThat(moves.path(0).path("cause").asText()).isEqualTo("PutSecretValue");
    assertThat(moves.path(0).path("labels"))
        .extracting(labels -> labels.path(0).asText())
        .containsExactlyInAnyOrder("AWSCURRENT", "AWSPREVIOUS");
  }

  // ---- rotation

  @Test
  void rotationIsPausedInspectedAndResumed() throws Exception {
    aws.rotation("prod/db").with(new PasswordRotation());
    post("/rotations/prod%2Fdb", "{'pauseAfter': 'setSecret'}");
    call(
        RotateSecret.of("prod/db", aws.newClientRequestToken())
            .withRotationLambdaARN(aws.rotation("prod/db").lambdaArn()));

    var paused = get("/secrets/prod%2Fdb");
    var resumed = post("/rotations/prod%2Fdb", "{'resume': true}");

    assertThat(paused.path("paused").asBoolean()).isTrue();
    assertThat(paused.path("rotation").path("nextStep").asText()).isEqualTo("testSecret");
    assertThat(resumed.path("paused").asBoolean()).isFalse();
    assertThat(resumed.path("timeline").findValuesAsText("what"))
        .endsWith("testSecret", "finishSecret", "RotationSucceeded");
    assertThat(get("/rotations").path("rotations")).hasSize(1);
    assertThat(get("/functions").path("functions").path(0).path("arn").asText())
        .isEqualTo(aws.rotation("prod/db").lambdaArn());
  }

  @Test
  void messageOfAFailureIsShownToWhoAsksForValues() throws Exception {
    aws.rotation("prod/db")
        .with(
            (event, service) -> {
              throw new IllegalStateException("it was hunter2");
            });
    call(
        RotateSecret.of("prod/db", aws.newClientRequestToken())
            .withRotationLambdaARN(aws.rotation("prod/db").lambdaArn()));

    assertThat(get("/rotations").toString()).doesNotContain("hunter2");
    assertThat(get("/rotations/prod%2Fdb").toString())
        .contains("failed: IllegalStateException")
        .doesNotContain("hunter2");
    assertThat(get("/rotations/prod%2Fdb?values=true").toString()).contains("it was hunter2");
  }

  // ---- access

  @Test
  void callIsExplainedAndRepaired() throws Exception {
    var ann = aws.account("123456789012").user("ann").arn();
    var question =
        "{'principal': '"
            + ann
            + "', 'operation': 'GetSecretValue', 'parameters': {'SecretId': 'prod/db'}}";

    var denied = post("/explain", question);
    var repaired = post("/repair", question);

    assertThat(denied.path("allowed").asBoolean()).isFalse();
    assertThat(denied.path("repairs").path(0).path("owner").asText()).isEqualTo(ann);
    assertThat(denied.path("decisions").path(0).path("action").asText())
        .isEqualTo("secretsmanager:GetSecretValue");
    assertThat(repaired.path("allowed").asBoolean()).isTrue();
    assertThat(get("/principals").path("principals").path(0).path("policies")).isNotEmpty();
  }

  @Test
  void matrixSaysWhoMayReadWhat() throws Exception {
    var ann = aws.account("123456789012").user("ann").allow("secretsmanager:GetSecretValue");
    var bob = aws.account("123456789012").user("bob");

    var rows = post("/access", "{'secrets': ['prod/db']}").path("rows");
    var describes =
        post("/access", "{'operation': 'DescribeSecret', 'principals': ['" + ann.arn() + "']}");

    assertThat(rows)
        .extracting(
            row -> row.path("principal").asText() + row.path("allowed").path("prod/db").asText())
        .containsExactlyInAnyOrder(ann.arn() + "true", bob.arn() + "false");
    assertThat(describes.path("rows").path(0).path("allowed")).allMatch(cell -> !cell.asBoolean());
  }

  @Test
  void principalIsRemoved() throws Exception {
    var ann = aws.account("123456789012").user("ann").arn();

    var left = json(answer("DELETE", "/principals/" + URLEncoder.encode(ann, UTF_8), ""));

    assertThat(left.path("principals")).isEmpty();
  }

  // ---- keys, audit, clock, snapshots

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

  // ---- events

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

  // ---- requests

  private <Q extends dev.strongroom.api.Request<R>, R extends Record> R call(Q request) {
    return aws.as(aws.administrator()).call(request);
  }

  private HttpResponse answer(String method, String path, String body) {
    return administration.answer(
        new HttpRequest(
            method,
            "/_strongroom" + path,
            Map.of(
                "X-Strongroom-Admin", List.of("true"), "Content-Type", List.of("application/json")),
            body.getBytes(UTF_8)));
  }

  private JsonNode get(String path) throws Exception {
    return json(answer("GET", path, ""));
  }

  private JsonNode post(String path, String body) throws Exception {
    return json(answer("POST", path, body.replace('\'', '"')));
  }

  private static JsonNode json(HttpResponse answer) throws Exception {
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String text(HttpResponse answer) {
    return new String(answer.body(), UTF_8);
  }
}
