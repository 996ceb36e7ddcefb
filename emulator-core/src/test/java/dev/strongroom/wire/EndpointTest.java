package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.Fault;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loopback endpoint, over real sockets. */
@Timeout(60)
class EndpointTest {

  private static final String GET = "{\"SecretId\":\"prod/db\"}";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(Seed.secret("prod/db").string("one"))
          .build();
  private final Endpoint endpoint = start(aws, "http://localhost:3000");

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  @DisplayName("WIRE-1: a call is answered as AWS answers it")
  void callIsAnswered() throws Exception {
    var answer = send(call("GetSecretValue", GET));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
    assertThat(answer.headers().firstValue("x-amzn-RequestId"))
        .contains(aws.audit().last().requestId());
    assertThat(json(answer).path("SecretString").asText()).isEqualTo("one");
  }

  @Test
  @DisplayName("WIRE-8: an operation without output has an empty body")
  void emptyBodyHasItsLength() throws Exception {
    var answer =
        send(
            call(
                "TagResource",
                "{\"SecretId\":\"prod/db\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("0");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void threeServicesAnswerOnOnePort() throws Exception {
    var kms = send(request("/", "{}").header("X-Amz-Target", "TrentService.ListKeys"));
    var sts =
        send(
            HttpRequest.newBuilder(endpoint.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15")));

    assertThat(json(kms).path("Keys").isArray()).isTrue();
    assertThat(sts.headers().firstValue("Content-Type")).contains("text/xml");
    assertThat(sts.body()).contains("<Account>123456789012</Account>");
  }

  @Test
  void takenPortIsRefused() {
    assertThatThrownBy(() -> Endpoint.start(aws, endpoint.uri().getPort()))
        .isInstanceOf(BindException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:4566", "169.254.169.254", ""})
  void foreignHostIsRefused(String host) throws Exception {
    assertThat(raw("POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"__type\":\"AccessDeniedException\"", "Host header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1:4566", "[::1]:4566"})
  void loopbackHostIsServed(String host) throws Exception {
    assertThat(raw("GET /_strongroom/health HTTP/1.1\r\nHost: " + host + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void webPageIsRefusedUnlessItsOriginIsAllowed() throws Exception {
    var refused = send(call("GetSecretValue", GET).header("Origin", "http://evil.example"));
    var served = send(call("GetSecretValue", GET).header("Origin", "http://localhost:3000"));
    var asked =
        send(
            HttpRequest.newBuilder(endpoint.uri())
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "POST"));
    var administers = send(admin("reset", "{}").header("Origin", "http://localhost:3000"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).doesNotContain("one");
    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(served.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("http://localhost:3000");
    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
    assertThat(administers.statusCode()).isEqualTo(403);
  }

  @Test
  void healthPageNeedsNothing() throws Exception {
    var health = send(HttpRequest.newBuilder(path("health")).GET());

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .isEqualTo(
            "{\"status\":\"ok\",\"account\":\"123456789012\",\"region\":\"us-east-1\","
                + "\"services\":[\"secretsmanager\",\"kms\",\"sts\"]}");
  }

  @Test
  void rootSaysWhatIsHere() throws Exception {
    var root = send(HttpRequest.newBuilder(endpoint.uri()).GET());

    assertThat(root.statusCode()).isEqualTo(200);
    assertThat(root.body())
        .isEqualTo(
            "{\"name\":\"Strongroom\",\"services\":[\"secretsmanager\",\"kms\",\"sts\"],"
                + "\"health\":\"/_strongroom/health\"}");
  }

  @Test
  void pageThatUsersOfLocalStackPollIsThere() throws Exception {
    var health = send(HttpRequest.newBuilder(endpoint.uri().resolve("/_localstack/health")).GET());

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .isEqualTo(
            "{\"services\":{\"secretsmanager\":\"running\",\"kms\":\"running\",\"sts\":\"running\"},"
                + "\"edition\":\"strongroom\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb, POST, /,       DynamoDB_20120810.ListTables",
    "s3,       GET,  /bucket, ''",
    "lambda,   POST, /2015-03-31/functions/f/invocations, ''",
  })
  void unknownServiceIsAnsweredWithThoseThatAreHere(
      String service, String method, String path, String target) throws Exception {
    var answer =
        raw(
            method
                + " "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=0\r\nX-Amz-Target: "
                + target
                + "\r\nContent-Length: 0\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .endsWith(
            "{\"__type\":\"UnknownOperationException\",\"message\":\"Strongroom serves"
                + " secretsmanager, kms, sts here, not "
                + service
                + "\"}");
  }

  @Test
  void hostIsServedOnceItIsAllowed() throws Exception {
    try (var inContainer = Endpoint.of(aws).allowHosts("Strongroom").start()) {
      assertThat(raw(inContainer, "GET / HTTP/1.1\r\nHost: strongroom:4566\r\n", ""))
          .startsWith("HTTP/1.1 200 ");
      assertThat(raw(inContainer, "GET / HTTP/1.1\r\nHost: localhost\r\n", ""))
          .startsWith("HTTP/1.1 200 ");
      assertThat(raw(inContainer, "GET / HTTP/1.1\r\nHost: strongroom.evil.example\r\n", ""))
          .startsWith("HTTP/1.1 403 ");
    }
    assertThat(raw("GET / HTTP/1.1\r\nHost: strongroom:4566\r\n")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void listensOnLoopbackOnlyUnlessItIsBoundElsewhere() throws Exception {
    var everywhere = InetAddress.getByName("0.0.0.0");
    var other = InetAddress.getByName("127.0.0.2"); // loopback too, but not the default address

    try (var open = Endpoint.of(aws).bind(everywhere).start();
        var own = Endpoint.of(aws).bind(other).start()) {
      assertThat(open.uri().getHost()).isEqualTo("127.0.0.1");
      new Socket(other, open.uri().getPort()).close();
      assertThat(own.uri().getHost()).isEqualTo("127.0.0.2");
      var page = HttpRequest.newBuilder(own.uri().resolve("/_strongroom/health")).GET();
      assertThat(send(page).statusCode()).isEqualTo(200); // the address is a host of its own
    }
    assertThatThrownBy(() -> new Socket(other, endpoint.uri().getPort()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void listenerIsShownRequestsAndTheirAnswers() throws Exception {
    var shown = new LinkedBlockingQueue<String>();
    try (var watched =
        Endpoint.of(aws)
            .onAnswer((request, answer) -> shown.add(request.path() + " " + answer.status()))
            .start()) {
      send(call("GetSecretValue", GET).uri(watched.uri()));
      send(HttpRequest.newBuilder(watched.uri().resolve("/_strongroom/clock")).GET());

      assertThat(List.of(shown.take(), shown.take()))
          .containsExactlyInAnyOrder("/ 200", "/_strongroom/clock 403");
    }
  }

  @Test
  void snapshotRestoreAndResetGoBack() throws Exception {
    put("two");
    var name = json(send(admin("snapshot", "{}"))).path("snapshot").asText();
    put("three");

    assertThat(send(admin("restore", "{\"snapshot\":\"" + name + "\"}")).statusCode())
        .isEqualTo(200);
    assertThat(value()).isEqualTo("two");

    assertThat(send(admin("reset", "{}")).statusCode()).isEqualTo(200);
    assertThat(value()).isEqualTo("one");
  }

  @Test
  void resetSetsTheClockBackAndWhatWasDueHappensAgain() throws Exception {
    send(call("DeleteSecret", "{\"SecretId\":\"prod/db\",\"RecoveryWindowInDays\":7}"));
    send(admin("clock", "{\"advance\":\"P8D\"}"));
    assertThat(send(call("DescribeSecret", GET)).body()).contains("ResourceNotFoundException");

    send(admin("reset", "{}"));

    assertThat(aws.clock().instant()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(value()).isEqualTo("one");
    send(call("DeleteSecret", "{\"SecretId\":\"prod/db\",\"RecoveryWindowInDays\":7}"));
    send(admin("clock", "{\"advance\":\"P6D\"}"));
    assertThat(send(call("DescribeSecret", GET)).body()).contains("\"DeletedDate\":");
    send(admin("clock", "{\"advance\":\"P1D\"}"));
    assertThat(send(call("DescribeSecret", GET)).body()).contains("ResourceNotFoundException");
  }

  @Test
  void clockIsReadAndMoved() throws Exception {
    var get = HttpRequest.newBuilder(path("clock")).header("X-Strongroom-Admin", "true").GET();

    assertThat(send(get).body()).isEqualTo("{\"now\":\"2026-01-01T00:00:00Z\",\"ticking\":false}");
    assertThat(json(send(admin("clock", "{\"advance\":\"P7D\"}"))).path("now").asText())
        .isEqualTo("2026-01-08T00:00:00Z");
    send(admin("clock", "{\"advanceTo\":\"2026-02-01T00:00:00Z\"}"));
    assertThat(aws.clock().instant()).isEqualTo("2026-02-01T00:00:00Z");
  }

  @Test
  void seedPutsSecretsIn() throws Exception {
    var answer =
        send(admin("seed", "{\"secrets\":[{\"name\":\"prod/api\",\"json\":{\"key\":\"k\"}}]}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(send(call("GetSecretValue", "{\"SecretId\":\"prod/api\"}")).body())
        .contains("{\\\"key\\\":\\\"k\\\"}");
  }

  @Test
  void seedArrangesKeysReplicasAndDeletions() throws Exception {
    var seed =
        """
        {"secrets": [
          {"name": "prod/card", "string": "x", "kmsKey": "alias/shop", "replicas": ["eu-west-1"]},
          {"name": "prod/old", "string": "x", "scheduledForDeletion": true}
        ]}
        """;

    var answer = send(admin("seed", seed));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(send(call("DescribeSecret", "{\"SecretId\":\"prod/card\"}")).body())
        .contains("\"KmsKeyId\":\"alias/shop\"", "\"Region\":\"eu-west-1\"", "InSync");
    assertThat(send(call("DescribeSecret", "{\"SecretId\":\"prod/old\"}")).body())
        .contains("\"DeletedDate\":");
  }

  @Test
  void faultsAreDeclaredListedAndRemovedByAReset() throws Exception {
    var declared =
        send(
            admin(
                "faults",
                "{\"on\":\"GetSecretValue\",\"secret\":\"prod/*\",\"first\":2,\"throttle\":true}"));
    assertThat(declared.statusCode()).as(declared.body()).isEqualTo(200);
    assertThat(json(declared).path("limit").asInt()).isEqualTo(2);

    assertThat(send(call("GetSecretValue", GET)).body()).contains("ThrottlingException");

    var get = HttpRequest.newBuilder(path("faults")).header("X-Strongroom-Admin", "true").GET();
    assertThat(json(send(get)).path("faults").path(0).path("struck").asInt()).isEqualTo(1);
    send(admin("reset", "{}"));
    assertThat(aws.faults().all()).isEmpty();
    assertThat(value()).isEqualTo("one");
  }

  @Test
  void singleFaultIsRemovedAndTheOthersStay() throws Exception {
    var throttle = json(send(admin("faults", "{\"on\":\"GetSecretValue\",\"throttle\":true}")));
    var delay = json(send(admin("faults", "{\"on\":\"PutSecretValue\",\"delay\":\"PT1S\"}")));
    send(call("GetSecretValue", GET));

    var removed = json(send(removal(throttle.path("id").asText())));

    assertThat(removed.path("fault").asText())
        .isEqualTo("ThrottlingException on GetSecretValue: struck 1");
    assertThat(value()).isEqualTo("one");
    assertThat(aws.faults().all()).singleElement().asString().contains("PutSecretValue");
    var list = json(send(admin("faults", "").GET())).path("faults");
    assertThat(list).singleElement().isEqualTo(delay);
    var again = send(removal(throttle.path("id").asText()));
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(again.body())
        .isEqualTo("{\"error\":\"There is no fault '1': GET faults tells the ids of all\"}");
    assertThat(send(removal("2").GET()).statusCode()).isEqualTo(405);
    assertThat(send(request("/_strongroom/faults/2", "").DELETE()).statusCode()).isEqualTo(403);
    assertThat(aws.faults().all()).hasSize(1);
  }

  @Test
  void faultsThatNeverStruckAreTold() throws Exception {
    aws.faults().on("PutSecretValue").throttle(); // in Java, it is told like the others
    send(admin("faults", "{\"on\":\"GetSecretValue\",\"throttle\":true}"));
    var before = json(send(admin("faults", "").GET()));

    send(call("GetSecretValue", GET));

    var after = json(send(admin("faults", "").GET()));
    assertThat(before.path("unused")).hasSize(2);
    assertThat(after.path("faults").findValuesAsText("struck")).containsExactly("0", "1");
    assertThat(after.path("unused")).containsExactly(after.path("faults").path(0).path("id"));
  }

  @Test
  void everythingInARegionIsDownForEveryServiceThere() throws Exception {
    send(admin("faults", "{\"service\":\"everything\",\"region\":\"eu-west-1\",\"down\":true}"));

    for (var service : List.of("secretsmanager.ListSecrets", "TrentService.ListKeys")) {
      assertThat(raw(signed(service, "eu-west-1"), "{}")).as(service).isEmpty();
      assertThat(raw(signed(service, "us-east-1"), "{}")).startsWith("HTTP/1.1 200 ");
    }
    var replicated =
        send(
            call(
                "ReplicateSecretToRegions",
                "{\"SecretId\":\"prod/db\",\"AddReplicaRegions\":[{\"Region\":\"eu-west-1\"}]}"));
    assertThat(replicated.body()).contains("Failed", "Region eu-west-1 can't be reached");
    assertThat(aws.faults().all()).singleElement().extracting(Fault::struck).isEqualTo(3L);
  }

  @Test
  void faultOfKmsStrikesCallsOfKmsAndItsUseOnly() throws Exception {
    send(admin("faults", "{\"service\":\"kms\",\"throttle\":true}"));

    assertThat(raw(signed("TrentService.ListKeys", "us-east-1"), "{}"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"__type\":\"ThrottlingException\"");
    assertThat(send(call("GetSecretValue", GET)).body())
        .contains("\"__type\":\"DecryptionFailure\"");
    assertThat(send(call("DescribeSecret", GET)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cutConnection", "loseAnswer", "timeOut"})
  void lostConnectionIsClosedWithoutAnAnswer(String effect) throws Exception {
    send(admin("faults", "{\"on\":\"GetSecretValue\",\"first\":1,\"" + effect + "\":true}"));

    var body = "{\"SecretId\":\"prod/db\"}";
    var answer =
        raw(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
                + "X-Amz-Target: secretsmanager.GetSecretValue\r\nContent-Length: "
                + body.length()
                + "\r\n",
            body);

    assertThat(answer).isEmpty();
    assertThat(value()).isEqualTo("one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kms            | down            | true",
        "kms            | throttle        | true",
        "kms            | delay           | \"PT1S\"",
        "kms            | delayInRealTime | \"PT0.001S\"",
        "kms            | fail            | {'code':'DisabledException','message':'m'}",
        "secretsmanager | fail            | {'code':'InternalServiceError','message':'m'}",
        "secretsmanager | delay           | \"PT1S\"",
        "secretsmanager | delayInRealTime | \"PT0.001S\"",
        "secretsmanager | staleReads      | 2",
        "secretsmanager | staleReads      | \"PT5S\"",
        "secretsmanager | shortPages      | 1",
        "secretsmanager | emptyPages      | true",
        "secretsmanager | down            | true",
        "everything     | down            | true",
        "everything     | delay           | \"PT1S\"",
        "rotation       | fail            | {'when':'AFTER','how':'LOST_ANSWER'}",
        "rotation       | delay           | \"PT1S\"",
        "replication    | fail            | {'message':'m'}",
      })
  void everyEffectCanBeDeclared(String service, String effect, String value) throws Exception {
    var selectors =
        "'region':'us-east-1','every':2,'from':'2026-01-01T00:00:00Z',"
            + "'until':'2027-01-01T00:00:00Z','probability':0.5,'seed':1"
            + (service.startsWith("r") ? "" : ",'by':'*'");
    var body = "{'service':'%s',%s,'%s':%s}".formatted(service, selectors, effect, value);

    var answer = send(admin("faults", body.replace('\'', '"')));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(aws.faults().all()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "restore  | {'snapshot':'9'}            | There is no snapshot '9': the latest 1000 are"
            + " kept",
        "restore  | {}                          | 'snapshot' must be a string",
        "reset    | {'hard':true}               | There is no member 'hard' here; there may be []",
        "reset    | []                          | The body must be one JSON object",
        "reset    | {                           | The body must be one JSON object",
        "clock    | {}                          | The clock needs one of 'advance', 'advanceTo'",
        "clock    | {'advance':'an hour'}       | 'advance' is a duration such as PT1H30M",
        "clock    | {'advance':'PT999999999999H'} | neither beyond the year 9999",
        "clock    | {'advance':'-PT1H'}         | never goes back",
        "clock    | {'advanceTo':'2025-01-01T00:00:00Z'} | never goes back",
        "faults   | {}                          | A fault has one effect of",
        "faults   | {'throttle':true,'down':true} | but here are [throttle, down]",
        "faults   | {'throttle':1}              | 'throttle' must be true",
        "faults   | {'on':'GetSecret','throttle':true} | Secrets Manager has no operation",
        "faults   | {'service':'s3','down':true} | not 's3'",
        "faults   | {'service':'everything','down':true} | that of one 'region': name it",
        "faults   | {'service':'everything','region':'us-east-1','on':'GetSecretValue','down':true}"
            + " | leave 'on' out",
        "faults   | {'service':'kms','loseAnswer':true} | there is no 'loseAnswer' of it",
        "faults   | {'service':'rotation','down':true} | there is no 'down' of it",
        "faults   | {'service':'rotation','on':'rotate','delay':'PT1S'} | 'on' must be one of"
            + " [createSecret, setSecret, testSecret, finishSecret], not 'rotate'",
        "faults   | {'service':'rotation','fail':{'how':'THROW'}} | 'when' must be a string",
        "faults   | {'service':'rotation','fail':{'when':'BEFORE','how':'LOST_ANSWER'}} | Use"
            + " after(), or THROW",
        "faults   | {'service':'rotation','by':'*','delay':'PT1S'} | leave 'by' out",
        "faults   | {'service':'replication','throttle':true} | there is no 'throttle' of it",
        "faults   | {'service':'replication','on':'PutSecretValue','fail':{'message':'m'}} | leave"
            + " 'on' out",
        "faults   | {'fail':{'code':'Oops','message':'m'}} | There is no error 'Oops'",
        "faults   | {'fail':true}               | 'code' must be a string",
        "faults   | {'first':0,'throttle':true} | first(...) takes at least 1, not 0",
        "faults   | {'delay':'long'}            | 'delay' must be a duration",
        "faults   | {'from':'2026-01-01T00:00:00Z','down':true} | 'until' must be a string",
        "seed     | {'secrets':[{}]}            | secrets[0] has no member 'name'",
        "seed     | {'secrets':[{'name':'prod/db'}]} | Secret 'prod/db' can't be seeded",
      })
  void administrationSaysWhatIsWrong(String what, String body, String message) throws Exception {
    var before = aws.snapshot();

    var answer = send(admin(what, body.replace('\'', '"')));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText()).contains(message);
    assertThat(aws.snapshot()).isEqualTo(before);
    assertThat(aws.clock().instant()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void administrationNeedsWhatNoSimpleRequestOfAWebPageCarries() throws Exception {
    var noHeader =
        request("/_strongroom/reset", "{}").setHeader("Content-Type", "application/json");
    var plain = admin("reset", "{}").setHeader("Content-Type", "text/plain");
    var get = HttpRequest.newBuilder(path("reset")).header("X-Strongroom-Admin", "true").GET();
    var unknown = admin("secret", "{}");

    assertThat(send(noHeader).statusCode()).isEqualTo(403);
    assertThat(send(plain).statusCode()).isEqualTo(415);
    assertThat(send(get).statusCode()).isEqualTo(405);
    assertThat(send(unknown).statusCode()).isEqualTo(404);
  }

  @Test
  void largestValueFitsAndWhatIsBeyondIsRefusedWithoutReadingItAll() throws Exception {
    var value = "\\u0001".repeat(65_536);

    var fits = put(value);
    var beyond = send(call("PutSecretValue", " ".repeat((1 << 20) + 1)));

    assertThat(fits.statusCode()).isEqualTo(200);
    assertThat(beyond.statusCode()).isEqualTo(413);
    assertThat(beyond.body()).contains("\"__type\":\"RequestEntityTooLargeException\"");
  }

  @Test
  void halfSentRequestsDoNotStopAGoodClientAndAreCut() throws Exception {
    var halves = new ArrayList<Socket>();
    try (var impatient = Endpoint.of(aws).secondsToArrive(3).start()) {
      for (int i = 0; i < 64; i++) {
        halves.add(
            half(
                impatient,
                i % 2 == 0
                    ? "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Le"
                    : "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"Secr"));
      }
      var good = call("GetSecretValue", GET).uri(impatient.uri());

      for (int i = 0; i < 50; i++) {
        assertThat(send(good).statusCode()).isEqualTo(200);
      }

      for (var half : halves) {
        half.setSoTimeout(30_000); // a limit for this test only
        assertThat(half.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(send(good).statusCode()).isEqualTo(200);
    } finally {
      for (var half : halves) {
        half.close();
      }
    }
  }

  @Test
  void requestHasTenSecondsToArriveUnlessATestSaysOtherwise() {
    assertThat(endpoint.workers.secondsToWait).isEqualTo(10);
  }

  @Test
  void closingEndsAllThreadsAndTheEmulatorGoesOn() throws Exception {
    var other = start(aws);
    var name = "strongroom-" + other.uri().getPort();
    CLIENT.send(
        HttpRequest.newBuilder(other.uri().resolve("/_strongroom/health")).build(),
        BodyHandlers.discarding());
    assertThat(threadsNamed(name)).isNotEmpty();
    var half = new Socket(InetAddress.getLoopbackAddress(), other.uri().getPort());
    half.getOutputStream().write("POST / HT".getBytes(US_ASCII));

    other.close();

    for (var thread : threadsNamed(name)) {
      thread.join(30_000); // a pool is over a moment before its last thread is
    }
    assertThat(threadsNamed(name)).isEmpty();
    half.close();
    assertThat(value()).isEqualTo("one");
    assertThatThrownBy(
            () -> new Socket(InetAddress.getLoopbackAddress(), other.uri().getPort()).close())
        .isInstanceOf(IOException.class);
  }

  private static List<Thread> threadsNamed(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix) && thread.isAlive())
        .toList();
  }

  private static Socket half(Endpoint endpoint, String text) throws IOException {
    var socket = new Socket();
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.uri().getPort()), 10_000);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }

  private String raw(String head) throws IOException {
    return raw(head, "");
  }

  private String raw(String head, String body) throws IOException {
    return raw(endpoint, head, body);
  }

  private static String raw(Endpoint endpoint, String head, String body) throws IOException {
    try (var socket = half(endpoint, head + "Connection: close\r\n\r\n" + body)) {
      socket.setSoTimeout(30_000);
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private HttpResponse<String> put(String value) throws Exception {
    return send(
        call(
            "PutSecretValue",
            "{\"SecretId\":\"prod/db\",\"ClientRequestToken\":\"%s\",\"SecretString\":\"%s\"}"
                .formatted(aws.newClientRequestToken(), value)));
  }

  private String value() throws Exception {
    return json(send(call("GetSecretValue", GET))).path("SecretString").asText();
  }

  private HttpRequest.Builder call(String operation, String body) {
    return request("/", body).header("X-Amz-Target", "secretsmanager." + operation);
  }

  private HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(endpoint.uri().resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/x-amz-json-1.1")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder admin(String what, String body) {
    return request("/_strongroom/" + what, body)
        .setHeader("Content-Type", "application/json")
        .header("X-Strongroom-Admin", "true");
  }

  private HttpRequest.Builder removal(String id) {
    return HttpRequest.newBuilder(path("faults/" + id))
        .header("X-Strongroom-Admin", "true")
        .DELETE();
  }

  /** The head of a call that is signed for a Region; its body is empty braces. */
  private static String signed(String target, String region) {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
        + "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/"
        + region
        + "/any/aws4_request, SignedHeaders=host, Signature=0\r\nX-Amz-Target: "
        + target
        + "\r\nContent-Length: 2\r\n";
  }

  private URI path(String what) {
    return endpoint.uri().resolve("/_strongroom/" + what);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Http.JSON.readTree(response.body());
  }

  private static Endpoint start(SecretsEmulator aws, String... allowedOrigins) {
    try {
      return Endpoint.start(aws, 0, allowedOrigins);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
