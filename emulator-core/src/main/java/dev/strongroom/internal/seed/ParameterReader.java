package dev.strongroom.internal.seed;

import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.ParameterSeed;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a parameter of Parameter Store. */
final class ParameterReader {

  static final List<String> OF_PARAMETER =
      List.of(
          "name",
          "account",
          "region",
          "type",
          "value",
          "description",
          "kmsKey",
          "tier",
          "allowedPattern",
          "dataType",
          "policies",
          "labels",
          "tags");

  private ParameterReader() {}

  static ParameterSeed parameter(SeedNode node, Placeholders placeholders) {
    var members = Members.of(node, OF_PARAMETER);
    var value = placeholders.text(Members.string(members.required("value")));
    return new ParameterSeed(
        members.requiredText("name"),
        members.text("account"),
        members.text("region"),
        Objects.requireNonNullElse(members.text("type"), "String"),
        SecretValue.ofText(value),
        members.text("description"),
        members.text("kmsKey"),
        members.text("tier"),
        members.text("allowedPattern"),
        members.text("dataType"),
        policies(members.get("policies")),
        members.texts("labels"),
        SeedReader.texts(members.map("tags")),
        node.place());
  }

  /** A list of objects, or the text that a request has. */
  private static @Nullable String policies(@Nullable SeedNode node) {
    if (node == null || node instanceof SeedNode.Scalar) {
      return node == null ? null : Members.string(node).text();
    }
    return Members.items(node).stream()
        .map(policy -> JsonText.of(Members.mapping(policy)))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
