package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.Services;
import dev.strongroom.fault.Quotas;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's request rates, and which operations share one. */
class RequestBucketsTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest(name = "QUO-1: {0}: {1} a second")
  @CsvSource({
    "DescribeSecret,        40000",
    "GetSecretValue,        10000",
    "ListSecrets,           100",
    "BatchGetSecretValue,   100",
    "CreateSecret,          50",
    "DeleteSecret,          50",
    "GetRandomPassword,     50",
    "RestoreSecret,         50",
    "ListSecretVersionIds,  50",
    "PutResourcePolicy,     50",
    "PutSecretValue,        50",
    "RotateSecret,          50",
    "TagResource,           50",
  })
  void ratesAreThoseOfAws(String operation, int rate) {
    var buckets = new RequestBuckets(Quotas.aws(), Services.all());
    var request = request(operation);

    for (int second = 0; second < 3; second++) {
      int admitted = 0;
      while (buckets.admit(request, "123456789012", "us-east-1", START.plusSeconds(second))) {
        admitted++;
      }
      assertThat(admitted).isEqualTo(rate);
    }
  }

  @ParameterizedTest(name = "QUO-1: {0} and {1}: {2}")
  @CsvSource({
    "PutResourcePolicy,        GetResourcePolicy,         shared",
    "DeleteResourcePolicy,     ValidateResourcePolicy,    shared",
    "PutSecretValue,           UpdateSecret,              shared",
    "PutSecretValue,           UpdateSecretVersionStage,  shared",
    "TagResource,              UntagResource,             shared",
    "UpdateSecret,             ReplicateSecretToRegions,  shared",
    "RotateSecret,             CancelRotateSecret,        shared",
    "CreateSecret,             DeleteSecret,              apart",
    "PutSecretValue,           RotateSecret,              apart",
    "PutSecretValue,           TagResource,               apart",
    "ListSecrets,              BatchGetSecretValue,       apart",
  })
  void someOperationsShareARate(String drawing, String other, String expected) {
    var admitted = new RequestBuckets(Quotas.aws().rate(drawing, 1), Services.all());

    assertThat(admitted.admit(request(drawing), "123456789012", "us-east-1", START)).isTrue();

    assertThat(admitted.admit(request(other), "123456789012", "us-east-1", START))
        .isEqualTo(expected.equals("apart"));
  }

  private static Class<?> request(String operation) {
    return Services.requests("secretsmanager")
        .filter(type -> type.getSimpleName().equals(operation))
        .findAny()
        .orElseThrow();
  }
}
