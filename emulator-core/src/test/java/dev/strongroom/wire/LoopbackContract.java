package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every server on the loopback interface withstands. */
@Timeout(120)
public abstract class LoopbackContract {

  private static final int LIMIT_OF_THIS_TEST = 60_000;

  /** A server, and where it listens. */
  public record Running(URI uri, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  private final List<Socket> sockets = new ArrayList<>();

  /** Starts a server. */
  protected abstract Running start(long secondsToArrive) throws IOException;

  /** Returns the target of a GET that is answered. */
  protected abstract String target();

  /** Returns what the answer contains, and no refusal does. */
  protected abstract String content();

  /** Returns the lines of the header that such a request needs besides Host. */
  protected abstract String headers();

  @AfterEach
  void closeSockets() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:4566", "169.254.169.254", ""})
  void foreignHostIsRefused(String host) throws Exception {
    try (var server = start(10)) {
      assertThat(closing(server, get(target(), "Host: " + host + "\r\n")))
          .startsWith("HTTP/1.1 403 ")
          .contains("Host header")
          .doesNotContain(content());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1:4566", "[::1]:4566"})
  void loopbackHostIsServed(String host) throws Exception {
    try (var server = start(10)) {
      assertThat(closing(server, get(target(), "Host: " + host + "\r\n")))
          .startsWith("HTTP/1.1 200 ")
          .contains(content());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost",
        "Sec-Fetch-Site: cross-site",
      })
  void webPageIsRefused(String header) throws Exception {
    try (var server = start(10)) {
      assertThat(closing(server, get(target(), "Host: localhost\r\n" + header + "\r\n")))
          .startsWith("HTTP/1.1 403 ")
          .contains("Requests of web pages are refused")
          .doesNotContain(content());
    }
  }

  @Test
  void absoluteTargetOfAnotherHostIsRefused() throws Exception {
    try (var server = start(10)) {
      assertThat(closing(server, get("http://localhost:1" + target(), "Host: localhost\r\n")))
          .startsWith("HTTP/1.1 200 ");
      assertThat(closing(server, get("http://evil.example" + target(), "Host: localhost\r\n")))
          .startsWith("HTTP/1.1 403 ")
          .doesNotContain(content());
    }
  }

  @Test
  void noAnswerIsKeptByABrowserOrReadAsAnotherType() throws Exception {
    try (var server = start(10)) {
      for (var host : List.of("localhost", "evil.example")) {
        var answer = closing(server, get(target(), "Host: " + host + "\r\n"));

        assertThat(answer.toLowerCase(Locale.ROOT))
            .contains("\r\nx-content-type-options: nosniff\r\n", "\r\ncache-control: no-store\r\n");
      }
    }
  }

  @Test
  void otherAddressesAreNotListenedOn() throws Exception {
    var other = InetAddress.getByName("127.0.0.2");
    try (var server = start(10)) {
      assertThatThrownBy(() -> new Socket(other, server.uri().getPort()).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void bodyThatIsTooLargeIsRefused() throws Exception {
    try (var server = start(10)) {
      var body = " ".repeat((10 << 20) + 1); // more than any target takes
      var head = get(target(), "Host: localhost\r\nContent-Length: " + body.length() + "\r\n");

      assertThat(closing(server, head + body))
          .startsWith("HTTP/1.1 413 ")
          .contains("The request is too large");
    }
  }

  @Test
  void halfSentRequestsDoNotStopAGoodClientAndAreCut() throws Exception {
    try (var impatient = start(3)) {
      for (int i = 0; i < 64; i++) {
        send(
            impatient,
            i % 2 == 0
                ? "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Le"
                : "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"Secr");
      }

      for (int i = 0; i < 50; i++) {
        assertThat(good(impatient)).startsWith("HTTP/1.1 200 ");
      }

      for (var half : sockets) {
        assertThat(half.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(good(impatient)).startsWith("HTTP/1.1 200 ");
    }
  }

  /** The others would be cut after an hour: longer than this test may last. */
  @Test
  @DisplayName("A10: 500 dripping connections delayed a good client by 27 seconds")
  void fiveHundredDrippingConnectionsMakeRoomForAGoodClient() throws Exception {
    var dripping = new ScheduledThreadPoolExecutor(1);
    try (var server = start(3_600)) {
      for (int i = 0; i < 500; i++) {
        send(server, "GET / HTTP/1.1\r\nHost: loc");
      }
      var drips =
          dripping.scheduleAtFixedRate(
              () -> sockets.forEach(LoopbackContract::drip), 0, 50, TimeUnit.MILLISECONDS);

      assertThat(good(server)).startsWith("HTTP/1.1 200 ");
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
    try (var server = start(10)) {
      for (int i = 0; i < 201; i++) {
        send(server, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(sockets.get(i).getInputStream().read()).isEqualTo('H');
      }

      assertThat(untilClosed(sockets.get(200))).startsWith("TTP/1.1 ");
    }
  }

  /** Clients connect, call and wait while the server closes: none of them waits for ever. */
  @Test
  void closingLeavesNoClientWaiting() throws Exception {
    var threads = Executors.newFixedThreadPool(16);
    var hanging = new ConcurrentLinkedQueue<Exception>();
    try {
      for (int round = 0; round < 20; round++) {
        var server = start(10);
        var started = new CountDownLatch(16);
        var ended = new CountDownLatch(16);
        for (int i = 0; i < 16; i++) {
          threads.execute(
              () -> {
                started.countDown();
                try {
                  callUntilTheEnd(server);
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

        server.close();

        assertThat(ended.await(90, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(hanging).isEmpty();
  }

  private void callUntilTheEnd(Running server) throws IOException {
    for (int i = 0; i < 10_000; i++) {
      try (var socket = connect(server)) {
        var request = get(target(), "Host: localhost\r\n");
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        if (socket.getInputStream().read() < 0) {
          return;
        }
      }
    }
  }

  private String good(Running server) throws IOException {
    return closing(server, get(target(), "Host: localhost\r\n"));
  }

  private String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\n" + headers + headers() + "Connection: close\r\n\r\n";
  }

  private void send(Running server, String text) throws IOException {
    var socket = connect(server);
    sockets.add(socket);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** Returns all that comes until the server closes the connection. */
  private static String closing(Running server, String request) throws IOException {
    try (var socket = connect(server)) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
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

  private static Socket connect(Running server) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
    socket.setSoTimeout(LIMIT_OF_THIS_TEST);
    return socket;
  }
}
