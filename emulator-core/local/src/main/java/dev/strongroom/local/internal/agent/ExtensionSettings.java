package dev.strongroom.local.internal.agent;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a Lambda extension works (LE-4).
 *
 * @param secretsTimeout how long a read may take, on the emulator's clock; zero for any time
 * @param maxConnections how many reads of each service are made at a time
 */
public record ExtensionSettings(
    int port,
    int cacheSize,
    int maxConnections,
    Duration secretsTtl,
    Duration parametersTtl,
    Duration secretsTimeout,
    Duration parametersTimeout) {

  private static final String PREFIX = "PARAMETERS_SECRETS_EXTENSION_";
  private static final Set<String> LOG_LEVELS = Set.of("DEBUG", "INFO", "WARN", "ERROR", "NONE");

  /** What they are if no variable is set. */
  public static final ExtensionSettings DEFAULTS = of(Map.of());

  /**
   * Returns the settings of an environment.
   *
   * @throws IllegalArgumentException naming a variable that AWS doesn't take
   */
  public static ExtensionSettings of(Map<String, String> environment) {
    var variables = new Variables(environment);
    variables.oneOf(PREFIX + "LOG_LEVEL", "INFO", LOG_LEVELS); // nothing is logged here
    boolean isCached =
        variables.oneOf(PREFIX + "CACHE_ENABLED", "TRUE", Set.of("TRUE", "FALSE")).equals("TRUE");
    int size = isCached ? variables.number(PREFIX + "CACHE_SIZE", 1000, 0, 1000) : 0;
    return new ExtensionSettings(
        variables.number(PREFIX + "HTTP_PORT", 2773, 1, 65535),
        size,
        variables.number(PREFIX + "MAX_CONNECTIONS", 3, 1, Integer.MAX_VALUE),
        Duration.ofSeconds(variables.number("SECRETS_MANAGER_TTL", 300, 0, 300)),
        Duration.ofSeconds(variables.number("SSM_PARAMETER_STORE_TTL", 300, 0, 300)),
        variables.millis("SECRETS_MANAGER_TIMEOUT_MILLIS"),
        variables.millis("SSM_PARAMETER_STORE_TIMEOUT_MILLIS"));
  }

  private record Variables(Map<String, String> environment) {

    String oneOf(String name, String standard, Set<String> known) {
      var value = environment.getOrDefault(name, standard);
      if (!known.contains(value.toUpperCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "%s must be one of %s, but is '%s'"
                .formatted(name, String.join(", ", known.stream().sorted().toList()), value));
      }
      return value.toUpperCase(Locale.ROOT);
    }

    int number(String name, int standard, int least, int most) {
      var value = environment.getOrDefault(name, "" + standard);
      boolean isNumber = value.matches("[0-9]{1,18}");
      long number = isNumber ? Long.parseLong(value) : -1;
      if (number < least || number > most) {
        throw new IllegalArgumentException(
            "%s must be a number in the range %d to %d, but is '%s'"
                .formatted(name, least, most, value));
      }
      return (int) number;
    }

    Duration millis(String name) {
      return Duration.ofMillis(number(name, 0, 0, Integer.MAX_VALUE));
    }
  }
}
