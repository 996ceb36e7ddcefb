package dev.strongroom.junit;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whether a test is watched for leaks.
 *
 * @param except names of members of JSON values that it may show
 */
record LeakSettings(boolean watched, Set<String> except) {

  private static final String PARAMETER = "strongroom.leaks";

  /** Returns the settings of the innermost annotation, or else the configuration parameter's. */
  static LeakSettings of(ExtensionContext context) {
    var settings = new LeakSettings(isWatchedByDefault(context), Set.of());
    for (var place : SecretsManagerExtension.placesAround(context)) {
      var annotation = Annotations.find(place, NoSecretLeaks.class);
      if (annotation.isPresent()) {
        if (!annotation.get().value() && annotation.get().except().length > 0) {
          throw PerTestAnnotations.refused(
              "@NoSecretLeaks(value = false, except = ...)",
              place,
              "a test that isn't watched may show all members, so drop one of the two");
        }
        settings = new LeakSettings(annotation.get().value(), Set.of(annotation.get().except()));
      }
    }
    return settings;
  }

  private static boolean isWatchedByDefault(ExtensionContext context) {
    var text = context.getConfigurationParameter(PARAMETER).orElse("false").strip();
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ExtensionConfigurationException(
              "The configuration parameter %s is '%s': write true or false"
                  .formatted(PARAMETER, text));
    };
  }
}
