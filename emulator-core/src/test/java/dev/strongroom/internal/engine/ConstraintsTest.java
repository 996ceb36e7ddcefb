package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.NotEmulated;
import dev.strongroom.ServiceModel;
import dev.strongroom.api.SecretValue;
import dev.strongroom.internal.engine.Constraints.Constraint;
import dev.strongroom.internal.engine.Constraints.Shape;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of constraints against the service model, member by member and in both directions. */
class ConstraintsTest {

  static Stream<String> operations() {
    return Operations.all().map(Operation::name);
  }

  @ParameterizedTest(name = "VAL-1, CS-7: the constraints of {0} are the model''s")
  @MethodSource("operations")
  void tableIsTheModel(String operation) {
    var shape =
        Constraints.TABLE.stream()
            .filter(row -> row.type().getSimpleName().equals(operation))
            .findFirst();
    var input = ServiceModel.operation(operation).required("input").required("shape").textValue();

    var inTable = new TreeMap<String, String>();
    shape.ifPresent(row -> tell(row, "", inTable));
    var inModel = new TreeMap<String, String>();
    tell(input, "", inModel);

    assertThat(inTable).isEqualTo(inModel);
  }

  @Test
  @DisplayName("VAL-1: the table has no row for anything but an operation")
  void tableHasOperationsOnly() {
    assertThat(Constraints.TABLE)
        .extracting(row -> row.type().getSimpleName())
        .doesNotHaveDuplicates()
        .isSubsetOf(operations().toList());
  }

  @ParameterizedTest(name = "VAL-7: the sensitive members of {0} are SecretValues, and no others")
  @MethodSource("operations")
  void sensitiveMembersAreSecretValues(String operation) {
    var request = Operations.all().filter(row -> row.name().equals(operation)).findFirst();
    var input = ServiceModel.operation(operation).required("input");

    var components = request.orElseThrow().type().getRecordComponents();

    for (var component : components) {
      var member = member(ServiceModel.shapeOf(input), component.getName());
      assertThat(component.getType().equals(SecretValue.class))
          .as(component.getName())
          .isEqualTo(ServiceModel.shapeOf(member).path("sensitive").asBoolean());
    }
  }

  private static JsonNode member(JsonNode shape, String name) {
    return shape.required("members").properties().stream()
        .filter(member -> member.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static void tell(Shape<?> shape, String path, Map<String, String> told) {
    for (var member : shape.members()) {
      tell(member.constraint(), member.required(), path + member.name(), told);
    }
  }

  private static void tell(
      Constraint constraint, boolean required, String path, Map<String, String> told) {
    var text =
        text(
            required,
            constraint.min(),
            constraint.max(),
            constraint.pattern() == null ? null : constraint.pattern().pattern(),
            constraint.values().isEmpty() ? null : constraint.values().toString());
    if (!text.isEmpty()) {
      told.put(path, text);
    }
    if (constraint.element() != null) {
      tell(constraint.element(), false, path + "[]", told);
    }
    if (constraint.structure() != null) {
      tell(constraint.structure(), path + ".", told);
    }
  }

  private static void tell(String structure, String path, Map<String, String> told) {
    var shape = ServiceModel.shape(structure);
    for (var member : shape.required("members").properties()) {
      if (!NotEmulated.MEMBERS.contains(structure + "." + member.getKey())) {
        boolean required =
            shape
                .path("required")
                .valueStream()
                .anyMatch(it -> it.asText().equals(member.getKey()));
        tell(
            member.getValue().required("shape").textValue(),
            required,
            path + member.getKey(),
            told);
      }
    }
  }

  private static void tell(String name, boolean required, String path, Map<String, String> told) {
    var shape = ServiceModel.shape(name);
    var values = shape.path("enum").valueStream().map(JsonNode::asText).toList();
    var text =
        text(
            required,
            number(shape, "min"),
            number(shape, "max"),
            shape.path("pattern").textValue(),
            values.isEmpty() ? null : values.toString());
    if (!text.isEmpty()) {
      told.put(path, text);
    }
    if (shape.has("member")) {
      tell(shape.required("member").required("shape").textValue(), false, path + "[]", told);
    }
    if (shape.has("members")) { // the table has the same row for one and for a list of them
      tell(name, path.replaceFirst("\\[]$", "") + ".", told);
    }
  }

  private static Long number(JsonNode shape, String bound) {
    return shape.has(bound) ? shape.required(bound).longValue() : null;
  }

  private static String text(boolean required, Long min, Long max, String pattern, String values) {
    return Stream.of(
            required ? "required" : null,
            min == null ? null : "min " + min,
            max == null ? null : "max " + max,
            pattern == null ? null : "pattern " + Pattern.quote(pattern),
            values == null ? null : "one of " + values)
        .filter(Objects::nonNull)
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}
