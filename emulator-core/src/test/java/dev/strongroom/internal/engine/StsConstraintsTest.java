package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.internal.engine.Constraints.Constraint;
import dev.strongroom.internal.engine.Constraints.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The records of STS and the table of their constraints against the service model. */
class StsConstraintsTest {

  private static final Set<String> NOT_EMULATED =
      Set.of(
          "PackedPolicySize",
          "PolicyArns",
          "ProvidedContexts",
          "SerialNumber",
          "TokenCode",
          "TransitiveTagKeys");

  private final JsonNode model;

  StsConstraintsTest() throws IOException {
    try (var json = StsConstraintsTest.class.getResourceAsStream("/model/sts.json")) {
      model = new ObjectMapper().readTree(json);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AssumeRoleRequest,         dev.strongroom.api.sts.AssumeRole",
    "AssumeRoleResponse,        dev.strongroom.api.sts.AssumeRole$Result",
    "AssumedRoleUser,           dev.strongroom.api.sts.AssumeRole$AssumedRoleUser",
    "Credentials,               dev.strongroom.api.sts.AssumeRole$Credentials",
    "GetCallerIdentityRequest,  dev.strongroom.api.sts.GetCallerIdentity",
    "GetCallerIdentityResponse, dev.strongroom.api.sts.GetCallerIdentity$Result",
    "Tag,                       dev.strongroom.api.sts.Tag",
  })
  void recordHasTheModelsMembers(String shape, Class<?> record) {
    var members = new TreeSet<String>();
    shape(shape).required("members").fieldNames().forEachRemaining(members::add);
    members.removeAll(NOT_EMULATED);

    assertThat(Arrays.stream(record.getRecordComponents()).map(c -> capitalized(c.getName())))
        .containsExactlyInAnyOrderElementsOf(members);
  }

  @Test
  void tableIsTheModel() {
    var inTable = new TreeMap<String, String>();
    tell(StsConstraints.BY_TYPE.get(AssumeRole.class), "", inTable);
    var inModel = new TreeMap<String, String>();
    tell(shape("AssumeRoleRequest"), "", inModel);

    assertThat(inTable).isEqualTo(inModel);
    assertThat(StsConstraints.BY_TYPE).doesNotContainKey(GetCallerIdentity.class);
  }

  private static void tell(Shape<?> shape, String path, Map<String, String> told) {
    for (var member : shape.members()) {
      var constraint = member.constraint();
      told.put(path + member.name(), line(member.required(), constraint));
      if (constraint.structure() != null) {
        tell(constraint.structure(), path + member.name() + ".", told);
      }
    }
  }

  private static String line(boolean required, Constraint constraint) {
    return "%s %s %s %s"
        .formatted(required, constraint.min(), constraint.max(), constraint.pattern());
  }

  private void tell(JsonNode structure, String path, Map<String, String> told) {
    var required = new TreeSet<String>();
    structure.path("required").forEach(name -> required.add(name.textValue()));
    for (var member : structure.required("members").properties()) {
      if (NOT_EMULATED.contains(member.getKey())) {
        continue;
      }
      var shape = shape(member.getValue().required("shape").textValue());
      told.put(
          path + member.getKey(),
          "%s %s %s %s"
              .formatted(
                  required.contains(member.getKey()),
                  shape.has("min") ? shape.get("min") : null,
                  shape.has("max") ? shape.get("max") : null,
                  shape.path("pattern").textValue()));
      if (shape.has("member")) {
        tell(
            shape(shape.get("member").required("shape").textValue()),
            path + member.getKey() + ".",
            told);
      }
    }
  }

  private JsonNode shape(String name) {
    return model.required("shapes").required(name);
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
