package dev.strongroom.internal.iam;

import java.time.Instant;
import java.util.List;

/**
 * A group of users, who have its policies; which users are in it is a part of theirs.
 *
 * @param policies its inline policies, by their names
 */
public record Group(String arn, String uniqueId, Instant created, List<Policy> policies) {

  public Group {
    policies.forEach(Policy::requireNoPrincipals);
    policies = List.copyOf(policies);
  }

  /** Returns this group with other policies. */
  public Group with(List<Policy> others) {
    return new Group(arn, uniqueId, created, others);
  }

  /** Returns the policies as they count for a user, each with its group in its name. */
  public List<Policy> named() {
    return policies.stream().map(policy -> policy.named(prefix() + policy.name())).toList();
  }

  /** Returns a policy that {@link #named} has named under its own name. */
  public Policy unnamed(Policy policy) {
    return policy.named(policy.name().substring(prefix().length()));
  }

  /** Returns what the names of this group's policies begin with where they count for a user. */
  public String prefix() {
    return arn + "/";
  }
}
