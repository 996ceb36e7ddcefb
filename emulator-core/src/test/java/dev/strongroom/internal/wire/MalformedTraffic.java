package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.Services;
import dev.strongroom.wire.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;

/** Requests with one or more things wrong with them. */
final class MalformedTraffic {

  private static final List<String> MEMBERS =
      List.of(
          "SecretId",
          "Name",
          "SecretString",
          "SecretBinary",
          "ClientRequestToken",
          "VersionStage",
          "VersionStages",
          "Tags",
          "TagKeys",
          "Filters",
          "MaxResults",
          "NextToken",
          "KeyId",
          "Plaintext",
          "CiphertextBlob",
          "EncryptionContext",
          "Policy",
          "ResourcePolicy",
          "KeySpec",
          "PendingWindowInDays",
          "Description",
          "SecretIdList",
          "GrantTokens",
          "Constraints",
          "Operations",
          "AliasName",
          "TargetKeyId",
          "PasswordLength",
          "Limit",
          "Marker");

  private static final List<String> VALUES =
      List.of(
          "\"prod/db\"",
          "\"\"",
          "null",
          "true",
          "0",
          "-1",
          "1e9",
          "1e400",
          "99999999999999999999",
          "0.5",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "[{}]",
          "[\"a\"]",
          "[1]",
          "{\"a\":\"b\"}",
          "{\"a\":null}",
          "{\"a\":{}}",
          "[{\"Key\":\"name\",\"Values\":[\"p\"]}]",
          "[{\"Key\":1,\"Value\":[]}]",
          "\"AAEC\"",
          "\"not base64!\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"arn:aws:secretsmanager:us-east-1:123456789012:secret:x\"",
          "\"arn:aws:kms:::\"",
          "\"arn:\"",
          "\"alias/a\"",
          "\"{\\\"Statement\\\":[{}]}\"",
          "\"" + "x".repeat(3000) + "\"",
          "\"00000000-0000-4000-8000-000000000001\"");

  private static final List<String> FORMS =
      List.of(
          "Action=GetCallerIdentity",
          "Action=AssumeRole",
          "Action=",
          "Action",
          "Version=2011-06-15",
          "Version=x",
          "RoleArn=arn:aws:iam::123456789012:role/app",
          "RoleArn=",
          "RoleArn=%",
          "RoleArn=%ff%fe",
          "RoleSessionName=job",
          "RoleSessionName=%00",
          "DurationSeconds=1e3",
          "DurationSeconds=99999999999",
          "DurationSeconds=900",
          "Tags.member.1.Key=k",
          "Tags.member.1.Value=v",
          "Tags.member.0.Key=k",
          "Tags.member.999999999999.Key=k",
          "Tags.member.1.Key.1=k",
          "Policy=%7B",
          "PolicyArns.member.1.arn=x",
          "&&",
          "=",
          "a=b=c",
          "ExternalId=%3Cb%3E%26",
          "SourceIdentity=me");

  private final Random random;
  private final List<String> targets = new ArrayList<>();

  MalformedTraffic(Random random) {
    this.random = random;
    Services.requests("secretsmanager")
        .forEach(type -> targets.add("secretsmanager." + type.getSimpleName()));
    Services.requests("kms").forEach(type -> targets.add("TrentService." + type.getSimpleName()));
    Services.requests("ssm").forEach(type -> targets.add("AmazonSSM." + type.getSimpleName()));
    targets.addAll(
        List.of("", "secretsmanager", "secretsmanager.", "Nothing.AtAll", "TrentService.<b>"));
  }

  HttpRequest next() {
    var headers = new HashMap<String, List<String>>();
    if (random.nextInt(4) == 0) {
      headers.put("Authorization", List.of(authorization()));
    }
    if (random.nextInt(6) == 0) {
      headers.put("Content-Type", List.of("application/x-www-form-urlencoded; charset=utf-8"));
      return new HttpRequest("POST", "/", headers, damaged(form().getBytes(UTF_8)));
    }
    if (random.nextInt(50) != 0) {
      headers.put("X-Amz-Target", List.of(pick(targets)));
    }
    headers.put(
        "Content-Type",
        List.of(
            random.nextInt(20) == 0
                ? pick(List.of("text/plain", "application/json", "", "application/x-amz-json-9"))
                : "application/x-amz-json-1.1"));
    var method = random.nextInt(50) == 0 ? pick(List.of("GET", "PUT", "DELETE", "X")) : "POST";
    var path = random.nextInt(50) == 0 ? pick(List.of("/x", "/?a=b", "/a/b", "/%20")) : "/";
    return new HttpRequest(method, path, headers, damaged(body().getBytes(UTF_8)));
  }

  /** Any request, with a body beyond 1 MiB that is sound or not. */
  HttpRequest oversized() {
    var request = next();
    var body = new byte[(1 << 20) + 1 + random.nextInt(1 << 20)];
    if (random.nextBoolean()) {
      Arrays.fill(body, (byte) ' ');
      body[0] = '{';
      body[body.length - 1] = '}';
    } else {
      random.nextBytes(body);
    }
    return new HttpRequest(request.method(), request.path(), request.headers(), body);
  }

  private String authorization() {
    return "AWS4-HMAC-SHA256 Credential="
        + pick(
            List.of(
                "AKIA/20260101/us-east-1/kms/aws4_request",
                "222222222222/20260101/eu-west-1/kms/aws4_request",
                "a/b/<region>/c/d",
                "////",
                "",
                "%zz/1/us-east-1/s/aws4_request"))
        + ", Signature=0";
  }

  private String form() {
    var form = new StringBuilder("Version=2011-06-15&" + pick(FORMS));
    for (int i = random.nextInt(5); i > 0; i--) {
      form.append('&').append(pick(FORMS));
    }
    return form.toString();
  }

  private String body() {
    return switch (random.nextInt(100)) {
      case 0 -> "";
      case 1 -> pick(VALUES);
      case 2 -> "[".repeat(random.nextInt(5000));
      case 3 -> "{\"Tags\":".repeat(random.nextInt(3000));
      case 4 -> "{\"SecretId\":\"" + "a".repeat(random.nextInt(100_000)) + "\"}";
      case 5 -> "{\"SecretId\":\"a\"} {}";
      case 6 -> "{\"MaxResults\":" + "9".repeat(random.nextInt(2000)) + "}";
      case 7 -> "\ufeff{}";
      default -> object();
    };
  }

  private String object() {
    var object = new StringBuilder("{");
    int members = random.nextInt(6);
    for (int i = 0; i < members; i++) {
      object.append(i == 0 ? "\"" : ",\"");
      object.append(random.nextInt(30) == 0 ? "Unknown" : pick(MEMBERS)); // at times twice
      object.append("\":").append(pick(VALUES));
    }
    return object.append('}').toString();
  }

  /** Mostly as it is; else cut short, or with a byte that is changed. */
  private byte[] damaged(byte[] body) {
    if (body.length == 0 || random.nextInt(3) != 0) {
      return body;
    }
    int at = random.nextInt(body.length);
    if (random.nextBoolean()) {
      return Arrays.copyOf(body, at);
    }
    var damaged = body.clone();
    damaged[at] = (byte) random.nextInt(256);
    return damaged;
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
