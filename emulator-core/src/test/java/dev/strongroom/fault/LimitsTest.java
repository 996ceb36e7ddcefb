package dev.strongroom.fault;

import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Secrets;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How much there can be of everything, whatever the rate. */
class LimitsTest {

  private final SecretsEmulator aws =
      SecretsEmulator.builder().randomSeed(1).secretQuota(3).versionQuota(true).build();
  private final Secrets secrets = Doors.administrator(aws);

  static Stream<Arguments> limits() {
    return Stream.of(
        limit("name of 512", create("n".repeat(512), "value"), "ok"),
        limit("name of 513", create("n".repeat(513), "value"), "ValidationException"),
        limit("value of 65,536", create("b", "v".repeat(65_536)), "ok"),
        limit("value of 65,537", create("b", "v".repeat(65_537)), "ValidationException"),
        limit("description of 2,048", described("d".repeat(2048)), "ok"),
        limit("description of 2,049", described("d".repeat(2049)), "ValidationException"),
        limit("50 tags", tagged(50), "ok"),
        limit("51 tags", tagged(51), "InvalidParameterException"),
        limit(
            "policy of 20,481",
            PutResourcePolicy.of("a", "p".repeat(20_481)),
            "ValidationException"),
        limit("10 filters", list(10, 1), "ok"),
        limit("11 filters", list(11, 1), "ValidationException"),
        limit("10 values", list(1, 10), "ok"),
        limit("11 values", list(1, 11), "ValidationException"),
        limit("100 results", ListSecrets.all().withMaxResults(100), "ok"),
        limit("101 results", ListSecrets.all().withMaxResults(101), "ValidationException"),
        limit("20 ids", batch(20), "ok"),
        limit("21 ids", batch(21), "ValidationException"));
  }

  @ParameterizedTest(name = "QUO-2: {0}: {2}")
  @MethodSource("limits")
  void moreThanTheLimitIsRefusedAndChangesNothing(String name, Request<?> request, String outcome) {
    secrets.create("a", Secrets.token(1), "one");
    var snapshot = aws.snapshot();

    assertThat(Doors.outcome(aws, request)).isEqualTo(outcome);

    assertThat(outcome.equals("ok") || aws.snapshot().equals(snapshot)).isTrue();
  }

  @Test
  @DisplayName("QUO-2: a Region has room for so many secrets of an account")
  void regionIsFull() {
    for (int i = 1; i <= 3; i++) {
      secrets.create("s" + i, Secrets.token(i), "one");
    }
    var full = aws.snapshot();

    assertThatThrownBy(() -> secrets.create("s4", Secrets.token(4), "one"))
        .isInstanceOfSatisfying(
            ServiceError.class, refusal -> assertThat(refusal.code()).isEqualTo(LIMIT_EXCEEDED))
        .hasMessage("You can't have more than 3 secrets in a Region.");
    assertThat(aws.snapshot()).isEqualTo(full);

    secrets.create("s3", Secrets.token(3), "one"); // a replay makes none
    Doors.of(aws, aws.administrator().in("eu-west-1")).create("s4", Secrets.token(4), "one");
    secrets.forceDelete("s1");
    secrets.create("s4", Secrets.token(4), "one");
  }

  @Test
  @DisplayName("QUO-2: a secret of which 100 versions are younger than a day takes no more")
  void secretIsFull() {
    secrets.create("a", Secrets.token(0), "0");
    for (int i = 1; i < 100; i++) {
      secrets.put("a", Secrets.token(i), String.valueOf(i));
    }

    assertThatThrownBy(() -> secrets.put("a", Secrets.token(100), "100"))
        .isInstanceOfSatisfying(
            ServiceError.class, refusal -> assertThat(refusal.code()).isEqualTo(LIMIT_EXCEEDED));
    assertThat(secrets.get("a")).isEqualTo("99");
  }

  @Test
  void roomForNoSecretIsRefused() {
    assertThatThrownBy(() -> SecretsEmulator.builder().secretQuota(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("room for 0");
  }

  private static Arguments limit(String name, Request<?> request, String outcome) {
    return Arguments.of(name, request, outcome);
  }

  private static CreateSecret create(String name, String value) {
    return CreateSecret.of(name, Secrets.token(2)).withSecretString(SecretValue.ofText(value));
  }

  private static CreateSecret described(String description) {
    return CreateSecret.of("b", Secrets.token(2)).withDescription(description);
  }

  private static CreateSecret tagged(int tags) {
    return CreateSecret.of("b", Secrets.token(2)).withTags(Secrets.tags(tags));
  }

  private static ListSecrets list(int filters, int values) {
    var texts = IntStream.range(0, values).mapToObj(i -> "value" + i).toList();
    return ListSecrets.all().withFilters(Collections.nCopies(filters, new Filter("name", texts)));
  }

  private static BatchGetSecretValue batch(int ids) {
    return BatchGetSecretValue.of(IntStream.range(0, ids).mapToObj(i -> "s" + i).toList());
  }
}
