package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Http;
import dev.strongroom.wire.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A day of virtual time in which somebody sends what could be remembered for ever: other names in
 * each request, large members, sessions, policies, secrets that are made and deleted. What the
 * emulator holds must not grow.
 */
@Tag("soak")
class DayOfAttackTest {

  private static final int HOURS = 24;
  private static final int ROUNDS_AN_HOUR = 60;

  /** As many names of 2,000 characters fill what the counters may take. */
  private static final int COUNTED = 35_000;

  private static final long ROOM = 3 << 20;
  private static final String ROLE = "arn:aws:iam::123456789012:role/app";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .randomSeed(1)
          .auditCapacity(1_000)
          .secret(Seed.secret("prod/db").string("hunter2"))
          .build();
  private final HttpApi api = HttpApi.of(aws);
  private final String longText = "x".repeat(50_000);
  private final String policy = policy();
  private int requests;
  private int accepted;

  @Test
  void memoryIsConstant() {
    var account = aws.account("123456789012");
    account.role("app");
    account.user("eve").accessKey("AKIAEVE").allow("sts:AssumeRole");
    var nameOf2000 = longText.substring(0, 2_000);
    for (int number = 0; number < COUNTED; number++) { // the counters by name are full then
      json("secretsmanager.GetSecretValue", "{'SecretId':'" + nameOf2000 + number + "'}");
    }
    var used = new ArrayList<Long>();
    for (int hour = 0; hour < HOURS; hour++) {
      for (int round = 0; round < ROUNDS_AN_HOUR; round++) {
        attack(hour * ROUNDS_AN_HOUR + round);
        aws.clock().advance(Duration.ofHours(1).dividedBy(ROUNDS_AN_HOUR));
      }
      if (hour % 3 == 2) {
        used.add(usedHeap());
        System.out.printf(
            "Day of attack: hour %d, %,d requests (%,d accepted), %,d KiB in use after GC%n",
            hour + 1, requests, accepted, used.get(used.size() - 1) / 1024);
      }
    }

    assertThat(aws.clock().instant()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(accepted).as("of %d", requests).isGreaterThan(5_000);
    assertThat(used.get(used.size() - 1) - used.get(1))
        .as("growth from hour 6 to hour 24: %s", used)
        .isLessThan(ROOM);
  }

  private void attack(int number) {
    var name = "attack/" + number;
    json("secretsmanager.GetSecretValue", "{'SecretId':'" + longText + number + "'}");
    json("secretsmanager.GetSecretValue", "{'SecretId':'" + name + "'}");
    json("secretsmanager.GetSecretValue", "{'SecretId':'prod/db','VersionId':'" + name + "'}");
    json("secretsmanager.Operation" + number, "{}");
    json("Service" + number + ".List", "{}");
    json("secretsmanager.ListSecrets", "{'NextToken':'" + longText.substring(0, 4_000) + "'}");
    json(
        "secretsmanager.CreateSecret",
        "{'Name':'"
            + name
            + "','SecretString':'x','ClientRequestToken':'"
            + "%032d".formatted(number)
            + "'}");
    json(
        "secretsmanager.DeleteSecret",
        "{'SecretId':'" + name + "','ForceDeleteWithoutRecovery':true}");
    json(
        "secretsmanager.UpdateSecret",
        "{'SecretId':'prod/db','ClientRequestToken':'"
            + "%032d".formatted(0)
            + "','Description':'"
            + number
            + "'}");
    json("secretsmanager.TagResource", "{'SecretId':'prod/db','Tags':[{'Key':'" + name + "'}]}");
    json(
        "secretsmanager.RotateSecret",
        "{'SecretId':'prod/db','RotationLambdaARN':'arn:aws:lambda:us-east-1:123456789012:function:"
            + number
            + "'}");
    json(
        "TrentService.Decrypt",
        "{'CiphertextBlob':'AAAA','EncryptionContext':{'a':'" + name + "'}}");
    json("TrentService.DescribeKey", "{'KeyId':'alias/" + name + "'}");
    if (number % 10 == 0) {
      json(
          "secretsmanager.PutResourcePolicy",
          "{'SecretId':'prod/db','ResourcePolicy':"
              + Http.JSON.getNodeFactory().textNode(policy)
              + "}");
    }
    signed("AKIA" + number, "us-east-1", "{'SecretId':'prod/db'}");
    signed("%012d".formatted(number), "us-east-1", "{'SecretId':'prod/db'}");
    signed("AKIAIOSFODNN7EXAMPLE", "aa-bbbb-" + number, "{'SecretId':'prod/db'}");
    query("Action=AssumeRole&RoleArn=" + ROLE + "&RoleSessionName=s" + number);
    query("Action=AssumeRole&RoleArn=" + ROLE + number + "&RoleSessionName=s");
  }

  private void json(String target, String body) {
    send(Http.post(target, body.replace('\'', '"')));
  }

  private void signed(String accessKeyId, String region, String body) {
    var scope = accessKeyId + "/20260101/" + region + "/secretsmanager/aws4_request";
    send(Http.signed("secretsmanager.GetSecretValue", body.replace('\'', '"'), scope));
  }

  private void query(String form) {
    var headers =
        Map.of(
            "Content-Type",
            List.of("application/x-www-form-urlencoded"),
            "Authorization",
            List.of("AWS4-HMAC-SHA256 Credential=AKIAEVE/20260101/us-east-1/sts/aws4_request"));
    send(new HttpRequest("POST", "/", headers, ("Version=2011-06-15&" + form).getBytes(UTF_8)));
  }

  private void send(HttpRequest request) {
    int status = api.answer(request).status();
    assertThat(status).isLessThan(500);
    requests++;
    accepted += status == 200 ? 1 : 0;
  }

  /** A sound policy of nearly 20 KB. */
  private static String policy() {
    var statement =
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},"
            + "\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\"}";
    return "{\"Version\":\"2012-10-17\",\"Statement\":["
        + String.join(",", Collections.nCopies(160, statement))
        + "]}";
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
