package dev.strongroom.internal.iam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The control policies of AWS Organizations, by account ID.
 *
 * @param serviceControls what an account's users and roles may do at most, from the organization's
 *     root down to the account; each level must allow
 * @param resourceControls what is denied to everybody who accesses an account's resources; they
 *     allow nothing, since every level has RCPFullAWSAccess attached
 */
public record Organization(
    Map<String, List<PolicyLevel>> serviceControls, Map<String, List<Policy>> resourceControls) {

  public static final Organization NONE = new Organization(Map.of(), Map.of());

  public Organization {
    serviceControls = Map.copyOf(serviceControls);
    resourceControls = Map.copyOf(resourceControls);
  }

  public boolean isEmpty() {
    return serviceControls.isEmpty() && resourceControls.isEmpty();
  }

  /** Returns the levels of service control policies above and at an account. */
  public List<PolicyLevel> serviceControls(String accountId) {
    return serviceControls.getOrDefault(accountId, List.of());
  }

  /** Returns the resource control policies that apply to an account's resources. */
  public List<Policy> resourceControls(String accountId) {
    return resourceControls.getOrDefault(accountId, List.of());
  }

  /** Returns this organization with other levels of service control policies for an account. */
  public Organization withServiceControls(String accountId, List<PolicyLevel> levels) {
    levels.forEach(level -> level.policies().forEach(Policy::requireNoPrincipals));
    return new Organization(with(serviceControls, accountId, levels), resourceControls);
  }

  /**
   * Returns this organization with the policies of one level of an account. A level without
   * policies is removed; a new one goes before the account's own.
   */
  public Organization withServiceControls(String accountId, PolicyLevel level) {
    var levels = new ArrayList<>(serviceControls(accountId));
    int at = 0;
    while (at < levels.size() && !levels.get(at).name().equals(level.name())) {
      at++;
    }
    boolean known = at < levels.size();
    if (level.policies().isEmpty()) {
      if (known) {
        levels.remove(at);
      }
    } else if (known) {
      levels.set(at, level);
    } else {
      boolean ownIsLast = at > 0 && levels.get(at - 1).name().isEmpty();
      levels.add(ownIsLast ? at - 1 : at, level);
    }
    return withServiceControls(accountId, levels);
  }

  /** Returns this organization with other resource control policies for an account. */
  public Organization withResourceControls(String accountId, List<Policy> policies) {
    policies.forEach(Policy::requireResourceControl);
    return new Organization(serviceControls, with(resourceControls, accountId, policies));
  }

  private static <V> Map<String, List<V>> with(
      Map<String, List<V>> map, String accountId, List<V> values) {
    var next = new HashMap<>(map);
    if (values.isEmpty()) {
      next.remove(accountId);
    } else {
      next.put(accountId, List.copyOf(values));
    }
    return next;
  }
}
