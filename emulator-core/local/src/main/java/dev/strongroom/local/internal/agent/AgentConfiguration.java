package dev.strongroom.local.internal.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Agent's configuration file says (AG-9).
 *
 * @param tokenHeaders the headers in which callers send the token
 * @param tokenVariables the variables of the environment of which the first that is set has it
 * @param region where it reads; null for the caller's
 * @param validatesCredentials whether it calls GetCallerIdentity before it listens
 * @param credentialsFile whose credentials it has instead of the caller's; null if there is none
 */
public record AgentConfiguration(
    int port,
    Duration ttl,
    int cacheSize,
    int maxConnections,
    int maxRoles,
    List<String> tokenHeaders,
    List<String> tokenVariables,
    String pathPrefix,
    @Nullable String region,
    boolean ignoresTransientErrors,
    boolean validatesCredentials,
    @Nullable Path credentialsFile,
    Prefetching prefetching) {

  /** What it says without a file. */
  public static final AgentConfiguration DEFAULTS = ConfigurationReader.read("");

  /**
   * What is read at the start.
   *
   * @param cacheBufferRatio how much of each role's cache may be filled, 0.1 to 1
   * @param secrets names or ARNs
   * @param tags keys of tags
   */
  public record Prefetching(double cacheBufferRatio, List<Item> secrets, List<Item> tags) {

    public Prefetching {
      secrets = List.copyOf(secrets);
      tags = List.copyOf(tags);
    }
  }

  /** A secret or tag, and the role that reads it; null for the Agent itself. */
  public record Item(String name, @Nullable String roleArn) {}

  public AgentConfiguration {
    tokenHeaders = List.copyOf(tokenHeaders);
    tokenVariables = List.copyOf(tokenVariables);
  }

  /**
   * Reads a configuration file.
   *
   * @throws IllegalArgumentException with the Agent's text, if it refuses the file
   */
  public static AgentConfiguration parse(String toml) {
    return ConfigurationReader.read(toml);
  }
}
