package dev.strongroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.local.internal.template.ResolvedResources;
import dev.strongroom.local.internal.yaml.YamlTree;
import dev.strongroom.seed.SeedLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudFormation template, in YAML or JSON, whose dynamic references to secrets are replaced by
 * values as a stack's are.
 *
 * <pre>{@code
 * var template = CloudFormationTemplate.parse(yaml, new SeedLoader().stack("shop"));
 * var stack = template.resolve(aws.as(aws.administrator()));
 *
 * assertThat(stack.properties("Database")).containsEntry("MasterUserPassword", "one");
 * }</pre>
 */
public final class CloudFormationTemplate {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final SeedNode.Mapping template;
  private final SeedLoader settings;

  private CloudFormationTemplate(SeedNode.Mapping template, SeedLoader settings) {
    this.template = template;
    this.settings = settings;
  }

  /**
   * Parses a template.
   *
   * @param settings the stack's name, account, Region and parameters
   * @throws IllegalArgumentException naming the place at which it is wrong
   */
  public static CloudFormationTemplate parse(String text, SeedLoader settings) {
    return parse(text, "", settings);
  }

  /**
   * Reads a template from a file.
   *
   * @param settings the stack's name, account, Region and parameters
   * @throws IllegalArgumentException naming the place at which it is wrong
   */
  public static CloudFormationTemplate load(Path file, SeedLoader settings) throws IOException {
    return parse(Files.readString(file), file.toString(), settings);
  }

  private static CloudFormationTemplate parse(String text, String file, SeedLoader settings) {
    var tree = YamlTree.parse(text, file);
    if (!(tree instanceof SeedNode.Mapping object) || !object.members().containsKey("Resources")) {
      throw new IllegalArgumentException("A template has Resources, but this has none");
    }
    return new CloudFormationTemplate(object, settings);
  }

  /**
   * Resolves all references of the template's resources, as this caller.
   *
   * @throws IllegalArgumentException in CloudFormation's words, if it refuses the template
   */
  public Stack resolve(ServiceClient caller) {
    return new Stack(ResolvedResources.of(template, settings, caller, null));
  }

  /** The resources of a template with the values of their references; it prints no value. */
  public static final class Stack {

    private final ResolvedResources resources;

    private Stack(ResolvedResources resources) {
      this.resources = resources;
    }

    /**
     * Returns the properties of a resource, as lists, maps, texts, numbers and booleans.
     *
     * @throws IllegalArgumentException if there is none, or a reference of it has no value
     */
    public Map<String, @Nullable Object> properties(String logicalId) {
      var resource = resources.resources().get(logicalId);
      if (resource == null) {
        throw new IllegalArgumentException(
            "The stack has no resource '%s'; it has %s"
                .formatted(logicalId, resources.resources().keySet()));
      }
      if (resource.properties() == null) {
        throw new IllegalArgumentException(logicalId + ": " + resource.failure());
      }
      return JSON.convertValue(
          resource.properties(), new TypeReference<Map<String, @Nullable Object>>() {});
    }

    /** Returns why resources have no values, by logical id, in CloudFormation's words (CF-2). */
    public Map<String, String> failures() {
      var failures = new LinkedHashMap<String, String>();
      resources
          .resources()
          .forEach(
              (id, resource) -> {
                if (resource.failure() != null) {
                  failures.put(id, resource.failure());
                }
              });
      return failures;
    }

    /**
     * Returns this stack with another template: references are resolved again in resources that
     * have changed otherwise only (CF-3), so that others keep a value that has since been rotated.
     * References to plain parameters are resolved again everywhere.
     *
     * @throws IllegalArgumentException in CloudFormation's words, if it refuses the template
     */
    public Stack update(CloudFormationTemplate changed, ServiceClient caller) {
      return new Stack(ResolvedResources.of(changed.template, changed.settings, caller, resources));
    }

    /** Returns the template as JSON, with values in the properties of its resources. */
    public String toJson() {
      var whole = (ObjectNode) resources.template().deepCopy();
      resources
          .resources()
          .forEach(
              (id, resource) -> {
                if (resource.properties() != null) {
                  ((ObjectNode) whole.path("Resources").path(id))
                      .set("Properties", resource.properties());
                }
              });
      try {
        return JSON.writeValueAsString(whole);
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("A tree can be written", impossible);
      }
    }

    @Override
    public String toString() {
      return "Stack" + resources.resources().keySet();
    }
  }
}
