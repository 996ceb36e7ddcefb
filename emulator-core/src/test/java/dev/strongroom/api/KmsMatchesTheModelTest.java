package dev.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.AwsModel;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.service.kms.KmsOperation;
import dev.strongroom.internal.service.kms.KmsOperations;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of KMS against the service model: same members, same kinds. */
class KmsMatchesTheModelTest {

  /** Members that speak of hardware: Nitro enclaves, and the key of a custom key store. */
  private static final Set<String> NOT_EMULATED =
      Set.of(
          "CiphertextForRecipient",
          "KeyMetadata.CloudHsmClusterId",
          "KeyMetadata.CustomKeyStoreId",
          "KeyMetadata.XksKeyConfiguration",
          "Recipient");

  private static final AwsModel MODEL = AwsModel.of("kms");

  static Stream<KmsOperation<?, ?>> operations() {
    return KmsOperations.NAMES.stream().map(KmsOperations::row);
  }

  @Test
  @DisplayName("KMS-9: every operation of the model is emulated")
  void everyOperationIsEmulated() {
    var names = operations().map(KmsOperation::name).collect(Collectors.toCollection(TreeSet::new));

    assertThat(names).isEqualTo(MODEL.operations());
  }

  @ParameterizedTest(name = "KMS-14: request and result of {0} have the model''s members")
  @MethodSource("operations")
  void componentsAreTheMembers(KmsOperation<?, ?> operation) throws Exception {
    var model = MODEL.operation(operation.name());

    assertMembers(operation.type(), model.path("input"));
    assertMembers(Class.forName(operation.type().getName() + "$Result"), model.path("output"));
  }

  private static void assertMembers(Class<?> record, JsonNode reference) {
    var members = reference.isMissingNode() ? null : MODEL.shapeOf(reference).required("members");
    var expected =
        members == null
            ? Set.<String>of()
            : members.properties().stream()
                .map(Map.Entry::getKey)
                .filter(member -> !NOT_EMULATED.contains(member))
                .map(
                    member -> member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1))
                .collect(Collectors.toSet());

    assertThat(record.getRecordComponents())
        .extracting(RecordComponent::getName)
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
            .map(member -> MODEL.shapeOf(member.getValue()))
            .findFirst()
            .orElseThrow();
    if (shape.required("type").textValue().equals("blob")) {
      assertThat(component.getType())
          .as(component.getName())
          .isEqualTo(shape.path("sensitive").asBoolean() ? SecretValue.class : Blob.class);
    }
    if (shape.has("members")) {
      var structure = component.getType().getSimpleName() + ".";
      shape
          .required("members")
          .properties()
          .forEach(
              member ->
                  assertThat(
                          NOT_EMULATED.contains(structure + member.getKey())
                              || Arrays.stream(component.getType().getRecordComponents())
                                  .anyMatch(c -> c.getName().equalsIgnoreCase(member.getKey())))
                      .as(member.getKey())
                      .isTrue());
    }
  }
}
