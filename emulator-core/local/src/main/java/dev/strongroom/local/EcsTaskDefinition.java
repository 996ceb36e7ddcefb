package dev.strongroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.local.internal.ecs.SecretInjection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A task definition of Amazon ECS, whose secrets become environment variables when a task starts,
 * and stay as they are until it ends.
 *
 * <pre>{@code
 * var task = EcsTaskDefinition.parse(json).resolve(aws);
 *
 * assertThat(task.get(0).environment()).containsEntry("DB_PASSWORD", "one");
 * }</pre>
 */
public final class EcsTaskDefinition {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ROLE = Pattern.compile("arn:[^:]*:iam::([0-9]{12}):role/.+");

  private final JsonNode definition;

  private EcsTaskDefinition(JsonNode definition) {
    this.definition = definition;
  }

  /**
   * Parses a task definition, as it is registered or described.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static EcsTaskDefinition parse(String json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JsonProcessingException malformed) { // whose message quotes the text
      var place = malformed.getLocation();
      throw new IllegalArgumentException(
          "The task definition is no JSON: see line %d, column %d"
              .formatted(place.getLineNr(), place.getColumnNr()));
    }
    var definition = tree.path("taskDefinition").isObject() ? tree.path("taskDefinition") : tree;
    if (!definition.path("containerDefinitions").isArray()
        || definition.path("containerDefinitions").isEmpty()) {
      throw new IllegalArgumentException(
          "A task definition has containerDefinitions, this has none");
    }
    return new EcsTaskDefinition(definition);
  }

  /** Returns the role as which secrets are read; null if the definition names none. */
  public @Nullable String executionRoleArn() {
    return role("executionRoleArn");
  }

  /** Returns the role as which the application calls AWS; null if the definition names none. */
  public @Nullable String taskRoleArn() {
    return role("taskRoleArn");
  }

  private @Nullable String role(String member) {
    return definition.hasNonNull(member) ? definition.path(member).asText() : null;
  }

  /**
   * Reads all secrets and parameters as the execution role, each in the Region that its ARN names,
   * and what is given by its name in the emulator's default Region.
   *
   * @throws TaskFailedToStartException in ECS's words, if one can't be read
   * @throws IllegalArgumentException naming what is wrong with the definition
   */
  public List<Container> resolve(SecretsEmulator aws) {
    var role = executionRoleArn();
    return resolve(
        region -> {
          var account = role == null ? null : ROLE.matcher(role);
          if (account == null || !account.matches()) {
            throw new IllegalArgumentException(
                "Secrets are read as the execution role: give the ARN of a role as"
                    + " executionRoleArn");
          }
          return aws.as(new Caller(account.group(1), region, String.valueOf(role), Map.of()));
        },
        aws.administrator().region());
  }

  /**
   * Reads all secrets by other clients.
   *
   * @param executionRole returns the client of the execution role in a Region
   * @param region where the task is, for parameters that are given by name
   */
  public List<Container> resolve(Function<String, ServiceClient> executionRole, String region) {
    var secrets = new SecretInjection(executionRole, region);
    var containers = new ArrayList<Container>();
    for (var container : definition.path("containerDefinitions")) {
      var name = container.path("name").asText();
      var environment = new LinkedHashMap<String, String>();
      for (var variable : container.path("environment")) {
        environment.put(variable.path("name").asText(), variable.path("value").asText());
      }
      add(container.path("secrets"), name, environment, secrets);
      var logOptions = new LinkedHashMap<String, String>();
      add(container.path("logConfiguration").path("secretOptions"), name, logOptions, secrets);
      var registry = container.path("repositoryCredentials").path("credentialsParameter");
      containers.add(
          new Container(
              name,
              environment,
              logOptions,
              registry.isMissingNode() ? null : secrets.registry(registry.asText(), "username"),
              registry.isMissingNode() ? null : secrets.registry(registry.asText(), "password")));
    }
    return List.copyOf(containers);
  }

  private static void add(
      JsonNode references, String container, Map<String, String> to, SecretInjection secrets) {
    for (var reference : references) {
      var name = reference.path("name").asText();
      if (to.containsKey(name)) {
        throw new IllegalArgumentException(
            "The container '%s' has '%s' twice: keep one".formatted(container, name));
      }
      to.put(name, secrets.value(reference.path("valueFrom").asText()));
    }
  }

  /**
   * A container as it is started; it prints no value.
   *
   * @param environment its variables, secrets among them
   * @param logOptions the options of its log driver that come from secrets
   * @param registryUser who pulls its image, of a private registry only
   */
  public record Container(
      String name,
      Map<String, String> environment,
      Map<String, String> logOptions,
      @Nullable String registryUser,
      @Nullable String registryPassword) {

    public Container {
      environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
      logOptions = Collections.unmodifiableMap(new LinkedHashMap<>(logOptions));
    }

    @Override
    public String toString() {
      return "Container[" + name + ", " + environment.keySet() + "]";
    }
  }
}
