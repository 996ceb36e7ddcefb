package dev.strongroom.local.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.rotation.RotationTimeline.Entry;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rotation function behind a URL that speaks Lambda's Invoke API. */
@Timeout(60)
class HttpFunctionTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

  private final SecretsEmulator aws =
      SecretsEmulator.builder().secret(Seed.secret("prod/db").string("hunter2")).build();
  private final HttpServer lambda = server();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final String url = "http://127.0.0.1:" + lambda.getAddress().getPort();

  @AfterEach
  void close() {
    lambda.stop(0);
    aws.close();
  }

  @DisplayName("FN-1, FN-2, FN-3, FN-4: what an answer means for the step")
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Lambda, success of a handler that returns nothing | 200 | | null | succeeded",
        "Lambda, success with a result | 200 | | {\"done\": true} | succeeded",
        "Lambda, success with a text | 200 | | \"ok\" | succeeded",
        "Lambda, an object with one of the members only | 200 | | {\"errorMessage\": \"none\"} |"
            + " succeeded",
        "Lambda, Python's error | 200 | Unhandled |"
            + " {\"errorMessage\":\"hunter2\",\"errorType\":\"ValueError\",\"requestId\":\"1\",\"stackTrace\":[]}"
            + " | failed: ValueError",
        "Lambda, Node's error | 200 | Unhandled |"
            + " {\"errorType\":\"Error\",\"errorMessage\":\"hunter2\",\"trace\":[]} | failed:"
            + " Error",
        "Lambda, Java's error | 200 | Unhandled |"
            + " {\"errorMessage\":\"hunter2\",\"errorType\":\"java.lang.IllegalStateException\",\"stackTrace\":[],\"cause\":{}}"
            + " | failed: java.lang.IllegalStateException",
        "Lambda, an error in the header alone | 200 | Handled | {} | failed: X-Amz-Function-Error"
            + " Handled",
        "Lambda, time-out | 200 | Unhandled | {\"errorMessage\":\"2026-01-01 1 Task timed out after"
            + " 3.00 seconds\"} | failed: the function's own time-out",
        "Lambda, no such function | 404 | |"
            + " {\"Type\":\"User\",\"Message\":\"Function not found\"} | failed: answered with"
            + " status 404",
        "Lambda, throttled | 429 | |"
            + " {\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\"} | failed:"
            + " answered with status 429",
        "Lambda, an event was only taken | 202 | | '' | failed: an empty answer, as after a"
            + " time-out",
        "interface emulator, error without a header | 200 | |"
            + " {\"errorMessage\":\"hunter2\",\"errorType\":\"KeyError\"} | failed: KeyError",
        "interface emulator, time-out | 200 | | Task timed out after 30.00 seconds | failed: the"
            + " function's own time-out",
        "interface emulator, a concurrent call | 400 | | '' | failed: answered with status 400",
        "interface emulator, crash | 502 | | '' | failed: answered with status 502",
        "sam local, error without a header | 200 | |"
            + " {\"errorMessage\": \"hunter2\", \"errorType\": \"NotImplementedError\"} | failed:"
            + " NotImplementedError",
        "sam local, time-out | 200 | | '' | failed: an empty answer, as after a time-out",
        "sam local, not found | 404 | | {\"Type\": \"User\", \"Message\": \"Function not found:"
            + " arn\"} | failed: answered with status 404",
        "another server, a redirect | 302 | | '' | failed: answered with status 302",
        "a type that is no name | 200 | | {\"errorMessage\":\"m\",\"errorType\":\"hunter2 and"
            + " more\"} | failed: an error",
      })
  void answerIsTheOutcomeOfTheStep(
      String what, int status, String header, String body, String outcome) {
    answerWith(status, header, body);

    var step = rotate(FunctionSeed.of(ARN, url)).get(1);

    assertThat(step.outcome()).isEqualTo(outcome).doesNotContain("hunter2");
    assertThat(step.what()).isEqualTo("createSecret");
    if (!outcome.equals("succeeded")) {
      assertThat(requests).hasSize(1); // the steps after it are not taken
      assertThat(step.labelsAfter()).isEqualTo(step.labelsBefore());
    }
  }

  @Test
  @DisplayName("FN-1, FN-4, ROT-18: the event is sent as Lambda takes it, and nothing else")
  void requestIsLambdas() throws Exception {
    answerWith(200, null, "null");

    rotate(FunctionSeed.of(ARN, url));

    var described = aws.as(aws.administrator()).call(new DescribeSecret("prod/db"));
    var first = new ObjectMapper().readTree(requests.get(0).split("\n", 2)[1]);
    assertThat(requests).hasSize(4);
    assertThat(requests.get(0).split("\n")[0])
        .isEqualTo(
            "POST /2015-03-31/functions/rotate/invocations application/json RequestResponse");
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly("Step", "SecretId", "ClientRequestToken", "RotationToken");
    assertThat(first.path("SecretId").asText()).isEqualTo(described.arn());
    assertThat(requests.stream().map(HttpFunctionTest::step))
        .containsExactly("createSecret", "setSecret", "testSecret", "finishSecret");
  }

  private static String step(String request) {
    return request.replaceAll("(?s).*\"Step\":\"([a-zA-Z]+)\".*", "$1");
  }

  @Test
  void pathOfTheUrlIsUsedAsItStands() {
    answerWith(500, null, "");

    rotate(FunctionSeed.of(ARN, url + "/2015-03-31/functions/function/invocations"));

    assertThat(requests.get(0)).startsWith("POST /2015-03-31/functions/function/invocations ");
  }

  @Test
  @DisplayName("FN-4: no answer in time fails the step")
  void silentServerFailsTheStep() {
    var release = new CountDownLatch(1);
    handle(
        exchange -> {
          await(release);
          exchange.close();
        });

    var step = rotate(FunctionSeed.of(ARN, url).timeout(Duration.ofSeconds(1))).get(1);
    release.countDown();

    assertThat(step.outcome()).isEqualTo("failed: no answer within 1 s");
  }

  @Test
  @DisplayName("FN-4: no connection fails the step")
  void serverThatIsNotThereFailsTheStep() throws Exception {
    int unused;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }

    var step = rotate(FunctionSeed.of(ARN, "http://127.0.0.1:" + unused)).get(1);

    assertThat(step.outcome()).isEqualTo("failed: no connection to 127.0.0.1:" + unused);
  }

  @Test
  @DisplayName("FN-4: an answer whose body never ends is given up when the time-out has passed")
  void answerThatNeverEndsIsGivenUp() {
    var release = new CountDownLatch(1);
    handle(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("{".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          await(release);
          exchange.close();
        });

    var step = rotate(FunctionSeed.of(ARN, url).timeout(Duration.ofSeconds(1))).get(1);
    release.countDown();

    assertThat(step.outcome()).isEqualTo("failed: no answer within 1 s");
  }

  @Test
  void answerLargerThanAnyOfLambdaIsNotReadToItsEnd() {
    answerWith(200, null, "x".repeat((6 << 20) + 1));

    var step = rotate(FunctionSeed.of(ARN, url)).get(1);

    assertThat(step.outcome()).isEqualTo("failed: no whole answer");
    assertThat(step.failure()).hasMessageContaining("larger than 6 MB");
  }

  @Test
  @DisplayName("FN-2: a function does one step at a time, since others refuse a second call")
  void stepsOfOneFunctionWaitForEachOther() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    handle(
        exchange -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          exchange.getRequestBody().readAllBytes();
          running.decrementAndGet();
          answer(exchange, 200, null, "null");
        });
    aws.register(FunctionSeed.of(ARN, url));
    for (int i = 0; i < 4; i++) {
      aws.seed(Seed.of(Seed.secret("s" + i).string("x")));
    }

    var threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 4; i++) {
      var name = "s" + i;
      threads.execute(() -> call(name));
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
  }

  private void call(String secret) {
    aws.as(aws.administrator())
        .call(
            RotateSecret.of(secret, aws.newClientRequestToken())
                .withRotationLambdaARN(ARN)
                .withRotateImmediately(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1:9000",
        "http://example.com/2015-03-31/functions/f/invocations",
        "https://lambda.us-east-1.amazonaws.com",
        "http://127.0.0.1.example.com:9000",
        "http://[::2]:9000",
      })
  void otherMachinesAreRefusedUnlessAllowed(String remote) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.register(FunctionSeed.of(ARN, remote)))
        .withMessage(
            "The function at %s is not on this machine: allow it by --allow-remote-functions, or by"
                + " allowRemoteFunctions() of the emulator's builder",
            remote);
    try (var open = SecretsEmulator.builder().allowRemoteFunctions().build()) {
      open.register(FunctionSeed.of(ARN, remote));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9000",
        "http://localhost:3001",
        "http://LOCALHOST",
        "http://[::1]:80/x"
      })
  void thisMachineIsAllowed(String local) {
    aws.register(FunctionSeed.of(ARN, local));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://localhost         | A function's code is a URL, builtin:password",
        "http:///path            | The URL of a function has a host, and neither a user nor a",
        "http://u:p@localhost    | The URL of a function has a host, and neither a user nor a",
        "http://local host       | 'http://local host' is no URL",
      })
  void placeThatIsNoneIsRefused(String code, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.register(FunctionSeed.of(ARN, code)))
        .withMessageStartingWith(message);
  }

  // ---- the stub

  private List<Entry> rotate(FunctionSeed function) {
    aws.register(function);
    call("prod/db");
    return aws.rotation("prod/db").timeline().entries();
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void answerWith(int status, String functionError, String body) {
    handle(exchange -> answer(exchange, status, functionError, body));
  }

  private static void answer(HttpExchange exchange, int status, String functionError, String body)
      throws IOException {
    if (functionError != null) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", functionError);
    }
    if (status == 302) {
      exchange.getResponseHeaders().set("Location", "http://example.com/");
    }
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(Handler handler) {
    lambda.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          requests.add(
              "%s %s %s %s\n%s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      headers.getFirst("Content-Type"),
                      String.join(
                          ",",
                          headers.entrySet().stream()
                              .filter(
                                  header ->
                                      header.getKey().toLowerCase(Locale.ROOT).startsWith("x-"))
                              .flatMap(header -> header.getValue().stream())
                              .toList()),
                      new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          handler.handle(exchange);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer server() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(
          Executors.newCachedThreadPool(
              work -> {
                var thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
              }));
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
