package dev.strongroom.local.internal.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.strongroom.local.internal.agent.AgentConfiguration.Item;
import dev.strongroom.local.internal.agent.AgentConfiguration.Prefetching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Agent's configuration file, flat or nested, with the Agent's defaults and refusals
 * (AG-9). Like the Agent it reports all values that are out of range, and what is malformed alone.
 */
final class ConfigurationReader {

  private static final TomlMapper TOML = new TomlMapper();

  private static final int LONGEST = 1_000_000;
  private static final String SECRETS_MANAGER = "capabilities.secrets_manager.";
  private static final String PREFETCH = SECRETS_MANAGER + "prefetch";
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Set<String> LOG_LEVELS = Set.of("debug", "info", "warn", "error", "none");
  private static final String IN_THE_FILE = " specified in the configuration file isn't valid. ";

  /** Where a flat key is in a nested file; in the order in which the Agent looks for them. */
  private static final Map<String, String> NESTED = new LinkedHashMap<>();

  static {
    nest(SECRETS_MANAGER, "http_port");
    nest(SECRETS_MANAGER + "cache.", "ttl_seconds", "cache_size");
    nest(SECRETS_MANAGER, "max_conn", "region");
    nest(SECRETS_MANAGER + "security.", "ssrf_headers", "ssrf_env_variables");
    nest(SECRETS_MANAGER, "path_prefix", "ignore_transient_errors", "validate_credentials");
    nest(SECRETS_MANAGER, "credentials_file_path");
    nest("logging.", "log_level", "log_to_file");
    nest(SECRETS_MANAGER, "max_roles", "prefetch");
  }

  private static final Map<String, List<String>> SECTIONS =
      Map.of(
          "",
          List.of(
              ("log_level log_to_file http_port ttl_seconds cache_size ssrf_headers"
                      + " ssrf_env_variables path_prefix max_conn max_roles region"
                      + " ignore_transient_errors validate_credentials prefetch"
                      + " credentials_file_path capabilities logging")
                  .split(" ")),
          "logging",
          List.of("log_level", "log_to_file"),
          "capabilities",
          List.of("secrets_manager", "acm"),
          "capabilities.secrets_manager",
          List.of(
              ("enabled http_port cache security path_prefix max_conn max_roles region"
                      + " ignore_transient_errors validate_credentials prefetch"
                      + " credentials_file_path")
                  .split(" ")),
          SECRETS_MANAGER + "cache",
          List.of("ttl_seconds", "cache_size"),
          SECRETS_MANAGER + "security",
          List.of("ssrf_headers", "ssrf_env_variables"),
          PREFETCH,
          List.of("cache_buffer_ratio", "max_jitter_seconds", "filter_tags", "secrets"),
          "prefetch",
          List.of("cache_buffer_ratio", "max_jitter_seconds", "filter_tags", "secrets"));

  private final JsonNode root;
  private final boolean isNested;
  private final List<String> errors = new ArrayList<>();

  private ConfigurationReader(JsonNode root) {
    this.root = root;
    this.isNested = root.has("logging") || root.has("capabilities");
  }

  private static void nest(String section, String... keys) {
    for (var key : keys) {
      NESTED.put(key, section + key);
    }
  }

  static AgentConfiguration read(String toml) {
    if (toml.length() > LONGEST) {
      throw malformed("the file has more than a million characters");
    }
    JsonNode root;
    try {
      root = TOML.readTree(toml);
    } catch (JsonProcessingException mistake) {
      var place = mistake.getLocation(); // absent where a limit of the parser is exceeded
      throw malformed(
          (place == null ? "" : "line " + place.getLineNr() + ": ") + mistake.getOriginalMessage());
    }
    return new ConfigurationReader(root).read();
  }

  private AgentConfiguration read() {
    SECTIONS.forEach(this::requireKnown);
    requireCapability();
    if (isNested) {
      NESTED.forEach(this::rejectFlat);
    }
    requireLogging();
    var configuration =
        new AgentConfiguration(
            port(),
            Duration.ofSeconds(number("ttl_seconds", 0, 3600, 300, "The TTL in seconds")),
            number("cache_size", 1, 1000, 1000, "The cache size"),
            number("max_conn", 1, 1000, 800, "The maximum number of connections"),
            number("max_roles", 1, 20, 20, "The maximum number of roles"),
            texts(
                "ssrf_headers",
                List.of("X-Aws-Parameters-Secrets-Token", "X-Vault-Token"),
                "SSRF headers"),
            texts(
                "ssrf_env_variables",
                List.of("AWS_TOKEN", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"),
                "SSRF environment variables"),
            prefix(),
            text("region"),
            flag("ignore_transient_errors"),
            flag("validate_credentials"),
            credentialsFile(),
            prefetching());
    if (!errors.isEmpty()) {
      throw refused(errors);
    }
    return configuration;
  }

  private static IllegalArgumentException malformed(String problem) {
    return refused(List.of(": Failed to parse config: " + problem));
  }

  private static IllegalArgumentException refused(List<String> errors) {
    var text = new StringBuilder();
    text.append("Configuration validation failed with ").append(errors.size()).append(" error(s):");
    for (int i = 0; i < errors.size(); i++) {
      text.append("\n  ").append(i + 1).append(". ").append(errors.get(i));
    }
    return new IllegalArgumentException(text.toString());
  }

  private JsonNode at(String path) {
    var node = root;
    for (var name : path.split("\\.")) {
      node = path.isEmpty() ? node : node.path(name);
    }
    return node;
  }

  private String place(String key) {
    return isNested ? NESTED.getOrDefault(key, key) : key;
  }

  private JsonNode find(String key) {
    return at(place(key));
  }

  private void requireKnown(String section, List<String> known) {
    var node = at(section);
    if (node.isMissingNode()) {
      return;
    }
    if (!node.isObject()) {
      throw wrongType(section, "a table");
    }
    requireKnown(node, known);
  }

  private static void requireKnown(JsonNode table, List<String> known) {
    for (var member : table.properties()) {
      if (!known.contains(member.getKey())) {
        throw malformed(
            "unknown field `%s`, expected one of `%s`"
                .formatted(member.getKey(), String.join("`, `", known)));
      }
    }
  }

  private static IllegalArgumentException wrongType(String place, String expected) {
    return malformed("invalid type of `" + place + "`, expected " + expected);
  }

  private void requireCapability() {
    if (!at("capabilities.acm").isMissingNode()) {
      throw new IllegalArgumentException(
          "capabilities.acm: certificates are not emulated. Remove the section from this file");
    }
    var enabled = at(SECRETS_MANAGER + "enabled");
    if (!enabled.isMissingNode() && !enabled.isBoolean()) {
      throw wrongType(SECRETS_MANAGER + "enabled", "a boolean");
    }
    if (!enabled.asBoolean(true)) {
      throw new IllegalArgumentException("Secrets Manager is not enabled");
    }
  }

  private void rejectFlat(String key, String place) {
    if (root.has(key)) {
      errors.add(
          ("%s: The configuration file format isn't valid. Flat keys can't be used in conjunction"
                  + " with nested sections ('logging' or 'capabilities'). (Use '%s' instead of"
                  + " '%s'.)")
              .formatted(key, place, key));
    }
  }

  /** Checks what is said of the log, which the emulator doesn't have. */
  private void requireLogging() {
    flag("log_to_file");
    var level = text("log_level");
    if (level != null && !LOG_LEVELS.contains(level.toLowerCase(Locale.ROOT))) {
      errors.add(
          "log_level: The log level"
              + IN_THE_FILE
              + "The log level must be DEBUG, INFO, WARN, ERROR, or NONE. (Got: '"
              + level
              + "')");
    }
  }

  private int port() {
    boolean isAny = find("http_port").asText().equals("0"); // not documented: any that is free
    return isAny ? 0 : number("http_port", 1024, 65535, 2773, "The HTTP port");
  }

  private int number(String key, int least, int most, int standard, String subject) {
    var found = find(key);
    if (found.isMissingNode()) {
      return standard;
    }
    var text = found.asText();
    if (!found.isIntegralNumber() && isNested) {
      throw wrongType(place(key), "an integer");
    }
    if (!found.isIntegralNumber() && !found.isTextual()) {
      errors.add("%s: Expected a string or integer for '%s'.".formatted(key, key));
      return standard;
    }
    boolean isNumber = WHOLE_NUMBER.matcher(text).matches();
    if (!isNumber || Long.parseLong(text) < least || Long.parseLong(text) > most) {
      errors.add(
          "%s: %s%s%s must be in the range %d to %d. (Got: %s)"
              .formatted(
                  place(key),
                  subject,
                  IN_THE_FILE,
                  subject,
                  least,
                  most,
                  isNumber ? text : "'" + text + "'"));
      return standard;
    }
    return Integer.parseInt(text);
  }

  private List<String> texts(String key, List<String> standard, String subject) {
    var found = find(key);
    if (found.isMissingNode()) {
      return standard;
    }
    var texts = new ArrayList<String>();
    for (var item : requireArray(found, place(key))) {
      if (!item.isTextual()) {
        throw wrongType(place(key), "a list of strings");
      }
      texts.add(item.textValue());
    }
    if (texts.isEmpty()) {
      errors.add(
          "%s: The list of %s in the configuration file can't be empty."
              .formatted(place(key), subject));
    }
    return texts;
  }

  private static JsonNode requireArray(JsonNode node, String place) {
    if (!node.isArray()) {
      throw wrongType(place, "a list");
    }
    return node;
  }

  private String prefix() {
    var prefix = text("path_prefix");
    if (prefix != null && !prefix.startsWith("/")) {
      errors.add(
          place("path_prefix")
              + ": The path prefix specified in the configuration file must begin with /.");
    }
    return prefix == null ? "/v1/" : prefix;
  }

  private @Nullable String text(String key) {
    return text(find(key), place(key));
  }

  private static @Nullable String text(JsonNode found, String place) {
    if (!found.isMissingNode() && !found.isTextual()) {
      throw wrongType(place, "a string");
    }
    return found.textValue();
  }

  /** Returns what a key is set to that is true by default. */
  private boolean flag(String key) {
    var found = find(key);
    if (!found.isMissingNode() && !found.isBoolean()) {
      throw wrongType(place(key), "a boolean");
    }
    return found.asBoolean(true);
  }

  private @Nullable Path credentialsFile() {
    var path = text("credentials_file_path");
    return path == null ? null : Path.of(path);
  }

  private Prefetching prefetching() {
    var place = place("prefetch");
    var section = find("prefetch");
    var ratio = section.path("cache_buffer_ratio");
    var jitter = section.path("max_jitter_seconds");
    if (!ratio.isMissingNode() && !ratio.isNumber()) {
      throw wrongType(place + ".cache_buffer_ratio", "a number");
    }
    if (!jitter.isMissingNode() && !jitter.isIntegralNumber()) {
      throw wrongType(place + ".max_jitter_seconds", "an integer");
    }
    double buffer = ratio.asDouble(0.8);
    if (buffer < 0.1 || buffer > 1) {
      errors.add(
          "%s.cache_buffer_ratio: The cache buffer ratio%sThe cache buffer ratio must be in the range 0.1 to 1.0."
              .formatted(place, IN_THE_FILE));
    }
    if (jitter.asLong(0) < 0 || jitter.asLong(0) > 10) { // AG-11: prefetching waits for nothing
      errors.add(
          "%s.max_jitter_seconds: The max jitter seconds%sThe max jitter seconds must be in the range 0 to 10."
              .formatted(place, IN_THE_FILE));
    }
    return new Prefetching(
        buffer, items(section, "secrets", "secret_id"), items(section, "filter_tags", "key"));
  }

  private List<Item> items(JsonNode section, String key, String name) {
    var found = section.path(key);
    if (found instanceof MissingNode) {
      return List.of();
    }
    var items = new ArrayList<Item>();
    for (var item : requireArray(found, key)) {
      if (!item.isObject()) {
        throw wrongType(key, "a list of tables");
      }
      requireKnown(item, List.of(name, "role_arn"));
      var text = text(item.path(name), name);
      if (text == null) {
        throw malformed("missing field `" + name + "`");
      }
      items.add(new Item(text, text(item.path("role_arn"), "role_arn")));
    }
    return items;
  }
}
