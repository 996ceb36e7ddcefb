package dev.strongroom.local.internal.agent;

import dev.strongroom.api.Caller;
import java.time.Duration;
import java.util.List;

/**
 * How an agent, or a Lambda extension, works.
 *
 * @param caller whose credentials it has
 * @param version 2, or 3, which knows roles and writes errors as JSON
 * @param prefetch the names or ARNs of secrets that are read at the start
 * @param prefetchTags the keys of tags whose secrets are read at the start
 */
public record AgentSettings(
    String token,
    Caller caller,
    int version,
    Duration ttl,
    int cacheSize,
    String pathPrefix,
    int maxConnections,
    int maxRoles,
    boolean ignoresTransientErrors,
    List<String> prefetch,
    List<String> prefetchTags) {

  public AgentSettings {
    prefetch = List.copyOf(prefetch);
    prefetchTags = List.copyOf(prefetchTags);
  }

  @Override
  public String toString() {
    return "AgentSettings[version " + version + "]"; // without the token
  }
}
