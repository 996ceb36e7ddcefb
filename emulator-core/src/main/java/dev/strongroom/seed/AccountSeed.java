package dev.strongroom.seed;

import dev.strongroom.iam.PolicyDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is in an account, and what limits them all.
 *
 * @param id its 12 digits; null for the seed's account
 * @param groups the policies of each group, which count for the users that are in it
 * @param place where it stands in its file
 */
public record AccountSeed(
    @Nullable String id,
    List<PrincipalSeed> users,
    List<PrincipalSeed> roles,
    Map<String, List<PolicyDocument>> groups,
    List<PolicyDocument> serviceControlPolicies,
    SourcePlace place) {

  /**
   * @throws IllegalArgumentException if a user is in a group that is not there
   */
  public AccountSeed {
    users = List.copyOf(users);
    roles = List.copyOf(roles);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    serviceControlPolicies = List.copyOf(serviceControlPolicies);
    for (var user : users) {
      for (var group : user.groups()) {
        if (!groups.containsKey(group)) {
          throw new IllegalArgumentException(
              "User '%s' is in the group '%s', which is not among the account's groups"
                  .formatted(user.name(), group));
        }
      }
    }
  }

  /** The policies of a user: its own, then those of its groups. */
  public List<PolicyDocument> policiesOf(PrincipalSeed user) {
    return Stream.concat(
            user.policies().stream(),
            user.groups().stream().flatMap(group -> groups.getOrDefault(group, List.of()).stream()))
        .toList();
  }

  /** The same in this account. */
  AccountSeed in(@Nullable String account) {
    return new AccountSeed(account, users, roles, groups, serviceControlPolicies, place);
  }
}
