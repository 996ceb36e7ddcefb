package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.Services;
import dev.strongroom.api.Request;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.wire.Http;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, the answer is one that AWS could give: never an exception, never a 5xx. */
class AnyRequestTest {

  private static final int REQUESTS = Integer.getInteger("requests", 100);
  private static final String TOKEN = "00000000-0000-4000-8000-000000000001";

  private static final List<String> WORDS =
      List.of(
          "AWSCURRENT",
          "AWSPENDING",
          "name",
          "tag-key",
          "asc",
          "created-date",
          "default",
          "SYMMETRIC_DEFAULT",
          "ECC_NIST_P256",
          "HMAC_256",
          "AES_256",
          "ENCRYPT_DECRYPT",
          "SIGN_VERIFY",
          "GENERATE_VERIFY_MAC",
          "ECDSA_SHA_256",
          "RAW",
          "DIGEST",
          "Decrypt",
          "arn:aws:iam::123456789012:root",
          "123456789012",
          "String",
          "StringList",
          "SecureString",
          "Advanced",
          "Parameter",
          "Path",
          "/db/host",
          "/aws/reference/secretsmanager/name",
          "*",
          "{}",
          "null",
          "{\"Statement\":[{\"Effect\":\"Allow\"}]}",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}");

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .randomSeed(1)
          .build();
  private final HttpApi api = HttpApi.of(aws);

  static Stream<Arguments> operations() {
    return Stream.of(
            Services.requests("secretsmanager").map(type -> Arguments.of("secretsmanager", type)),
            Services.requests("kms").map(type -> Arguments.of("TrentService", type)),
            Services.requests("ssm").map(type -> Arguments.of("AmazonSSM", type)),
            Services.requests("cloudtrail").map(type -> Arguments.of("CloudTrail_20131101", type)))
        .flatMap(rows -> rows);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("operations")
  @DisplayName("ERR-7, WIRE-4: random members of the right and of the wrong types")
  void randomMembers(String service, Class<? extends Request<?>> type) {
    var random = new Random(type.getName().hashCode());
    var key = key();
    for (int i = 0; i < REQUESTS; i++) {
      var body = structure(random, type, key).toString();

      assertSound(Http.post(service + "." + type.getSimpleName(), body));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("operations")
  @DisplayName("ERR-7, WIRE-4: bodies with bytes lost, changed and put in")
  void damagedBodies(String service, Class<? extends Request<?>> type) {
    var random = new Random(type.getName().hashCode());
    var target = service + "." + type.getSimpleName();
    for (int i = 0; i < REQUESTS; i++) {
      var bytes = structure(random, type, TOKEN).toString().getBytes(UTF_8);
      for (int j = random.nextInt(4); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      var damaged = Arrays.copyOf(bytes, random.nextInt(3) > 0 ? bytes.length : bytes.length / 2);

      assertSound(new HttpRequest("POST", "/", Http.post(target, "").headers(), damaged));
    }
  }

  static Stream<HttpRequest> oddities() {
    var call = Http.post("secretsmanager.ListSecrets", "{}");
    return Stream.of(
        Http.post("secretsmanager.ListSecrets", "[".repeat(100_000)),
        Http.post("secretsmanager.ListSecrets", "{\"Filters\":" + "[".repeat(5_000)),
        Http.post("secretsmanager.ListSecrets", "{\"MaxResults\":" + "9".repeat(100_000) + "}"),
        Http.post("secretsmanager.ListSecrets", "{\"" + "n".repeat(100_000) + "\":1}"),
        Http.post("secretsmanager.ListSecrets", "\ufeff{}"),
        Http.post("secretsmanager.ListSecrets", "{\"NextToken\":\"" + TOKEN + "\"}"),
        Http.signed("secretsmanager.ListSecrets", "{}", "/////"),
        Http.signed("secretsmanager.ListSecrets", "{}", "////"),
        Http.signed("secretsmanager.ListSecrets", "{}", "\u0000/x/us-east-1/y/z"),
        Http.post("secretsmanager.ListSecrets", "{}", Map.of("Authorization", "Credential=")),
        Http.post("secretsmanager.ListSecrets", "{}", Map.of("Authorization", "Bearer x")),
        new HttpRequest("POST", "/?X-Amz-Credential=%zz", call.headers(), call.body()),
        new HttpRequest("POST", "", call.headers(), call.body()),
        new HttpRequest("", "", Map.of("X-Amz-Target", List.of()), new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("oddities")
  @DisplayName("ERR-7: requests that no SDK sends")
  void oddRequests(HttpRequest request) {
    assertSound(request);
  }

  private void assertSound(HttpRequest request) {
    HttpResponse answer;
    try {
      answer = api.answer(request);
    } catch (RuntimeException | Error thrown) {
      throw new AssertionError(
          request.header("X-Amz-Target") + " " + new String(request.body(), UTF_8), thrown);
    }

    assertThat(answer.status())
        .as("%s %s", request.header("X-Amz-Target"), new String(request.body(), UTF_8))
        .isIn(200, 400);
    assertThat(answer.headers().get("x-amzn-RequestId")).hasSize(1);
    if (answer.status() == 400) {
      assertThat(Http.json(answer).required("__type").textValue()).isNotEmpty();
    } else if (answer.body().length > 0) {
      assertThat(Http.json(answer).isObject()).isTrue();
    }
  }

  private String key() {
    var answer = Http.json(api.answer(Http.post("TrentService.CreateKey", "{}")));
    return answer.required("KeyMetadata").required("KeyId").textValue();
  }

  /** Mostly what the members take. */
  static JsonNode structure(Random random, Class<?> type, String id) {
    var object = Http.JSON.createObjectNode();
    for (var component : type.getRecordComponents()) {
      if (random.nextInt(4) > 0) {
        object.set(JsonShape.memberName(component), value(random, component.getGenericType(), id));
      }
    }
    return object;
  }

  private static JsonNode value(Random random, Type type, String id) {
    var nodes = Http.JSON.getNodeFactory();
    if (random.nextInt(12) == 0) {
      return anything(random, id, 0);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      var list = nodes.arrayNode();
      for (int i = random.nextInt(3); i >= 0; i--) {
        list.add(value(random, generic.getActualTypeArguments()[0], id));
      }
      return list;
    }
    if (type instanceof ParameterizedType) {
      return nodes.objectNode().set(text(random, id), nodes.textNode(text(random, id)));
    }
    var simple = (Class<?>) type;
    if (simple.isRecord()) {
      return structure(random, simple, id);
    }
    if (simple == Boolean.class) {
      return nodes.booleanNode(random.nextBoolean());
    }
    if (Number.class.isAssignableFrom(simple)) {
      return nodes.numberNode(random.nextInt(-1, 40));
    }
    if (simple == Blob.class) {
      var bytes = new byte[random.nextInt(70)];
      random.nextBytes(bytes);
      return nodes.binaryNode(bytes);
    }
    return nodes.textNode(text(random, id)); // some of it is base64 as well
  }

  private static String text(Random random, String id) {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "a";
      case 2 -> "alias/a";
      case 3 -> "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-abcdef";
      case 4 -> WORDS.get(random.nextInt(WORDS.size()));
      case 5 -> noise(random);
      default -> id;
    };
  }

  private static JsonNode anything(Random random, String id, int depth) {
    var nodes = Http.JSON.getNodeFactory();
    return switch (random.nextInt(depth > 2 ? 12 : 16)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextInt());
      case 3 -> nodes.numberNode(random.nextInt(40));
      case 4 -> nodes.numberNode(random.nextDouble() * 1e20);
      case 5, 6, 7, 8, 9, 10, 11 -> nodes.textNode(text(random, id));
      case 12, 13 -> {
        var list = nodes.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          list.add(anything(random, id, depth + 1));
        }
        yield list;
      }
      default -> {
        var object = nodes.objectNode();
        for (var name : List.of("Key", "Value", "Values", "TagKey", "TagValue")) {
          if (random.nextBoolean()) {
            object.set(name, anything(random, id, depth + 1));
          }
        }
        yield object;
      }
    };
  }

  private static String noise(Random random) {
    return random
        .ints(random.nextInt(80), 0, 0x250)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
