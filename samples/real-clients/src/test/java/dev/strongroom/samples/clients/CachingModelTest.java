package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The caching client that the scenarios have, by its documented algorithm on the virtual clock,
 * makes the calls that AWS's library makes.
 */
@SecretsManagerTest
@Secret(name = "prod/partner-key", string = "k-123-4567")
class CachingModelTest {

  private static final int MOST_READS = 1_000_000;

  private static final String SCENARIO =
      """
      format: 1
      id: caching-model
      title: What the caching client calls
      level: 1
      story: A program uses AWS's caching client.
      world:
        secrets: [{name: prod/partner-key, string: k-123-4567}]
        applications: {program: {secret: prod/partner-key, cache: aws}}
      actions:
        use: {use: program}
        hour: {advance: PT1H}
        change: {call: PutSecretValue, with: {SecretId: prod/partner-key, SecretString: k-890-1234}}
      steps:
        - {id: cold, do: use, expect: ok}
        - {id: warm, do: use, expect: ok}
        - {id: unchanged, do: [hour, use], expect: ok}
        - {id: changed, do: [change, hour, use], expect: ok}
      explain: It asks for the version, and reads one that it has not got.
      sources: [ADJ-1]
      """;

  @Test
  void modelMakesTheCallsOfTheLibrary(SecretsEmulator aws, SecretsManagerClient client) {
    var ofTheLibrary = new ArrayList<List<String>>();
    var ofAMillisecond = new SecretCacheConfiguration().withClient(client).withCacheItemTTL(1);
    try (var cache = new SecretCache(ofAMillisecond)) {
      ofTheLibrary.add(callsOf(aws, () -> cache.getSecretString("prod/partner-key")));
      ofTheLibrary.add(refresh(aws, cache));
      client.putSecretValue(r -> r.secretId("prod/partner-key").secretString("k-890-1234"));
      ofTheLibrary.add(refresh(aws, cache));
      assertThat(cache.getSecretString("prod/partner-key")).isEqualTo("k-890-1234");
    }

    assertThat(ofTheLibrary)
        .containsExactly(
            List.of("DescribeSecret", "GetSecretValue"),
            List.of("DescribeSecret"),
            List.of("DescribeSecret", "GetSecretValue"));
    assertThat(ofTheModel()).isEqualTo(ofTheLibrary);
  }

  /** Reads until the value is a millisecond old, so that the library refreshes it. */
  private static List<String> refresh(SecretsEmulator aws, SecretCache cache) {
    return callsOf(
        aws,
        () -> {
          int before = aws.audit().of("DescribeSecret").size();
          for (int i = 0; i < MOST_READS; i++) {
            cache.getSecretString("prod/partner-key");
            if (aws.audit().of("DescribeSecret").size() > before) {
              return;
            }
          }
        });
  }

  private static List<String> callsOf(SecretsEmulator aws, Runnable use) {
    int before = reads(aws.audit()).size();
    use.run();
    var after = reads(aws.audit());
    return after.subList(before, after.size());
  }

  private static List<String> reads(AuditLog log) {
    return log.from("secretsmanager.amazonaws.com").records().stream()
        .map(AuditRecord::operation)
        .filter(List.of("DescribeSecret", "GetSecretValue")::contains)
        .toList();
  }

  /** The calls of each use but the warm one, which makes none. */
  private static List<List<String>> ofTheModel() {
    var calls = new ArrayList<List<String>>();
    try (var run = Run.of(Scenario.parse(SCENARIO, "caching-model.yaml"))) {
      for (var result : run.results()) {
        assertThat(result.problem()).isNull();
        calls.add(
            result.events().stream()
                .filter(event -> event.details().containsKey("application"))
                .map(event -> String.valueOf(event.details().get("operation")))
                .filter(operation -> !operation.equals("null"))
                .toList());
      }
    }
    assertThat(calls.remove(1)).isEmpty();
    return calls;
  }
}
