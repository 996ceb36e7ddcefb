package dev.strongroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Agent's cache, step by step on the emulator's clock. */
class AgentCacheTest extends AgentFixture {

  private static final Duration TTL = Duration.ofMinutes(5);

  @Test
  @DisplayName("AG-8: a value is answered as it was for the TTL, then as it is")
  void valueIsStaleForTheTtl() throws Exception {
    var agent = start(it -> it);
    assertThat(value(agent, "")).isEqualTo("one");
    put("two");

    aws.clock().advance(TTL);
    assertThat(value(agent, "")).isEqualTo("one");
    aws.clock().advance(Duration.ofMillis(1));

    assertThat(value(agent, "")).isEqualTo("two");
    assertThat(calls()).containsExactlyInAnyOrderEntriesOf(Map.of("Get", 2, "Describe", 1));
  }

  @Test
  @DisplayName("AG-8: as long as the label stays, an expired value lives on without GetSecretValue")
  void expiredValueLivesOnWhileItsLabelStays() throws Exception {
    var agent = start(it -> it);
    value(agent, "");

    for (int i = 0; i < 3; i++) {
      aws.clock().advance(TTL.plusMillis(1));
      assertThat(value(agent, "")).isEqualTo("one");
    }

    assertThat(calls()).containsExactlyInAnyOrderEntriesOf(Map.of("Get", 1, "Describe", 3));
  }

  /** The label went and came back: AWS's Agent can't see it, and shows the old list of labels. */
  @Test
  @DisplayName("AG-8: what a refresh re-arms is the old answer, with its old labels")
  void refreshKeepsTheOldLabels() throws Exception {
    var agent = start(it -> it);
    var id = put("two");
    assertThat(get(agent, GET_DB, TOKEN).body()).contains("\"VersionStages\":[\"AWSCURRENT\"]");
    aws.as(aws.administrator())
        .call(UpdateSecretVersionStage.of("prod/db", "BLUE").withMoveToVersionId(id));

    aws.clock().advance(TTL.plusMillis(1));

    assertThat(get(agent, GET_DB, TOKEN).body()).contains("\"VersionStages\":[\"AWSCURRENT\"]");
    assertThat(get(agent, GET_DB + "&refreshNow=true", TOKEN).body())
        .contains("\"VersionStages\":[\"AWSCURRENT\",\"BLUE\"]");
  }

  @Test
  @DisplayName("AG-8: a version by its id lives on as long as it is listed, whatever its labels")
  void versionByItsIdLivesOnWhileItIsListed() throws Exception {
    var agent = start(it -> it);
    var id = put("two");
    assertThat(value(agent, "&versionId=" + id)).isEqualTo("two");
    put("three");
    aws.clock().advance(TTL.plusMillis(1));

    assertThat(value(agent, "&versionId=" + id)).isEqualTo("two");

    assertThat(calls()).containsExactlyInAnyOrderEntriesOf(Map.of("Get", 1, "Describe", 1));
  }

  @Test
  @DisplayName("AG-8: a version by its label is read again once the label has moved")
  void versionByItsLabelFollowsTheLabel() throws Exception {
    var agent = start(it -> it);
    put("two");
    assertThat(value(agent, "&versionStage=AWSPREVIOUS")).isEqualTo("one");
    put("three");
    aws.clock().advance(TTL.plusMillis(1));

    assertThat(value(agent, "&versionStage=AWSPREVIOUS")).isEqualTo("two");
  }

  @Test
  @DisplayName("AG-8: with a TTL of 0 each call describes, and reads only what has changed")
  void zeroTtl() throws Exception {
    var agent = start(it -> it.ttl(Duration.ZERO));
    assertThat(value(agent, "")).isEqualTo("one");
    assertThat(value(agent, "")).isEqualTo("one");
    put("two");

    assertThat(value(agent, "")).isEqualTo("two");
    assertThat(value(agent, "")).isEqualTo("two");

    assertThat(calls()).containsExactlyInAnyOrderEntriesOf(Map.of("Get", 2, "Describe", 3));
  }

  @Test
  @DisplayName("AG-8: name and ARN are cached apart")
  void nameAndArnAreCachedApart() throws Exception {
    var agent = start(it -> it);
    value(agent, "");
    var arn = aws.audit().last().secretArn();
    put("two");

    assertThat(text(get(agent, "/secretsmanager/get?secretId=" + arn, TOKEN).body()))
        .isEqualTo("two");
    assertThat(value(agent, "")).isEqualTo("one");
  }

  @Test
  @DisplayName("AG-8: the entry that was written first goes, however often it was read")
  void oldestWrittenEntryIsEvicted() throws Exception {
    var agent = start(it -> it.cacheSize(2));
    value(agent, "");
    get(agent, "/v1/prod/bytes", TOKEN);
    value(agent, ""); // does not make it younger
    get(agent, "/v1/prod/db", TOKEN);
    get(agent, "/v1/prod/db?versionStage=AWSCURRENT", TOKEN);
    put("two");

    assertThat(value(agent, "")).isEqualTo("two");
  }

  @Test
  @DisplayName("AG-8: refreshNow reads, and makes the cache new")
  void refreshNow() throws Exception {
    var agent = start(it -> it);
    value(agent, "");
    put("two");

    assertThat(value(agent, "&refreshNow=true")).isEqualTo("two");
    assertThat(value(agent, "")).isEqualTo("two");
    assertThat(calls()).containsExactlyInAnyOrderEntriesOf(Map.of("Get", 2));
  }

  @Test
  @DisplayName("AG-8: refreshNow never falls back to the cache")
  void refreshNowNeverFallsBack() throws Exception {
    var agent = start(it -> it);
    value(agent, "");
    aws.faults().on("GetSecretValue").fail(ErrorCode.INTERNAL_SERVICE_ERROR, "busy");

    assertThat(get(agent, GET_DB + "&refreshNow=true", TOKEN))
        .hasToString("500 {\"__type\":\"InternalServiceError\",\"message\":\"busy\"}");
    assertThat(value(agent, "")).isEqualTo("one");
  }

  @ParameterizedTest(name = "AG-8: {0} that is down for a time serves the stale value")
  @CsvSource({"DescribeSecret", "GetSecretValue"})
  void transientFailureServesTheStaleValue(String operation) throws Exception {
    var agent = start(it -> it);
    value(agent, "");
    put("two");
    aws.clock().advance(TTL.plusMillis(1));
    aws.faults().on(operation).first(1).timeOut();

    assertThat(value(agent, "")).isEqualTo("one");
    aws.clock().advance(TTL);
    assertThat(value(agent, "")).as("re-armed for a whole TTL").isEqualTo("one");

    aws.clock().advance(Duration.ofMillis(1));
    assertThat(value(agent, "")).isEqualTo("two");
  }

  @Test
  @DisplayName("AG-8: without ignore_transient_errors a failure is answered")
  void transientFailureIsAnsweredByChoice() throws Exception {
    var agent = start(AgentEndpoint.Builder::answerTransientErrors);
    value(agent, "");
    aws.clock().advance(TTL.plusMillis(1));
    aws.faults().on("DescribeSecret").first(1).fail(ErrorCode.INTERNAL_SERVICE_ERROR, "busy");

    assertThat(get(agent, GET_DB, TOKEN).status()).isEqualTo(500);
    assertThat(value(agent, "")).isEqualTo("one");
  }

  /** The secret is restored: without a read, the entry that stayed is good again. */
  @Test
  @DisplayName("AG-8: a refusal is answered, and the entry stays")
  void refusalIsAnsweredAndTheEntryStays() throws Exception {
    var agent = start(it -> it);
    value(agent, "");
    aws.clock().advance(TTL.plusMillis(1));
    aws.faults().on("DescribeSecret").first(1).fail(ErrorCode.ACCESS_DENIED, "no");

    assertThat(get(agent, GET_DB, TOKEN))
        .hasToString("400 {\"__type\":\"AccessDeniedException\",\"message\":\"no\"}");

    assertThat(value(agent, "")).isEqualTo("one");
    assertThat(calls()).containsExactlyInAnyOrderEntriesOf(Map.of("Get", 1, "Describe", 2));
  }

  @Test
  @DisplayName("AG-8: the value of a deleted secret lives for the TTL, and even longer")
  void deletedSecretLivesOn() throws Exception {
    var agent = start(it -> it);
    value(agent, "");
    aws.as(aws.administrator()).call(DeleteSecret.of("prod/db").withRecoveryWindowInDays(7L));

    assertThat(value(agent, "")).isEqualTo("one");
    aws.clock().advance(TTL.plusMillis(1));

    // DescribeSecret works for a secret that is scheduled for deletion, and its label has stayed.
    assertThat(value(agent, "")).isEqualTo("one");
    assertThat(get(agent, GET_DB + "&refreshNow=1", TOKEN).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("AG-11: prefetched secrets are cached under their names only")
  void prefetched() throws Exception {
    var arn = aws.audit().of("CreateSecret").first().secretArn();
    var agent = start(it -> it.prefetch(arn, "prod/absent").prefetchTagged("app"));
    put("two");

    assertThat(value(agent, "")).isEqualTo("one");
    assertThat(text(get(agent, "/secretsmanager/get?secretId=" + arn, TOKEN).body()))
        .isEqualTo("two");
    assertThat(aws.audit().of("BatchGetSecretValue").size()).isEqualTo(2);
  }

  @Test
  @DisplayName("AG-11: 41 names are three batches of at most 20")
  void prefetchInBatches() throws Exception {
    var names = java.util.stream.IntStream.range(0, 41).mapToObj(i -> "name-" + i);
    var all = names.toArray(String[]::new);

    start(it -> it.prefetch(all));

    assertThat(aws.audit().of("BatchGetSecretValue").size()).isEqualTo(3);
  }

  private static String value(AgentEndpoint agent, String selectors) throws IOException {
    return text(get(agent, GET_DB + selectors, TOKEN).body());
  }

  private static String text(String body) {
    return body.replaceFirst(".*\"SecretString\":\"([^\"]*)\".*", "$1");
  }

  private Map<String, Integer> calls() {
    var calls = new TreeMap<String, Integer>();
    for (var operation : Map.of("Get", "GetSecretValue", "Describe", "DescribeSecret").entrySet()) {
      int size = aws.audit().of(operation.getValue()).size();
      if (size > 0) {
        calls.put(operation.getKey(), size);
      }
    }
    return calls;
  }
}
