package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * What an emulator of its own costs each test, beside a test that does nothing and one with a mock;
 * printed. All go through JUnit in this one process, in turns, so that they have the same weather.
 */
@Tag("thorough")
@Isolated
class OverheadTest {

  private static final int TESTS = 200;
  private static final int WARM_UP_ROUNDS = 2;
  private static final int ROUNDS = 5;

  private static final GetSecretValueRequest READ =
      GetSecretValueRequest.builder().secretId("prod/db").build();

  @Test
  void costOfAnEmulatorOfItsOwnIsPrinted() {
    var fixtures = new LinkedHashMap<String, Class<?>>();
    fixtures.put("empty test", Empty.class);
    fixtures.put("Mockito mock, stubbed, one read", Mocked.class);
    fixtures.put("@SecretsManagerTest, one @Secret, one read", Emulated.class);
    var perTest = new LinkedHashMap<String, List<Duration>>();
    for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      for (var fixture : fixtures.entrySet()) {
        var duration = timePerTest(fixture.getValue());
        if (round >= WARM_UP_ROUNDS) {
          perTest.computeIfAbsent(fixture.getKey(), name -> new ArrayList<>()).add(duration);
        }
      }
    }

    System.out.print(table(perTest));

    assertThat(perTest.values()).hasSize(3).allMatch(rounds -> rounds.size() == ROUNDS);
  }

  private static Duration timePerTest(Class<?> fixture) {
    long start = System.nanoTime();
    Kit.runAndSucceed(fixture, TESTS);
    return Duration.ofNanos(System.nanoTime() - start).dividedBy(TESTS);
  }

  private static String table(Map<String, List<Duration>> perTest) {
    var empty = median(perTest.values().iterator().next());
    var table =
        new StringBuilder(
            "Time per test, median of %d rounds of %d tests each, in turns%n"
                .formatted(ROUNDS, TESTS));
    perTest.forEach(
        (name, rounds) ->
            table.append(
                "  %-43s %7.3f ms  %5.1f x empty%n"
                    .formatted(
                        name,
                        median(rounds).toNanos() / 1e6,
                        (double) median(rounds).toNanos() / empty.toNanos())));
    return table.toString();
  }

  private static Duration median(List<Duration> rounds) {
    return rounds.stream().sorted().toList().get(rounds.size() / 2);
  }

  @Tag("fixture")
  static class Empty {

    @RepeatedTest(TESTS)
    void test() {}
  }

  @Tag("fixture")
  static class Mocked {

    @RepeatedTest(TESTS)
    void test() {
      var secrets = mock(SecretsManagerClient.class);
      when(secrets.getSecretValue(READ))
          .thenReturn(GetSecretValueResponse.builder().secretString("one").build());

      assertThat(secrets.getSecretValue(READ).secretString()).isEqualTo("one");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "prod/db", string = "one")
  static class Emulated {

    @RepeatedTest(TESTS)
    void test(SecretsManagerClient secrets) {
      assertThat(secrets.getSecretValue(READ).secretString()).isEqualTo("one");
    }
  }
}
