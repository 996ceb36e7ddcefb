package dev.strongroom.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AwsService;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages that anybody may read: what is here, and that it is up, also where tools look for other
 * emulators.
 */
final class Health {

  /** Made when JSON is first read or written: a start needs none. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private final SecretsEmulator aws;

  Health(SecretsEmulator aws) {
    this.aws = aws;
  }

  /** Null for any other request. */
  @Nullable HttpResponse answer(HttpRequest request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return null;
    }
    return switch (request.path().split("\\?", 2)[0]) {
      case "/" -> request.header("X-Amz-Target") == null ? page(whatIsHere()) : null;
      case "/_strongroom/health" -> page(health());
      case "/_localstack/health" -> page(localStackHealth());
      default -> null;
    };
  }

  private Map<String, ?> whatIsHere() {
    var page = new LinkedHashMap<String, Object>();
    page.put("name", "Strongroom");
    putVersion(page);
    page.put("services", services());
    page.put("health", "/_strongroom/health");
    return page;
  }

  private Map<String, ?> health() {
    var health = new LinkedHashMap<String, Object>();
    health.put("status", "ok");
    putVersion(health);
    health.put("account", aws.administrator().accountId());
    health.put("region", aws.administrator().region());
    health.put("services", services());
    return health;
  }

  private Map<String, ?> localStackHealth() {
    var services = new LinkedHashMap<String, String>();
    services().forEach(service -> services.put(service, "running"));
    var health = new LinkedHashMap<String, Object>();
    health.put("services", services);
    health.put("edition", "strongroom");
    putVersion(health);
    return health;
  }

  private List<String> services() {
    return EmulatorInternals.engine(aws).services().stream()
        .map(AwsService::endpointPrefix)
        .toList();
  }

  /** What the manifest says of the jar that this is read from, if it says something. */
  private static void putVersion(Map<String, Object> page) {
    var version = Health.class.getPackage().getImplementationVersion();
    if (version != null) {
      page.put("version", version);
    }
  }

  private static HttpResponse page(Map<String, ?> content) {
    try {
      return new HttpResponse(
          200,
          Map.of("Content-Type", List.of("application/json")),
          Json.MAPPER.writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Maps, lists and texts can be written", impossible);
    }
  }
}
