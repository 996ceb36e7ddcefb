package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateRandom;
import dev.strongroom.api.kms.GrantConstraints;
import dev.strongroom.internal.engine.Constraints.Constraint;
import dev.strongroom.internal.engine.Constraints.Shape;
import dev.strongroom.internal.service.kms.KmsOperation;
import dev.strongroom.internal.service.kms.KmsOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of KMS and the table of their constraints against the service model. */
class KmsConstraintsTest {

  /** Members of the model that are not emulated, in whatever shape they stand. */
  private static final Set<String> NOT_EMULATED =
      Set.of(
          "CiphertextForRecipient",
          "CloudHsmClusterId",
          "CustomKeyStoreId",
          "Recipient",
          "XksKeyConfiguration",
          "XksKeyId");

  private static final JsonNode MODEL = load();

  static Stream<KmsOperation<?, ?>> operations() {
    return KmsOperations.TABLE.stream();
  }

  @Test
  @DisplayName("KMS-9: every operation of the model is emulated or refused by name")
  void everyOperationIsAccountedFor() {
    var names = new TreeSet<>(KmsOperations.NOT_EMULATED);
    operations().forEach(row -> names.add(row.name()));

    assertThat(names).containsExactlyElementsOf(keys(MODEL.required("operations")));
  }

  @ParameterizedTest(name = "VAL-1: the constraints of {0} are the model''s")
  @MethodSource("operations")
  void tableIsTheModel(KmsOperation<?, ?> operation) {
    var inTable = new TreeMap<String, String>();
    var row = KmsConstraints.BY_TYPE.get(operation.type());
    if (row != null) {
      tell(row, "", inTable);
    }
    var inModel = new TreeMap<String, String>();
    tell(shape(operation(operation).required("input")), "", inModel);

    assertThat(inTable).isEqualTo(inModel);
  }

  @ParameterizedTest(name = "KMS-14: request and result of {0} have the model''s members")
  @MethodSource("operations")
  void componentsAreTheMembers(KmsOperation<?, ?> operation) throws Exception {
    assertMembers(operation.type(), operation(operation).path("input"));
    assertMembers(
        Class.forName(operation.type().getName() + "$Result"), operation(operation).path("output"));
  }

  private static void assertMembers(Class<?> record, JsonNode reference) {
    var members = reference.isMissingNode() ? null : shape(reference).required("members");
    var expected =
        members == null
            ? Set.<String>of()
            : keys(members).stream()
                .filter(member -> !NOT_EMULATED.contains(member))
                .map(member -> member.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

    assertThat(record.getRecordComponents())
        .extracting(component -> component.getName().toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrderElementsOf(expected);
    for (var component : record.getRecordComponents()) {
      assertType(component, Objects.requireNonNull(members));
    }
  }

  /** Sensitive bytes never print themselves; a structure's members are the model's in turn. */
  private static void assertType(RecordComponent component, JsonNode members) {
    var shape =
        members.properties().stream()
            .filter(member -> member.getKey().equalsIgnoreCase(component.getName()))
            .map(member -> shape(member.getValue()))
            .findFirst()
            .orElseThrow();
    if (shape.required("type").textValue().equals("blob")) {
      assertThat(component.getType())
          .as(component.getName())
          .isEqualTo(shape.path("sensitive").asBoolean() ? SecretValue.class : Blob.class);
    }
    if (shape.has("members")) {
      shape
          .required("members")
          .properties()
          .forEach(
              member ->
                  assertThat(
                          NOT_EMULATED.contains(member.getKey())
                              || Arrays.stream(component.getType().getRecordComponents())
                                  .anyMatch(c -> c.getName().equalsIgnoreCase(member.getKey())))
                      .as(member.getKey())
                      .isTrue());
    }
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of(
            "KMS-11",
            new Encrypt("k", SecretValue.ofBinary(new byte[4097]), null, null, null, null),
            "Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096"),
        Arguments.of(
            "KMS-11",
            new GenerateRandom(1025),
            "Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024"),
        Arguments.of(
            "KMS-11",
            new Decrypt(Blob.of(new byte[6145]), null, null, null, null, null, null),
            "Value 'java.nio.HeapByteBuffer[pos=0 lim=6145 cap=6145]' at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144"),
        Arguments.of(
            "VAL-3",
            new CreateGrant(
                "k",
                "p",
                null,
                List.of("Sign"),
                new GrantConstraints(null, null, "arn"),
                null,
                null,
                null,
                null,
                null),
            "Value 'arn' at 'constraints.sourceArn' failed to satisfy constraint: Member must have length greater than or equal to 20"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("violations")
  void violationIsToldAsAwsDoes(String rule, Request<?> request, String text) {
    var refusal = catchThrowableOfType(ServiceError.class, () -> Constraints.check(request));

    assertThat(refusal.text()).contains(text);
  }

  private static void tell(Shape<?> shape, String path, Map<String, String> told) {
    for (var member : shape.members()) {
      tell(member.constraint(), member.required(), path + member.name(), told);
    }
  }

  private static void tell(
      Constraint constraint, boolean required, String path, Map<String, String> told) {
    tell(
        path,
        required,
        constraint.min(),
        constraint.max(),
        constraint.pattern() == null ? null : constraint.pattern().pattern(),
        constraint.values(),
        told);
    if (constraint.element() != null) {
      tell(constraint.element(), false, path + ".", told);
    }
    if (constraint.structure() != null) {
      tell(constraint.structure(), path + ".", told);
    }
  }

  private static void tell(JsonNode structure, String path, Map<String, String> told) {
    for (var member : structure.required("members").properties()) {
      if (!NOT_EMULATED.contains(member.getKey())) {
        boolean required =
            structure
                .path("required")
                .valueStream()
                .anyMatch(it -> it.asText().equals(member.getKey()));
        tell(shape(member.getValue()), required, path + member.getKey(), told);
      }
    }
  }

  private static void tell(
      JsonNode shape, boolean required, String path, Map<String, String> told) {
    tell(
        path,
        required,
        shape.has("min") ? shape.required("min").longValue() : null,
        shape.has("max") ? shape.required("max").longValue() : null,
        shape.path("pattern").textValue(),
        shape.path("enum").valueStream().map(JsonNode::asText).toList(),
        told);
    if (shape.has("member")) {
      var element = shape(shape.required("member"));
      if (element.has("members")) {
        tell(element, path + ".", told);
      } else {
        tell(element, false, path + ".", told);
      }
    }
    if (shape.has("members")) {
      tell(shape, path + ".", told);
    }
  }

  private static void tell(
      String path,
      boolean required,
      Long min,
      Long max,
      String pattern,
      List<String> values,
      Map<String, String> told) {
    if (required || min != null || max != null || pattern != null || !values.isEmpty()) {
      told.put(path, required + " " + min + " " + max + " " + pattern + " " + values);
    }
  }

  private static JsonNode operation(KmsOperation<?, ?> operation) {
    return MODEL.required("operations").required(operation.name());
  }

  /** The shape that a member, an input or a list's element refers to. */
  private static JsonNode shape(JsonNode reference) {
    return MODEL.required("shapes").required(reference.required("shape").textValue());
  }

  private static Set<String> keys(JsonNode node) {
    return node.properties().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode load() {
    try (var json = KmsConstraintsTest.class.getResourceAsStream("/model/kms.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
