package dev.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.AwsModel;
import dev.strongroom.NotEmulated;
import dev.strongroom.contract.Requests;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The core's records against the service model: same members, same types. */
class ApiMatchesTheModelTest {

  static Stream<Arguments> recordsAndShapes() {
    var operations =
        Requests.all("a", "value").stream()
            .flatMap(
                request ->
                    Stream.of(
                        Arguments.of(request.getClass(), shapeName(request.operation(), "input")),
                        Arguments.of(
                            result(request.getClass()), shapeName(request.operation(), "output"))));
    return Stream.concat(
        operations,
        Stream.of(
            Arguments.of(BatchGetSecretValue.ApiError.class, "APIErrorType"),
            Arguments.of(
                ExternalSecretRotationMetadata.class, "ExternalSecretRotationMetadataItem"),
            Arguments.of(Filter.class, "Filter"),
            Arguments.of(GetSecretValue.Result.class, "SecretValueEntry"),
            Arguments.of(ListSecrets.Entry.class, "SecretListEntry"),
            Arguments.of(ListSecretVersionIds.Entry.class, "SecretVersionsListEntry"),
            Arguments.of(ReplicaRegion.class, "ReplicaRegionType"),
            Arguments.of(ReplicationStatus.class, "ReplicationStatusType"),
            Arguments.of(RotationRules.class, "RotationRulesType"),
            Arguments.of(Tag.class, "Tag")));
  }

  @ParameterizedTest(
      name = "VAL-7: {0} has the members of {1}; SecretValues are the sensitive ones")
  @MethodSource("recordsAndShapes")
  void recordHasTheModelsMembers(Class<?> type, String shape) {
    var components = new TreeMap<String, Class<?>>(String.CASE_INSENSITIVE_ORDER);
    for (RecordComponent component : type.getRecordComponents()) {
      components.put(component.getName(), component.getType());
    }

    var members = new TreeMap<String, Class<?>>(String.CASE_INSENSITIVE_ORDER);
    members(shape).forEach((name, member) -> members.put(name, javaType(member)));

    assertThat(components).isEqualTo(members);
  }

  @Test
  @DisplayName("the list of what isn't emulated names members that exist and are missing")
  void listOfNotEmulatedMembersIsNotStale() {
    var shapes = recordsAndShapes().map(row -> (String) row.get()[1]).toList();

    for (var entry : NotEmulated.MEMBERS) {
      var parts = entry.split("\\.");

      assertThat(shapes).contains(parts[0]);
      assertThat(AwsModel.SECRETS_MANAGER.shape(parts[0]).required("members").has(parts[1]))
          .isTrue();
    }
  }

  @Test
  @DisplayName("a component is named as its member, but for the case of its first word")
  void componentsAreNamedAsTheMembers() {
    recordsAndShapes()
        .forEach(
            row -> {
              var names =
                  Stream.of(((Class<?>) row.get()[0]).getRecordComponents())
                      .map(RecordComponent::getName)
                      .toList();

              assertThat(new TreeSet<>(names))
                  .isEqualTo(decapitalized(members((String) row.get()[1]).keySet()));
            });
  }

  @ParameterizedTest(name = "WIRE-4, WIRE-5, KMS-10: {0} has the status of its kind")
  @EnumSource
  void errorHasTheStatusOfItsKind(ErrorCode code) {
    int status =
        switch (code) {
          case INTERNAL_SERVER_ERROR, INTERNAL_SERVICE_ERROR, KMS_INTERNAL, KEY_UNAVAILABLE -> 500;
          case DEPENDENCY_TIMEOUT -> 503;
          default -> 400;
        };

    assertThat(code.httpStatus()).isEqualTo(status);
    assertThat(code.isServerFault()).isEqualTo(status >= 500);
  }

  private static Map<String, JsonNode> members(String shape) {
    var members = new TreeMap<String, JsonNode>();
    if (shape != null) {
      for (var member : AwsModel.SECRETS_MANAGER.shape(shape).required("members").properties()) {
        if (!NotEmulated.MEMBERS.contains(shape + "." + member.getKey())) {
          members.put(member.getKey(), member.getValue());
        }
      }
    }
    return members;
  }

  private static Class<?> javaType(JsonNode member) {
    var shape = AwsModel.SECRETS_MANAGER.shapeOf(member);
    if (shape.path("sensitive").asBoolean()) {
      return SecretValue.class;
    }
    return switch (shape.required("type").textValue()) {
      case "string" -> String.class;
      case "boolean" -> Boolean.class;
      case "integer" -> Integer.class;
      case "long" -> Long.class;
      case "timestamp" -> Instant.class;
      case "list" -> List.class;
      case "map" -> Map.class;
      case "structure" -> structure(member.required("shape").textValue());
      default -> throw new IllegalArgumentException("No Java type for " + shape);
    };
  }

  /** The record of a structure that is a member by itself, not in a list. */
  private static Class<?> structure(String shape) {
    if (shape.equals("RotationRulesType")) {
      return RotationRules.class;
    }
    throw new IllegalArgumentException("No record for " + shape);
  }

  private static Set<String> decapitalized(Collection<String> members) {
    var names = new TreeSet<String>();
    for (var member : members) {
      names.add(
          member.equals("ARN")
              ? "arn"
              : member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1));
    }
    return names;
  }

  private static Class<?> result(Class<?> request) {
    return Stream.of(request.getDeclaredClasses())
        .filter(nested -> nested.getSimpleName().equals("Result"))
        .findFirst()
        .orElseThrow();
  }

  private static String shapeName(String operation, String direction) {
    return AwsModel.SECRETS_MANAGER.operation(operation).path(direction).path("shape").textValue();
  }
}
