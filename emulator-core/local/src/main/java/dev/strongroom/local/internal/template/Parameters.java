package dev.strongroom.local.internal.template;

import dev.strongroom.internal.seed.Members;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.TreeBuilder;
import java.util.List;

/** A parameter of Parameter Store as a template has it. */
final class Parameters {

  static final String TYPE = "AWS::SSM::Parameter";

  static final List<String> OF_PARAMETER =
      List.of(
          "Name",
          "Type",
          "Value",
          "Description",
          "AllowedPattern",
          "DataType",
          "Policies",
          "Tags",
          "Tier");

  private Parameters() {}

  static SeedNode parameter(Stack stack, Resource resource) {
    var parameter = new TreeBuilder(resource.node());
    parameter.put("name", stack.parameterName(resource));
    parameter.put("type", stack.requiredText(resource, "Type"));
    parameter.put("value", stack.requiredText(resource, "Value"));
    put(parameter, "description", stack, resource, "Description");
    put(parameter, "allowedPattern", stack, resource, "AllowedPattern");
    put(parameter, "dataType", stack, resource, "DataType");
    put(parameter, "policies", stack, resource, "Policies");
    put(parameter, "tier", stack, resource, "Tier");
    var tags = stack.value(resource, "Tags");
    if (tags != null) { // not a list, as elsewhere
      var built = new TreeBuilder(tags);
      Members.mapping(tags).members().forEach((key, value) -> built.put(key, stack.text(value)));
      parameter.put("tags", built.built());
    }
    return parameter.built();
  }

  private static void put(
      TreeBuilder parameter, String member, Stack stack, Resource resource, String property) {
    var text = stack.text(resource, property);
    if (text != null) {
      parameter.put(member, text);
    }
  }
}
