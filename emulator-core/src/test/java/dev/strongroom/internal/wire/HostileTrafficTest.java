package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Http;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A million requests of an attacker who knows the service: each gets a well-formed answer that is
 * no server error, nothing is thrown, and none costs more than linear time.
 */
class HostileTrafficTest {

  /** An emulator lives so long, so that what the requests create stays small. */
  private static final int REQUESTS_OF_AN_EMULATOR = 10_000;

  /** Asking for the CPU time costs more than many a request. */
  private static final int REQUESTS_OF_A_MEASUREMENT = 100;

  private static final long NANOS_PER_REQUEST = 1_000_000_000;
  private static final long NANOS_PER_BYTE = 5_000;

  private final Map<String, Integer> answers = new TreeMap<>();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private int sent;
  private long cpuTime;
  private long slowest;
  private String slowestRequest = "";

  @Test
  void someRequestsAreAnsweredProperly() throws Exception {
    send(4_000, 1);

    assertThat(answers).containsKeys("200", "400 InvalidNextTokenException");
  }

  @Test
  @Tag("soak")
  void millionRequestsAreAnsweredProperly() throws Exception {
    long start = System.nanoTime();

    for (int seed = 1; seed <= 100; seed++) {
      send(10_000, seed);
      if (seed % 10 == 0) {
        System.out.printf("Hostile traffic: %,d requests%n", sent);
      }
    }

    System.out.printf(
        "Hostile traffic: 1,000,000 requests in %,d s; slowest %,d ms (%s); answers %s%n",
        (System.nanoTime() - start) / 1_000_000_000, slowest / 1_000_000, slowestRequest, answers);
    assertThat(answers.values().stream().mapToInt(n -> n).sum()).isEqualTo(1_000_000);
    assertThat(answers.get("200")).isGreaterThan(10_000);
  }

  private void send(int requests, int seed) throws Exception {
    var traffic = new HostileTraffic(new Random(seed));
    for (int i = 0; i < requests; i += REQUESTS_OF_AN_EMULATOR) {
      try (var aws = emulator(seed)) {
        var api = HttpApi.of(aws);
        for (int j = 0; j < Math.min(requests, REQUESTS_OF_AN_EMULATOR); j++) {
          var request = traffic.next();
          try {
            traffic.learn(requireProper(timed(api, request)));
          } catch (Exception | Error wrong) {
            throw new AssertionError(
                "seed %d, request %d: %s".formatted(seed, i + j, printed(request)), wrong);
          }
        }
      }
    }
  }

  private static SecretsEmulator emulator(int seed) {
    return SecretsEmulator.builder()
        .randomSeed(seed)
        .auditCapacity(100)
        .secret(Seed.secret("prod/db").string("hunter2"))
        .secret(Seed.secret("prod/api").string("hunter2"))
        .build();
  }

  /** A loaded machine makes requests wait: a slow one counts if its thread has worked as long. */
  private HttpResponse timed(HttpApi api, HttpRequest request) {
    if (sent++ % REQUESTS_OF_A_MEASUREMENT == 0) {
      cpuTime = threads.getCurrentThreadCpuTime();
    }
    long start = System.nanoTime();
    var answer = api.answer(request);
    long taken = System.nanoTime() - start;
    if (taken > slowest) {
      slowest = taken;
      slowestRequest = request.header("X-Amz-Target") + ", " + request.body().length + " bytes";
    }
    long bound = NANOS_PER_REQUEST + NANOS_PER_BYTE * request.body().length;
    if (taken > bound) {
      assertThat(threads.getCurrentThreadCpuTime() - cpuTime).as("CPU time").isLessThan(bound);
    }
    return answer;
  }

  /** Returns the JSON of a proper answer; an empty object for XML. */
  private JsonNode requireProper(HttpResponse answer) throws Exception {
    assertThat(answer.status()).matches(s -> s == 200 || (s >= 400 && s < 500), "is 200 or 4xx");
    assertThat(answer.headers().get("x-amzn-RequestId")).hasSize(1);
    var text = Http.text(answer);
    assertThat(text).doesNotContain("\tat ");
    if (text.startsWith("<")) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(answer.body()));
      count(answer.status() == 200 ? "200 XML" : answer.status() + " XML");
      return Http.JSON.createObjectNode();
    }
    if (text.isEmpty()) {
      assertThat(answer.status()).isEqualTo(200);
      count("200");
      return Http.JSON.createObjectNode();
    }
    var json = Http.json(answer);
    assertThat(json.isObject()).isTrue();
    if (answer.status() == 200) {
      count("200");
    } else {
      var type = json.required("__type").textValue();
      assertThat(type).isNotBlank();
      count(answer.status() + " " + type);
    }
    return json;
  }

  private void count(String answer) {
    answers.merge(answer, 1, Integer::sum);
  }

  private static String printed(HttpRequest request) {
    return "%s %s %s"
        .formatted(
            request.headers(),
            request.body().length,
            new String(request.body(), 0, Math.min(3_000, request.body().length), UTF_8));
  }
}
