package dev.strongroom;

import dev.strongroom.api.Request;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Operation;
import java.util.List;
import java.util.stream.Stream;

/** The built-in services as tests walk through their tables. */
public final class Services {

  private Services() {}

  public static List<AwsService> all() {
    return EmulatorInternals.engine(SecretsEmulator.create()).services();
  }

  /** The service with this endpoint prefix. */
  public static AwsService named(String endpointPrefix) {
    return all().stream()
        .filter(service -> service.endpointPrefix().equals(endpointPrefix))
        .findAny()
        .orElseThrow();
  }

  /** The requests of a service. */
  public static Stream<Class<? extends Request<?>>> requests(String endpointPrefix) {
    return named(endpointPrefix).operations().stream().map(Services::request);
  }

  private static Class<? extends Request<?>> request(Operation<?, ?, ?> operation) {
    return operation.type();
  }
}
