package dev.strongroom.local.internal.agent;

import dev.strongroom.api.Caller;

/**
 * How an agent works.
 *
 * @param caller whose credentials it has
 * @param version 2, or 3, which knows roles and writes errors as JSON
 */
public record AgentSettings(
    String token, Caller caller, int version, AgentConfiguration configuration) {

  @Override
  public String toString() {
    return "AgentSettings[version " + version + "]"; // without the token
  }
}
