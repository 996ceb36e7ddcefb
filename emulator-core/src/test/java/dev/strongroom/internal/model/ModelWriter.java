package dev.strongroom.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.AwsModel;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes a model resource: the constraints on the input of a service's operations. */
final class ModelWriter {

  /** Shapes of which AWS was seen to say something else than its model. */
  private static final Map<String, String> RECORDED =
      Map.of(
          "kms KeyIdType", // KR-12
          "KeyIdType shape 1 2048 ^\\p{ASCII}+$\n",
          "kms KeyUsageType", // KR-17; recorded before KEY_AGREEMENT existed
          "KeyUsageType enum ENCRYPT_DECRYPT SIGN_VERIFY GENERATE_VERIFY_MAC KEY_AGREEMENT\n");

  /** Values that AWS takes for an enum, and doesn't list. */
  private static final Map<String, String> UNLISTED =
      Map.of("SigningAlgorithmSpec", " (SYMMETRIC_DEFAULT)"); // KR-14

  private final String service;
  private final AwsModel model;
  private final Map<String, String> names = new HashMap<>();
  private final StringBuilder lines = new StringBuilder();

  private ModelWriter(String service) {
    this.service = service;
    this.model = AwsModel.of(service);
  }

  static String write(String service) {
    var writer = new ModelWriter(service);
    writer.lines.append(
        "# Written by ModelResourcesTest from AWS's model of %s\n".formatted(service));
    for (var operation : writer.model.operations()) {
      var input = writer.model.operation(operation).path("input");
      if (!input.isMissingNode()) {
        writer.lines.append(writer.structure(operation, writer.model.shapeOf(input)));
      }
    }
    return writer.lines.toString();
  }

  /** Writes a shape if it has constraints; returns the name by which others refer to it. */
  private String use(JsonNode reference) {
    var name = reference.required("shape").textValue();
    var known = names.get(name);
    if (known == null) {
      var text = RECORDED.getOrDefault(service + " " + name, text(name, model.shape(name)));
      known = text.isEmpty() ? "-" : name;
      names.put(name, known);
      lines.append(text);
    }
    return known;
  }

  private String text(String name, JsonNode shape) {
    var bounds = " " + shape.path("min").asText("-") + " " + shape.path("max").asText("-");
    return switch (shape.required("type").textValue()) {
      case "structure" -> structure(name, shape);
      case "list" -> name + " list" + bounds + " " + use(shape.required("member")) + "\n";
      case "map" -> name + " map" + bounds + " " + use(shape.required("value")) + "\n";
      default -> {
        if (shape.has("enum")) {
          var values = String.join(" ", inAwsOrder(shape.required("enum")));
          yield name + " enum " + values + UNLISTED.getOrDefault(name, "") + "\n";
        }
        var pattern = shape.has("pattern") ? " " + shape.required("pattern").textValue() : "";
        yield pattern.isEmpty() && bounds.equals(" - -")
            ? ""
            : name + " shape" + bounds + pattern + "\n";
      }
    };
  }

  /** The line of a structure or operation and its members, but for those without constraints. */
  private String structure(String name, JsonNode shape) {
    var required =
        StreamSupport.stream(shape.path("required").spliterator(), false)
            .map(JsonNode::textValue)
            .toList();
    var members = new StringBuilder();
    for (var member : shape.required("members").properties()) {
      var used = use(member.getValue());
      if (required.contains(member.getKey())) {
        members.append(" ").append(member.getKey()).append(" ").append(used).append(" required\n");
      } else if (!used.equals("-")) {
        members.append(" ").append(member.getKey()).append(" ").append(used).append("\n");
      }
    }
    return members.isEmpty() ? "" : name + " structure\n" + members;
  }

  /**
   * The values of an enum as AWS prints them: in 32 buckets by hash code, and in a bucket the one
   * first that stands last in the model (KR-17).
   */
  static List<String> inAwsOrder(JsonNode values) {
    var reversed = values.valueStream().map(JsonNode::textValue).collect(Collectors.toList());
    Collections.reverse(reversed);
    reversed.sort(Comparator.comparingInt(value -> value.hashCode() & 31)); // a stable sort
    return reversed;
  }
}
