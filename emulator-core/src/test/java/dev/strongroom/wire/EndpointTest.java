package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.internal.wire.LoopbackServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loopback endpoint, over real sockets. */
@Timeout(60)
class EndpointTest extends EndpointFixture {

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
                + "\"services\":[\"secretsmanager\",\"kms\",\"sts\",\"iam\",\"ssm\",\"cloudtrail\"]}");
  }

  @Test
  void rootSaysWhatIsHere() throws Exception {
    var root = send(HttpRequest.newBuilder(endpoint.uri()).GET());

    assertThat(root.statusCode()).isEqualTo(200);
    assertThat(root.body())
        .isEqualTo(
            "{\"name\":\"Strongroom\",\"services\":[\"secretsmanager\",\"kms\",\"sts\",\"iam\",\"ssm\",\"cloudtrail\"],"
                + "\"health\":\"/_strongroom/health\"}");
  }

  @Test
  void pageThatUsersOfLocalStackPollIsThere() throws Exception {
    var health = send(HttpRequest.newBuilder(endpoint.uri().resolve("/_localstack/health")).GET());

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .isEqualTo(
            "{\"services\":{\"secretsmanager\":\"running\",\"kms\":\"running\",\"sts\":\"running\",\"iam\":\"running\",\"ssm\":\"running\",\"cloudtrail\":\"running\"},"
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
                + " secretsmanager, kms, sts, iam, ssm, cloudtrail here, not "
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
  void largestValueFitsAndWhatIsBeyondIsRefusedWithoutReadingItAll() throws Exception {
    var value = "\\u0001".repeat(65_536);

    var fits = put(value);
    var beyond = send(call("PutSecretValue", " ".repeat((1 << 20) + 1)));

    assertThat(fits.statusCode()).isEqualTo(200);
    assertThat(beyond.statusCode()).isEqualTo(413);
    assertThat(beyond.body()).contains("\"__type\":\"RequestEntityTooLargeException\"");
  }

  @Test
  void requestHasTenSecondsToArriveUnlessATestSaysOtherwise() {
    assertThat(LoopbackServer.SECONDS_TO_ARRIVE).isEqualTo(10);
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
}
