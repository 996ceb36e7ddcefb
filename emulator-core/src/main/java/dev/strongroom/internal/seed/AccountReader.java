package dev.strongroom.internal.seed;

import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.AccountSeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads who is in an account. */
final class AccountReader {

  static final List<String> OF_ACCOUNT =
      List.of("id", "users", "roles", "groups", "serviceControlPolicies");
  static final List<String> OF_USER =
      List.of("name", "policies", "boundary", "tags", "accessKeys", "groups");
  static final List<String> OF_ROLE =
      List.of("name", "policies", "boundary", "tags", "accessKeys", "trust");
  static final List<String> OF_GROUP = List.of("name", "policies");

  private AccountReader() {}

  static AccountSeed account(SeedNode node) {
    var members = Members.of(node, OF_ACCOUNT);
    var groups = new LinkedHashMap<String, List<PolicyDocument>>();
    for (var item : members.list("groups")) {
      var group = Members.of(item, OF_GROUP);
      if (groups.put(group.requiredText("name"), policies(group)) != null) {
        throw item.error("has the name of another group");
      }
    }
    return SeedReader.at(
        node,
        () ->
            new AccountSeed(
                members.text("id"),
                members.list("users").stream().map(AccountReader::user).toList(),
                members.list("roles").stream().map(AccountReader::role).toList(),
                groups,
                members.list("serviceControlPolicies").stream().map(Policies::ofIdentity).toList(),
                node.place()));
  }

  private static AccountSeed.Principal user(SeedNode node) {
    return principal(node, Members.of(node, OF_USER));
  }

  private static AccountSeed.Principal role(SeedNode node) {
    return principal(node, Members.of(node, OF_ROLE));
  }

  private static AccountSeed.Principal principal(SeedNode node, Members members) {
    var boundary = members.get("boundary");
    var trust = members.get("trust");
    return new AccountSeed.Principal(
        members.requiredText("name"),
        policies(members),
        boundary == null ? null : Policies.ofIdentity(boundary),
        trust == null ? null : Policies.ofTrust(trust),
        tags(members),
        members.texts("accessKeys"),
        members.texts("groups"),
        node.place());
  }

  private static List<PolicyDocument> policies(Members members) {
    return members.list("policies").stream().map(Policies::ofIdentity).toList();
  }

  private static Map<String, String> tags(Members members) {
    var tags = new LinkedHashMap<String, String>();
    members.map("tags").forEach((key, value) -> tags.put(key, Members.string(value).text()));
    return tags;
  }
}
