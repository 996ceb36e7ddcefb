package dev.strongroom.internal.iam;

import java.util.List;

/** Organizations for tests. */
final class Organizations {

  private Organizations() {}

  /** The identity under service control policies of its own account. */
  static Identity scp(Identity identity, Policy... policies) {
    return levels(identity, new PolicyLevel("", List.of(policies)));
  }

  /** The identity under levels of service control policies, from the root down. */
  static Identity levels(Identity identity, PolicyLevel... levels) {
    var account = identity.principal().account();
    return identity.in(Organization.NONE.withServiceControls(account, List.of(levels)));
  }

  static PolicyLevel level(String name, Policy... policies) {
    return new PolicyLevel(name, List.of(policies));
  }

  /** The identity in a world where an account has resource control policies. */
  static Identity rcp(Identity identity, String account, Policy... policies) {
    return identity.in(Organization.NONE.withResourceControls(account, List.of(policies)));
  }
}
