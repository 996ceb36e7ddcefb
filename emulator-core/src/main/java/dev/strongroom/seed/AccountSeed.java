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
    List<Principal> users,
    List<Principal> roles,
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
  public List<PolicyDocument> policiesOf(Principal user) {
    return Stream.concat(
            user.policies().stream(),
            user.groups().stream().flatMap(group -> groups.getOrDefault(group, List.of()).stream()))
        .toList();
  }

  /** The same in this account. */
  AccountSeed in(@Nullable String account) {
    return new AccountSeed(account, users, roles, groups, serviceControlPolicies, place);
  }

  /**
   * A user or role as a seed describes it.
   *
   * @param name with its path, as in {@code app} or {@code teams/shop/app}
   * @param boundary its permissions boundary; null for none
   * @param trust who may assume the role; null for a user, and for a role that everybody in its
   *     account may assume who has the permission
   * @param accessKeys the access key ids by which it calls
   * @param groups the groups of a user
   * @param place where it stands in its file
   */
  public record Principal(
      String name,
      List<PolicyDocument> policies,
      @Nullable PolicyDocument boundary,
      @Nullable PolicyDocument trust,
      Map<String, String> tags,
      List<String> accessKeys,
      List<String> groups,
      SourcePlace place) {

    public Principal {
      policies = List.copyOf(policies);
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
      accessKeys = List.copyOf(accessKeys);
      groups = List.copyOf(groups);
    }

    /** A user or role with these identity policies. */
    public static Principal of(String name, PolicyDocument... policies) {
      return new Principal(
          name, List.of(policies), null, null, Map.of(), List.of(), List.of(), SourcePlace.NONE);
    }

    /** With these access key ids. */
    public Principal accessKeys(String... ids) {
      return new Principal(name, policies, boundary, trust, tags, List.of(ids), groups, place);
    }
  }
}
