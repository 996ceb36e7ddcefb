package dev.strongroom.internal.iam;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The Principal or NotPrincipal of a statement (POL-12). */
final class PrincipalSet {

  static final String EVERYONE = "*";

  /** ARNs, account ids, unique ids and service names as written; {@code *} for everyone. */
  private final Set<String> names;

  private final boolean inverted;

  private PrincipalSet(Set<String> names, boolean inverted) {
    this.names = names;
    this.inverted = inverted;
  }

  static PrincipalSet of(Principal principal) {
    return new PrincipalSet(Set.of(principal.arn()), false);
  }

  static PrincipalSet parse(Object json, boolean inverted) {
    var names = new LinkedHashSet<String>();
    if (json.equals(EVERYONE)) {
      names.add(EVERYONE);
    } else {
      var types = Json.object(json, "Principal");
      if (types.isEmpty()) {
        throw Malformed.syntax("A principal must be named.");
      }
      types.forEach(
          (type, values) -> {
            for (var name : Statement.texts(values, "Principal")) {
              check(type, name);
              names.add(name);
            }
          });
    }
    return new PrincipalSet(names, inverted);
  }

  private static void check(String type, String name) {
    switch (type) {
      case "AWS" -> {
        if (!name.equals(EVERYONE) && !isUniqueId(name) && !isArnOrAccount(name)) {
          throw Malformed.unsupportedPrincipal(name);
        }
      }
      case "Service" -> {
        if (!Principal.isServiceName(name)) {
          throw Malformed.invalidService(name);
        }
      }
      case "Federated" -> {
        if (!isProvider(name)) {
          throw Malformed.unsupportedPrincipal(name);
        }
      }
      case "CanonicalUser" -> throw Malformed.unsupportedPrincipal(name);
      default -> throw Malformed.syntax("There is no principal type '" + type + "'.");
    }
  }

  /** The ARN of a provider or its domain; no other name, which would let in somebody else. */
  private static boolean isProvider(String name) {
    try {
      return Principal.parse(name).type() == Principal.Type.IDENTITY_PROVIDER
          || Principal.isServiceName(name);
    } catch (IllegalArgumentException noPrincipal) {
      return name.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)++(/.+)?");
    }
  }

  private static boolean isArnOrAccount(String name) {
    try {
      return Principal.parse(name).type() != Principal.Type.SERVICE;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What is left of a user or role that was deleted after a policy named it (POL-2). */
  private static boolean isUniqueId(String name) {
    return name.length() >= 16
        && (name.startsWith("AIDA") || name.startsWith("AROA"))
        && name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
  }

  Reach reach(Identity caller) {
    if (inverted) {
      return leavesOut(caller) ? Reach.NOBODY : Reach.CALLER;
    }
    return listed(caller);
  }

  /**
   * Returns whether a NotPrincipal spares the caller. It never spares a principal with a
   * permissions boundary, and a session only if it names both the session and its role; the account
   * is not enough (IAM user guide, NotPrincipal).
   */
  private boolean leavesOut(Identity caller) {
    if (caller.hasBoundary()) {
      return false;
    }
    return switch (listed(caller)) {
      case CALLER ->
          caller.principal().type() != Principal.Type.SESSION
              || names.contains(EVERYONE)
              || namesRole(caller);
      case ROLE -> caller.principal().type() == Principal.Type.ROLE;
      case ACCOUNT, NOBODY, DENIED -> false;
    };
  }

  private boolean namesRole(Identity session) {
    return names.contains(session.principal().policyArn()) || names.contains(session.uniqueId());
  }

  private Reach listed(Identity caller) {
    var principal = caller.principal();
    if (names.contains(EVERYONE)) {
      return Reach.CALLER; // for a session too: AWS doesn't limit this by boundary or session
    }
    boolean isRole =
        principal.type() == Principal.Type.ROLE || principal.type() == Principal.Type.SESSION;
    if (names.contains(principal.arn())) {
      return principal.type() == Principal.Type.ROLE ? Reach.ROLE : Reach.CALLER;
    }
    if (isRole && namesRole(caller)) {
      return Reach.ROLE;
    }
    if (names.contains(caller.uniqueId())) {
      return Reach.CALLER;
    }
    var account = principal.account();
    if (names.contains(account)
        || names.contains("arn:" + principal.partition() + ":iam::" + account + ":root")) {
      return principal.type() == Principal.Type.ACCOUNT ? Reach.CALLER : Reach.ACCOUNT;
    }
    return Reach.NOBODY;
  }

  boolean isEveryone() {
    return names.contains(EVERYONE);
  }

  Collection<String> names() {
    return names;
  }

  /** Returns why a statement applies to a caller whom NotPrincipal may seem to spare. */
  String explainInversion(Identity caller) {
    if (!inverted || listed(caller) == Reach.NOBODY) {
      return "applies";
    }
    if (caller.hasBoundary()) {
      return "applies: NotPrincipal never spares a principal with a permissions boundary";
    }
    return caller.principal().type() == Principal.Type.SESSION
        ? "applies: NotPrincipal spares a session only if it names the session and its role"
        : "applies: NotPrincipal names the account, but not this principal";
  }

  /** Returns why a statement doesn't apply to a caller. */
  String explain(Identity caller) {
    var principal = caller.principal();
    if (inverted) {
      return "principal: NotPrincipal leaves out " + principal;
    }
    var others = names.stream().map(PrincipalSet::accountOf).toList();
    return !principal.account().isEmpty() && !others.contains(principal.account())
        ? "principal of another account: the caller is of %s, the statement is for %s"
            .formatted(principal.account(), List.copyOf(names))
        : "principal: the statement is for %s, not for %s".formatted(List.copyOf(names), principal);
  }

  private static String accountOf(String name) {
    return Principal.isAccountId(name) ? name : Resource.accountOf(name);
  }
}
