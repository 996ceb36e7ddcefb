package dev.strongroom.internal.iam;

import java.util.List;

/**
 * The policies of one level of an organization: its root, an organizational unit or an account.
 *
 * @param name empty for the account itself
 */
public record PolicyLevel(String name, List<Policy> policies) {

  public PolicyLevel {
    policies = List.copyOf(policies);
  }

  PolicyLevel with(List<Policy> changed) {
    return new PolicyLevel(name, changed);
  }
}
