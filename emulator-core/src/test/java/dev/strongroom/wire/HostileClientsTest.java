package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.seed.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The endpoint under clients that want to keep it, read it from a web page, or leave it waiting.
 */
@Timeout(120)
class HostileClientsTest {

  private static final String GET = "{\"SecretId\":\"prod/db\"}";
  private static final int LIMIT_OF_THIS_TEST = 60_000;

  /** Held, as its filter would go with it: each failure below is a line in the log. */
  private static final Logger LOG = Logger.getLogger(Endpoint.class.getName());

  static {
    LOG.setFilter(line -> !line.getLevel().equals(Level.SEVERE));
  }

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(Seed.secret("prod/db").string("one"))
          .build();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void closeSockets() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }

  @Test
  void clientsAreAnsweredWhenAListenerOfEventsThrowsAnError() throws Exception {
    aws.onEvent(
        event -> {
          throw new AssertionError("hunter2");
        });
    try (var endpoint = Endpoint.start(aws, 0)) {
      for (int i = 0; i < 400; i++) {
        assertThat(closing(endpoint, call("TagResource", tag(i), "Connection: close\r\n")))
            .startsWith("HTTP/1.1 500 ")
            .contains("\"__type\":\"InternalFailure\"")
            .doesNotContain("hunter2");
      }
    }
  }

  /** Each client reads until the endpoint closes; a connection that leaks would keep it waiting. */
  @Test
  void connectionIsClosedWhenAListenerOfAnswersThrowsAnError() throws Exception {
    try (var endpoint =
        Endpoint.of(aws)
            .onAnswer(
                (request, answer) -> {
                  throw new StackOverflowError();
                })
            .start()) {
      for (int i = 0; i < 400; i++) {
        assertThat(closing(endpoint, call("GetSecretValue", GET, "Connection: close\r\n")))
            .startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 100_000})
  void regionOfManyPartsIsRefusedAsAnyOther(int parts) throws Exception {
    try (var endpoint = Endpoint.start(aws, 0)) {
      for (int i = 0; i < 20; i++) {
        var answer =
            closing(
                endpoint,
                call(
                    "GetSecretValue",
                    GET,
                    "Connection: close\r\nAuthorization: AWS4-HMAC-SHA256 Credential=k/20260101/"
                        + "a-".repeat(parts)
                        + "1/secretsmanager/aws4_request\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 4");
      }
      assertThat(closing(endpoint, call("GetSecretValue", GET, "Connection: close\r\n")))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nContent-Length: 2\r\n", // an unknown operation
        "GET /_strongroom/health HTTP/1.1\r\n",
        "POST /_strongroom/reset HTTP/1.1\r\nContent-Length: 0\r\n", // without the header
        "POST / HTTP/1.1\r\nContent-Length: 0\r\nOrigin: http://evil.example\r\n",
      })
  void noAnswerIsKeptByABrowserOrReadAsAnotherType(String head) throws Exception {
    try (var endpoint = Endpoint.start(aws, 0)) {
      var answer =
          closing(endpoint, head + "Host: localhost\r\nConnection: close\r\n\r\n{}")
              .toLowerCase(Locale.ROOT);

      assertThat(answer)
          .contains("\r\nx-content-type-options: nosniff\r\n", "\r\ncache-control: no-store\r\n");
    }
  }

  @Test
  void formThatAnotherSitesPageSendsIsRefused() throws Exception {
    var form = "Action=GetCallerIdentity&Version=2011-06-15";
    var head =
        "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length()
            + "\r\n";
    try (var endpoint = Endpoint.start(aws, 0)) {
      var refused = closing(endpoint, head + "Sec-Fetch-Site: cross-site\r\n\r\n" + form);
      var served = closing(endpoint, head + "Sec-Fetch-Site: none\r\n\r\n" + form);

      assertThat(refused)
          .startsWith("HTTP/1.1 403 ")
          .contains("Requests of web pages are refused")
          .doesNotContain("123456789012");
      assertThat(served).startsWith("HTTP/1.1 200 ").contains("123456789012");
      assertThat(aws.audit().of("GetCallerIdentity").size()).isEqualTo(1);
    }
  }

  @Test
  void allowedPageIsServedFromAnotherSite() throws Exception {
    try (var endpoint = Endpoint.start(aws, 0, "http://localhost:3000")) {
      var headers =
          "Connection: close\r\nOrigin: http://localhost:3000\r\nSec-Fetch-Site: cross-site\r\n";

      assertThat(closing(endpoint, call("GetSecretValue", GET, headers)))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_strongroom/health", "/_strongroom/health?a=b", "/"})
  void absoluteTargetIsAnsweredAsOthersAre(String path) throws Exception {
    try (var endpoint = Endpoint.start(aws, 0)) {
      var rest = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      var answer = closing(endpoint, "GET http://localhost:1" + path + rest);

      assertThat(body(answer)).isEqualTo(body(closing(endpoint, "GET " + path + rest)));
      assertThat(answer).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void absoluteTargetReachesTheAdministrationOnlyAtAnAllowedHost() throws Exception {
    var rest =
        String.join(
            "\r\n",
            "/_strongroom/clock HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "X-Strongroom-Admin: true",
            "",
            "");
    try (var endpoint = Endpoint.start(aws, 0)) {
      assertThat(closing(endpoint, "GET http://localhost:80" + rest))
          .startsWith("HTTP/1.1 200 ")
          .contains("2026-01-01T00:00:00Z");
      assertThat(closing(endpoint, "GET http://evil.example" + rest))
          .startsWith("HTTP/1.1 403 ")
          .contains("Host header");
    }
  }

  /** The others would be cut after an hour: longer than this test may last. */
  @Test
  @DisplayName("A10: 500 dripping connections delayed a good client by 27 seconds")
  void fiveHundredDrippingConnectionsMakeRoomForAGoodClient() throws Exception {
    var dripping = new ScheduledThreadPoolExecutor(1);
    try (var endpoint = Endpoint.of(aws).secondsToArrive(3_600).start()) {
      for (int i = 0; i < 500; i++) {
        var socket = connect(endpoint);
        socket.getOutputStream().write("POST / HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));
        sockets.add(socket);
      }
      var drips =
          dripping.scheduleAtFixedRate(
              () -> sockets.forEach(HostileClientsTest::drip), 0, 50, TimeUnit.MILLISECONDS);

      assertThat(closing(endpoint, call("GetSecretValue", GET, "Connection: close\r\n")))
          .startsWith("HTTP/1.1 200 ");
      assertThat(drips.isDone()).as("the dripping ended").isFalse();
    } finally {
      dripping.shutdownNow();
      assertThat(dripping.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write('a');
    } catch (IOException cut) {
      // as it is to be
    }
  }

  @Test
  @DisplayName("A10: the JDK's server keeps 200 idle connections and closes what comes on top")
  void idleConnectionsAreLimited() throws Exception {
    try (var endpoint = Endpoint.start(aws, 0)) {
      for (int i = 0; i < 201; i++) {
        var socket = connect(endpoint);
        sockets.add(socket);
        socket
            .getOutputStream()
            .write("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }

      assertThat(untilClosed(sockets.get(200))).contains("200 OK");
    }
  }

  /** Clients connect, call and wait while the endpoint closes: none of them waits for ever. */
  @Test
  void closingLeavesNoClientWaiting() throws Exception {
    var threads = Executors.newFixedThreadPool(16);
    var hanging = new ConcurrentLinkedQueue<Exception>();
    try {
      for (int round = 0; round < 20; round++) {
        var endpoint = Endpoint.start(aws, 0);
        var started = new CountDownLatch(16);
        var ended = new CountDownLatch(16);
        for (int i = 0; i < 16; i++) {
          threads.execute(
              () -> {
                started.countDown();
                try {
                  callUntilTheEnd(endpoint);
                } catch (SocketTimeoutException hang) {
                  hanging.add(hang);
                } catch (IOException closed) {
                  // as it is to be
                } finally {
                  ended.countDown();
                }
              });
        }
        started.await();

        endpoint.close();

        assertThat(ended.await(90, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(hanging).isEmpty();
  }

  @Test
  void closingEndsACallThatIsHeldByAFault() throws Exception {
    var fault = aws.faults().on("GetSecretValue").delayInRealTime(Duration.ofHours(1));
    var endpoint = Endpoint.start(aws, 0);
    var socket = connect(endpoint);
    sockets.add(socket);
    socket.getOutputStream().write(call("GetSecretValue", GET, "").getBytes(US_ASCII));
    while (fault.struck() == 0) {
      Thread.onSpinWait(); // until it is held
    }

    endpoint.close();

    assertThat(untilClosed(socket)).isEmpty();
  }

  @Test
  void closingEndsAStreamOfEvents() throws Exception {
    var endpoint = Endpoint.start(aws, 0);
    var socket = connect(endpoint);
    sockets.add(socket);
    var request =
        "GET /_strongroom/events HTTP/1.1\r\nHost: localhost\r\nX-Strongroom-Admin: true\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    var begun = new StringBuilder();
    while (begun.indexOf(": events follow") < 0) {
      begun.append((char) socket.getInputStream().read());
    }

    endpoint.close();
    aws.execute(aws.administrator(), new DeleteResourcePolicy("prod/db")); // an event for nobody

    assertThat(untilClosed(socket)).doesNotContain("DeleteResourcePolicy");
  }

  private static void callUntilTheEnd(Endpoint endpoint) throws IOException {
    for (int i = 0; i < 10_000; i++) {
      try (var socket = connect(endpoint)) {
        socket.getOutputStream().write(call("GetSecretValue", GET, "").getBytes(US_ASCII));
        if (socket.getInputStream().read() < 0) {
          return;
        }
      }
    }
  }

  private static String tag(int number) {
    return "{\"SecretId\":\"prod/db\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"" + number + "\"}]}";
  }

  private static String call(String operation, String body, String moreHeaders) {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
        + "X-Amz-Target: secretsmanager."
        + operation
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + moreHeaders
        + "\r\n"
        + body;
  }

  /** Returns all that comes until the endpoint closes the connection. */
  private static String closing(Endpoint endpoint, String request) throws IOException {
    try (var socket = connect(endpoint)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return untilClosed(socket);
    }
  }

  private static String untilClosed(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException reset) {
      // closed before it had read everything
    }
    return all.toString(ISO_8859_1);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n"));
  }

  private static Socket connect(Endpoint endpoint) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort());
    socket.setSoTimeout(LIMIT_OF_THIS_TEST);
    return socket;
  }
}
