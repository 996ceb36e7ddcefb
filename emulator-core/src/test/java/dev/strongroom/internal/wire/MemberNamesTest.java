package dev.strongroom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.strongroom.Services;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.wire.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The names that go over the wire against the service models, in AWS's exact case. */
class MemberNamesTest {

  private static final JsonNode SECRETS_MANAGER = load("secretsmanager");
  private static final JsonNode KMS = load("kms");
  private static final JsonNode SSM = load("ssm");
  private static final JsonNode CLOUD_TRAIL = load("cloudtrail");

  static Stream<Arguments> operations() {
    return Stream.of(
            Services.requests("secretsmanager").map(type -> Arguments.of(type, SECRETS_MANAGER)),
            Services.requests("kms").map(type -> Arguments.of(type, KMS)),
            Services.requests("ssm").map(type -> Arguments.of(type, SSM)),
            Services.requests("cloudtrail").map(type -> Arguments.of(type, CLOUD_TRAIL)))
        .flatMap(rows -> rows);
  }

  @ParameterizedTest(name = "WIRE-1: members of {0} have AWS''s names")
  @MethodSource("operations")
  void namesAreThoseOfTheModel(Class<? extends Request<?>> type, JsonNode model) {
    var operation = model.required("operations").required(type.getSimpleName());
    var unknown = new ArrayList<String>();

    compare(type, operation.path("input"), model, unknown);
    compare(Http.resultOf(type), operation.path("output"), model, unknown);

    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest(name = "WIRE-6: sensitive members of {0} are text where the model says so")
  @MethodSource("operations")
  void sensitiveTextsAreTexts(Class<? extends Request<?>> type, JsonNode model) throws Exception {
    var input = model.required("operations").required(type.getSimpleName()).path("input");
    for (var component : type.getRecordComponents()) {
      if (component.getType() == SecretValue.class) {
        var name = JsonShape.memberName(component);
        var member = shape(input, model).required("members").required(name);
        var body = JsonNodeFactory.instance.objectNode().put(name, "AAEC");

        var value =
            (SecretValue) component.getAccessor().invoke(JsonShape.of(type).read(body.traverse()));

        assertThat(value.isText())
            .as(name)
            .isEqualTo(shape(member, model).required("type").textValue().equals("string"));
      }
    }
  }

  /** Operations that are always refused, since there are no custom key stores. */
  private static boolean isAlwaysRefused(Class<?> type) {
    return type.getSimpleName().endsWith("CustomKeyStore");
  }

  static Stream<Arguments> operationsThatSucceed() {
    return operations()
        .filter(row -> !isAlwaysRefused((Class<?>) row.get()[0]))
        .filter(row -> row.get()[1] != SSM); // whose results without members are empty objects
  }

  @ParameterizedTest(name = "WIRE-8: {0} answers nothing if the model says so")
  @MethodSource("operationsThatSucceed")
  void operationsWithoutOutputHaveNoMembers(Class<? extends Request<?>> type, JsonNode model) {
    var operation = model.required("operations").required(type.getSimpleName());

    assertThat(JsonShape.of(Http.resultOf(type)).isEmpty()).isEqualTo(!operation.has("output"));
  }

  /** Goes through all structures within; names that the model's structure lacks are unknown. */
  private static void compare(
      Class<?> record, JsonNode reference, JsonNode model, List<String> unknown) {
    for (var component : record.getRecordComponents()) {
      var name = JsonShape.memberName(component);
      var member = shape(reference, model).path("members").path(name);
      if (member.isMissingNode()) {
        unknown.add(record.getName() + "." + name);
      } else {
        compare(component.getGenericType(), member, model, unknown);
      }
    }
  }

  private static void compare(Type type, JsonNode reference, JsonNode model, List<String> unknown) {
    if (type instanceof ParameterizedType generic) {
      var shape = shape(reference, model);
      var arguments = generic.getActualTypeArguments();
      compare(
          arguments[arguments.length - 1],
          shape.has("member") ? shape.required("member") : shape.required("value"),
          model,
          unknown);
    } else if (((Class<?>) type).isRecord()) {
      compare((Class<?>) type, reference, model, unknown);
    }
  }

  private static JsonNode shape(JsonNode reference, JsonNode model) {
    return model.required("shapes").path(reference.path("shape").asText());
  }

  private static JsonNode load(String service) {
    try (var json = MemberNamesTest.class.getResourceAsStream("/model/" + service + ".json")) {
      return Http.JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
