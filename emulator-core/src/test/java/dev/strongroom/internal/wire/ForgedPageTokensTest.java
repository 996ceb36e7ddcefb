package dev.strongroom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.AwsModel;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.wire.Http;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Page tokens that nobody was given, sent to every operation that has pages. */
class ForgedPageTokensTest {

  private static final Map<String, String> PREFIXES =
      Map.of("secretsmanager", "secretsmanager.", "kms", "TrentService.");

  private static final String ROOT = "arn:aws:iam::123456789012:root";
  private static final String LETTERS = "ABCXYZabcxyz0189-_=.";

  private final HttpApi api = HttpApi.of(SecretsEmulator.builder().randomSeed(1).build());
  private final String key = call("TrentService.CreateKey", "{}").at("/KeyMetadata/KeyId").asText();

  ForgedPageTokensTest() {
    for (var name : List.of("a", "b", "c")) {
      var token = "00000000-0000-4000-8000-00000000000" + name;
      var body = "{'Name':'%s','ClientRequestToken':'%s','SecretString':'x'}";
      call("secretsmanager.CreateSecret", body.formatted(name, token));
      call(
          "TrentService.CreateAlias",
          "{'AliasName':'alias/%s','TargetKeyId':'%s'}".formatted(name, key));
      call("TrentService.CreateKey", "{}");
      call(
          "TrentService.TagResource",
          "{'KeyId':'%s','Tags':[{'TagKey':'%s','TagValue':''}]}".formatted(key, name));
      call(
          "TrentService.CreateGrant",
          "{'KeyId':'%s','Operations':['Decrypt'],'GranteePrincipal':'%s','RetiringPrincipal':'%s'}"
              .formatted(key, ROOT, ROOT));
      call("TrentService.RotateKeyOnDemand", "{'KeyId':'%s'}".formatted(key));
      call(
          "secretsmanager.PutSecretValue",
          "{'SecretId':'a','ClientRequestToken':'%s','SecretString':'x'}"
              .formatted(token.replace("00000000-0000", "11111111-0000")));
    }
  }

  static Stream<Arguments> pagedOperations() {
    return PREFIXES.keySet().stream()
        .flatMap(
            service -> {
              var model = AwsModel.of(service);
              return model.operations().stream()
                  .filter(operation -> !tokenOf(model, operation).isEmpty())
                  .filter(operation -> !operation.equals("DescribeCustomKeyStores"))
                  .map(operation -> Arguments.of(service, operation, tokenOf(model, operation)));
            });
  }

  /** The member that holds the token; empty if the operation has no pages. */
  private static String tokenOf(AwsModel model, String operation) {
    var members = model.shapeOf(model.operation(operation).required("input")).required("members");
    return members.has("NextToken") ? "NextToken" : members.has("Marker") ? "Marker" : "";
  }

  @ParameterizedTest(name = "PG-3, KMS-10: {1} refuses a {2} that it did not answer")
  @MethodSource("pagedOperations")
  void forgedTokenIsRefused(String service, String operation, String member) {
    var random = new Random(operation.hashCode());
    var target = PREFIXES.get(service) + operation;
    var limit = member.equals("Marker") ? "Limit" : "MaxResults";
    var token = call(target, body(operation, limit, "1")).path("Next" + member).asText();

    for (int i = 0; i < 300; i++) {
      var forged =
          token.isEmpty() || random.nextInt(4) == 0 ? base64(random) : mutated(token, random);
      var answer = api.answer(Http.post(target, body(operation, member, "'" + forged + "'")));

      assertThat(Http.json(answer).path("__type").asText())
          .as("%s (from %s): %s", forged, token, Http.text(answer))
          .isEqualTo(
              member.equals("Marker") ? "InvalidMarkerException" : "InvalidNextTokenException");
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  private String body(String operation, String member, String value) {
    var others =
        switch (operation) {
          case "BatchGetSecretValue" -> "'Filters':[{'Key':'name','Values':['a','b','c']}],";
          case "ListSecretVersionIds" -> "'SecretId':'a','IncludeDeprecated':true,";
          case "ListSecrets", "ListAliases", "ListKeys" -> "";
          case "ListRetirableGrants" -> "'RetiringPrincipal':'%s',".formatted(ROOT);
          default -> "'KeyId':'%s',".formatted(key);
        };
    return ("{" + others + "'" + member + "':" + value + "}").replace('\'', '"');
  }

  private JsonNode call(String target, String body) {
    var answer = api.answer(Http.post(target, body.replace('\'', '"')));
    assertThat(answer.status()).as("%s %s", target, Http.text(answer)).isEqualTo(200);
    return answer.body().length == 0 ? Http.JSON.createObjectNode() : Http.json(answer);
  }

  private static String base64(Random random) {
    var bytes = new byte[1 + random.nextInt(60)];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Another text: one letter is changed, left out or put in. */
  private static String mutated(String token, Random random) {
    int at = random.nextInt(token.length());
    var letter = "" + LETTERS.charAt(random.nextInt(LETTERS.length()));
    var mutated =
        token.substring(0, at)
            + (random.nextBoolean() ? letter : "")
            + token.substring(at + random.nextInt(2));
    return mutated.equals(token) || mutated.isEmpty() ? token + letter : mutated;
  }
}
