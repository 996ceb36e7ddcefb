package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.TagResource;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Counters;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Audit records and counters are bounded in bytes, whatever is sent. */
class AuditBytesTest {

  private final SecretsEmulator aws =
      SecretsEmulator.builder().secret(Seed.secret("prod/db").string("one")).build();
  private final Caller administrator = aws.administrator();
  private final AuditRingBuffer records = EmulatorInternals.engine(aws).trail().records();

  @Test
  @DisplayName("AUD-1: of a member that is too long, the record has what the model allows")
  void refusedMembersAreCutAtTheLengthsOfTheModel() {
    long before = records.bytes();

    for (int i = 0; i < 150; i++) {
      refused(aws, GetSecretValue.of("x".repeat(1 << 20)));
    }

    assertThat(aws.audit().failedWith("ValidationException"))
        .hasSize(150)
        .allSatisfy(
            record -> {
              assertThat(((GetSecretValue) record.request()).secretId())
                  .isEqualTo("x".repeat(2048));
              assertThat(record.errorMessage()).startsWith("1 validation error").hasSize(4096);
            });
    assertThat(records.bytes() - before).isLessThan(150 * 16_384);
  }

  @Test
  void listsAndWhatIsInsideThemAreCutToo() {
    var long1 = "a".repeat(100_000);
    refused(aws, new TagResource("prod/db", List.of(tag(long1, "v"), tag("k", long1))));
    refused(
        aws,
        new ReplicateSecretToRegions("prod/db", List.of(new ReplicaRegion(long1, long1)), null));

    var tags = ((TagResource) aws.audit().of("TagResource").last().request()).tags();
    assertThat(tags.get(0).key()).hasSize(128);
    assertThat(tags.get(0).value()).isEqualTo("v");
    assertThat(tags.get(1).value()).hasSize(256);
    var replicas = aws.audit().of("ReplicateSecretToRegions").last().requestParameters();
    assertThat(replicas.toString()).hasSizeLessThan(5_000);
  }

  @Test
  @Tag("thorough")
  void largePoliciesStayWithinTheBudget() { // four times what it holds
    putLargePolicies(1_000);
  }

  @Test
  @Tag("soak")
  @DisplayName("A4: 10,000 policies of 20 KB held 1.8 GB for ever")
  void tenThousandLargePoliciesStayWithinTheBudget() {
    putLargePolicies(10_000);
  }

  private void putLargePolicies(int number) {
    for (int i = 0; i < number; i++) {
      aws.execute(administrator, PutResourcePolicy.of("prod/db", policy(i)));
      assertThat(records.bytes()).isLessThanOrEqualTo(records.budget());
    }

    long texts =
        aws.audit().of("PutResourcePolicy").records().stream()
            .map(AuditRecord::request)
            .mapToLong(request -> ((PutResourcePolicy) request).resourcePolicy().length())
            .sum();
    assertThat(texts).isBetween(2_000_000L, records.budget());
    assertThat(aws.audit().size() + aws.audit().dropped()).isEqualTo(aws.counters().count());
    assertThat(aws.counters().of("PutResourcePolicy").count()).isEqualTo(number);
  }

  @Test
  void policyThatManyRecordsShareCountsOnce() {
    aws.execute(administrator, PutResourcePolicy.of("prod/db", policy(0)));

    for (int i = 0; i < 4_000; i++) {
      aws.execute(administrator, GetSecretValue.of("prod/db"));
    }

    assertThat(aws.audit().of("GetSecretValue")).hasSize(4_000);
    assertThat(aws.audit().dropped()).isZero();
  }

  @Test
  void bytesOfDroppedRecordsAreGivenBack() {
    var small = SecretsEmulator.builder().auditCapacity(1).build();
    var kept = EmulatorInternals.engine(small).trail().records();
    refused(small, GetSecretValue.of("absent"));
    long one = kept.bytes();

    for (int i = 0; i < 100; i++) {
      refused(small, GetSecretValue.of("absent"));
    }

    assertThat(small.audit()).hasSize(1);
    assertThat(kept.bytes()).isEqualTo(one);
  }

  @Test
  void longNamesCountAsOthersOnceTheyTakeTooManyBytes() {
    var buffer = new AuditRingBuffer(1);
    for (int i = 0; i < 40_000; i++) {
      var secret = "%05d".formatted(i) + "x".repeat(2_000);
      buffer.add(
          AuditRecord.serviceEvent(
              Instant.EPOCH,
              "e",
              "123456789012",
              "us-east-1",
              "SecretVersionDeletion",
              secret,
              Map.of()),
          false);
    }

    assertThat(buffer.bytesOfCounters()).isLessThan((64 << 20) + 16_384);
    assertThat(buffer.counters().count()).isEqualTo(40_000);
    assertThat(buffer.counters().on(Counters.OTHERS).count()).isBetween(1_000L, 39_000L);
  }

  private static dev.strongroom.api.Tag tag(String key, String value) {
    return new dev.strongroom.api.Tag(key, value);
  }

  private static void refused(SecretsEmulator aws, Request<?> request) {
    assertThatThrownBy(() -> execute(aws, request)).isInstanceOf(ServiceError.class);
  }

  private static <R extends Record> void execute(SecretsEmulator aws, Request<R> request) {
    aws.execute(aws.administrator(), request);
  }

  /** About 20 KB, of which no two are the same. */
  private static String policy(int number) {
    var endpoints =
        IntStream.range(0, 100)
            .mapToObj(i -> "\"vpce-" + number + "-" + i + "\"")
            .collect(Collectors.joining(","));
    var statement =
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"secretsmanager:DeleteSecret\","
            + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":["
            + endpoints
            + "]}}}";
    return "{\"Version\":\"2012-10-17\",\"Statement\":["
        + String.join(",", Collections.nCopies(11, statement))
        + "]}";
  }
}
