package dev.strongroom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.AwsModel;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.wire.Http;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What members of structures inside lists and maps lack, for every such member of the models. */
class NestedMembersTest {

  private static final String TOKEN = "00000000-0000-4000-8000-000000000001";
  private static final String OTHER_TOKEN = "00000000-0000-4000-8000-000000000002";
  private static final Map<String, String> PREFIXES =
      Map.of("secretsmanager", "secretsmanager.", "kms", "TrentService.");

  private static final Caller CALLER = Caller.administrator("123456789012", "us-east-1");

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .randomSeed(1)
          .build();
  private final HttpApi api = HttpApi.of(aws);
  private final String key = aws.execute(CALLER, CreateKey.DEFAULT).result().keyMetadata().keyId();

  NestedMembersTest() {
    aws.execute(CALLER, CreateSecret.of("a", TOKEN).withSecretString(SecretValue.ofText("value")));
  }

  /** A list or map among the members of an operation's input. */
  record Member(String service, String operation, String name, JsonNode shape) {

    JsonNode element() {
      var model = AwsModel.of(service);
      return model.shapeOf(
          shape.has("member") ? shape.required("member") : shape.required("value"));
    }

    boolean isOfStructures() {
      return element().has("members");
    }

    /** The request's record; empty if the operation isn't emulated. */
    Optional<Class<?>> type() {
      var folder = service.equals("secretsmanager") ? "" : service + ".";
      try {
        return Optional.of(Class.forName("dev.strongroom.api." + folder + operation));
      } catch (ClassNotFoundException notEmulated) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return operation + "." + name;
    }
  }

  static Stream<Member> members() {
    var members = new ArrayList<Member>();
    for (var service : PREFIXES.keySet()) {
      var model = AwsModel.of(service);
      for (var operation : model.operations()) {
        for (var member :
            model
                .shapeOf(model.operation(operation).required("input"))
                .required("members")
                .properties()) {
          var shape = model.shapeOf(member.getValue());
          var found = new Member(service, operation, member.getKey(), shape);
          if ((shape.has("member") || shape.has("value")) && found.type().isPresent()) {
            members.add(found);
          }
        }
      }
    }
    return members.stream();
  }

  static Stream<Member> listsOfStructures() {
    return members().filter(Member::isOfStructures);
  }

  @ParameterizedTest
  @MethodSource("listsOfStructures")
  @DisplayName("VAL-3, VAL-4, ERR-7: an empty structure in a list lacks its required members")
  void emptyStructureInAList(Member member) throws Exception {
    var body = body(member);
    body.putArray(member.name()).addObject();

    var texts = List.of(overHttp(member, body), inTheCore(member, body));

    assertThat(texts.get(0)).isEqualTo(texts.get(1));
    for (var required : member.element().path("required")) {
      assertThat(texts.get(0))
          .contains(
              "Value null at '%s.1.member.%s' failed to satisfy constraint: Member must not be null"
                  .formatted(decapitalized(member.name()), decapitalized(required.textValue())));
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  @DisplayName("ERR-7: null in a list or map is refused")
  void nullInAListOrMap(Member member) {
    var body = body(member);
    if (member.shape().has("member")) {
      body.putArray(member.name()).addNull();
    } else {
      body.putObject(member.name()).putNull("a");
    }

    assertThat(overHttp(member, body)).contains(member.name() + " must be ").contains("not null");
  }

  /** The text of the refusal, which changes nothing; empty if there is none. */
  private String overHttp(Member member, JsonNode body) {
    var before = aws.snapshot();

    var answer =
        api.answer(Http.post(PREFIXES.get(member.service()) + member.operation(), body.toString()));

    assertThat(answer.status()).as("%s", body).isIn(200, 400);
    if (answer.status() == 200) {
      aws.restore(before);
      return "";
    }
    assertThat(aws.snapshot()).isEqualTo(before);
    var error = Http.json(answer);
    return error.path("message").asText() + error.path("Message").asText();
  }

  /** The same in the core. */
  private String inTheCore(Member member, JsonNode body) throws Exception {
    var before = aws.snapshot();
    var request = (Request<?>) JsonShape.of(member.type().orElseThrow()).read(body.traverse());
    try {
      aws.execute(CALLER, request);
      aws.restore(before);
      return "";
    } catch (ServiceError refusal) {
      assertThat(aws.snapshot()).isEqualTo(before);
      return refusal.text();
    }
  }

  /** A body with the operation's required members, which name what exists. */
  private ObjectNode body(Member member) {
    var model = AwsModel.of(member.service());
    var input = model.shapeOf(model.operation(member.operation()).required("input"));
    var body = Http.JSON.createObjectNode();
    for (var required : input.path("required")) {
      var name = required.textValue();
      var shape = model.shapeOf(input.required("members").required(name));
      var text =
          switch (name) {
            case "SecretId" -> "a";
            case "KeyId", "DestinationKeyId" -> key;
            default -> shape.has("enum") ? shape.required("enum").get(0).textValue() : "text";
          };
      if (shape.has("member")) {
        body.putArray(name).add(text);
      } else {
        body.put(name, text);
      }
    }
    if (input.required("members").has("ClientRequestToken")) {
      body.put("ClientRequestToken", OTHER_TOKEN);
    }
    return body;
  }

  private static String decapitalized(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
