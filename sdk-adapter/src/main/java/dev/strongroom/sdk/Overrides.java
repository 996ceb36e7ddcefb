package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** What a single request asks to be done otherwise: honoured or refused by name, never ignored. */
final class Overrides {

  /**
   * Credentials name the caller. API names would go into a header that nobody reads, and paginators
   * add one. A call ends at once, so within any timeout.
   */
  private static final Set<String> HONOURED =
      Set.of(
          "credentialsProvider",
          "credentialsIdentityProvider",
          "apiNames",
          "apiCallTimeout",
          "apiCallAttemptTimeout");

  private static final Set<String> NO_OVERRIDES =
      Set.of("builder", "toBuilder", "hashCode", "toString");

  /** Made for the first request that overrides anything. */
  private static final class Refused {
    static final AwsRequestOverrideConfiguration NOTHING =
        AwsRequestOverrideConfiguration.builder().build();

    /** Whatever else the SDK at hand lets a request override. */
    static final List<Method> ACCESSORS =
        Arrays.stream(AwsRequestOverrideConfiguration.class.getMethods())
            .filter(method -> method.getParameterCount() == 0)
            .filter(method -> method.getDeclaringClass() != Object.class)
            .filter(method -> !HONOURED.contains(method.getName()))
            .filter(method -> !NO_OVERRIDES.contains(method.getName()))
            .toList();
  }

  private Overrides() {}

  /**
   * Who sends the request.
   *
   * @throws UnsupportedOperationException naming an override that this client can't honour
   */
  static Caller caller(
      String operation, AwsRequest request, Caller caller, SecretsEmulator emulator) {
    var override = request.overrideConfiguration().orElse(null);
    if (override == null) {
      return caller;
    }
    for (var accessor : Refused.ACCESSORS) {
      if (!Objects.equals(value(accessor, override), value(accessor, Refused.NOTHING))) {
        throw new UnsupportedOperationException(
            operation
                + ": the override "
                + accessor.getName()
                + " has no effect on a client that calls the emulator directly: leave it out, or"
                + " send the request through a client built by the SDK");
      }
    }
    return CallerOverride.of(override, caller, emulator);
  }

  private static @Nullable Object value(Method accessor, AwsRequestOverrideConfiguration override) {
    try {
      return accessor.invoke(override);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(accessor + " can't be read", impossible);
    }
  }
}
