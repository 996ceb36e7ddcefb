package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.AccountSeed;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done to an emulator when its seed has changed: entries that are new are put in
 * unless they are there, those that changed are changed, those that are gone are removed if that is
 * wanted. What is the same in both seeds is left alone, whatever became of it since.
 */
final class Reseeding {

  private final Seed earlier;
  private final Seed later;
  private final boolean prune;
  private final Seeding seeding;

  /**
   * @param seeding the calls for the later seed
   */
  Reseeding(Seed earlier, Seed later, boolean prune, Seeding seeding) {
    this.earlier = earlier;
    this.later = later;
    this.prune = prune;
    this.seeding = seeding;
  }

  void run() {
    var before = principals(earlier);
    var after = principals(later);
    after.forEach((name, principal) -> change(before.get(name), principal));
    changeFunctions();
    changeKeys();
    changeSecrets();
    new ParameterSeeding(seeding).change(earlier.parameters(), later.parameters(), prune);
    seeding.restrict();
    if (prune) {
      before.forEach(
          (name, principal) -> {
            if (!after.containsKey(name)) {
              principal.entity().remove();
            }
          });
    }
    changeLimits();
    if (!earlier.faults().equals(later.faults())) {
      seeding.emulator.seededFaults().replace(later.faults());
    }
  }

  private void changeFunctions() {
    for (var function : later.functions()) {
      if (!earlier.functions().contains(function)) {
        seeding.put(function);
      }
    }
    for (var function : earlier.functions()) {
      if (prune
          && later.functions().stream().noneMatch(other -> other.arn().equals(function.arn()))) {
        seeding.emulator.functions().remove(function.arn());
      }
    }
  }

  // ---- who is there

  /** A user or role, with the policies of its groups. */
  private record Entry(
      AccountSeed.Principal seed, List<PolicyDocument> policies, Account account, boolean isRole) {

    String key() {
      return account.id() + (isRole ? ":role/" : ":user/") + seed.name();
    }

    /** Makes it if it is not there. */
    IamEntity entity() {
      return isRole ? account.role(seed.name()) : account.user(seed.name());
    }
  }

  private Map<String, Entry> principals(Seed seed) {
    var principals = new LinkedHashMap<String, Entry>();
    for (var account : seed.accounts()) {
      var where = seeding.account(account);
      var users =
          account.users().stream()
              .map(user -> new Entry(user, account.policiesOf(user), where, false));
      var roles =
          account.roles().stream().map(role -> new Entry(role, role.policies(), where, true));
      Stream.concat(users, roles).forEach(entry -> principals.put(entry.key(), entry));
    }
    return principals;
  }

  private static void change(@Nullable Entry before, Entry after) {
    boolean isSame =
        before != null
            && before.seed().equals(after.seed())
            && before.policies().equals(after.policies());
    if (!isSame) {
      after.entity().remove();
      Seeding.put(after.seed(), after.entity(), after.policies());
    }
  }

  private void changeLimits() {
    var before = controls(earlier);
    var after = controls(later);
    after.forEach(
        (account, policies) -> {
          if (!policies.equals(before.get(account))) {
            limit(account, policies);
          }
        });
    later
        .vpcEndpoints()
        .forEach(
            (id, policy) -> {
              if (!policy.equals(earlier.vpcEndpoints().get(id))) {
                seeding.emulator.vpcEndpointPolicy(id, policy);
              }
            });
    if (prune) {
      before.forEach(
          (account, policies) -> {
            if (!after.containsKey(account)) {
              limit(account, List.of());
            }
          });
      for (var id : earlier.vpcEndpoints().keySet()) {
        if (!later.vpcEndpoints().containsKey(id)) {
          seeding.engine.update(state -> state.with(state.iam().withoutEndpoint(id)));
        }
      }
    }
  }

  private Map<String, List<PolicyDocument>> controls(Seed seed) {
    var controls = new LinkedHashMap<String, List<PolicyDocument>>();
    for (AccountSeed account : seed.accounts()) {
      if (!account.serviceControlPolicies().isEmpty()) {
        controls.put(seeding.account(account).id(), account.serviceControlPolicies());
      }
    }
    return controls;
  }

  private void limit(String account, List<PolicyDocument> policies) {
    seeding
        .emulator
        .account(account)
        .serviceControlPolicies(policies.toArray(PolicyDocument[]::new));
  }

  // ---- keys and secrets

  private void changeKeys() {
    var keys = new KeyReseeding(seeding);
    var before = keys.byName(earlier.keys());
    for (var key : later.keys()) {
      var one = before.get(keys.name(key));
      if (one == null && !keys.exists(key)) {
        seeding.put(key);
      } else if (one != null && !one.equals(key)) {
        Seeding.placed(key.place(), "Key '" + key.name() + "'", () -> keys.change(one, key));
      }
    }
    if (prune) {
      var after = keys.byName(later.keys());
      before.forEach(
          (name, key) -> {
            if (!after.containsKey(name)) {
              Seeding.placed(key.place(), "Key '" + key.name() + "'", () -> keys.remove(key));
            }
          });
    }
  }

  private void changeSecrets() {
    var secrets = new SecretReseeding(new SecretSeeding(seeding));
    var before = byPlace(earlier.secrets());
    var after = byPlace(later.secrets());
    after.forEach((place, secret) -> changeSecret(before.get(place), secret, secrets));
    if (prune) {
      before.forEach(
          (place, secret) -> {
            if (!after.containsKey(place) && seeding.hasSecret(owner(secret), secret.name())) {
              secrets.remove(secret, owner(secret));
            }
          });
    }
  }

  private void changeSecret(
      @Nullable SecretSeed before, SecretSeed after, SecretReseeding secrets) {
    var owner = owner(after);
    boolean isSame = before != null && before.equals(after);
    if (!seeding.hasSecret(owner, after.name())) {
      if (!isSame) {
        secrets.put(after);
      }
    } else if (before != null && !isSame) {
      Seeding.placed(
          after.place(),
          "Secret '" + after.name() + "'",
          () -> secrets.change(before, after, owner));
    }
  }

  /** The secrets by where they are and what they are called. */
  private Map<String, SecretSeed> byPlace(List<SecretSeed> secrets) {
    var byPlace = new LinkedHashMap<String, SecretSeed>();
    for (var secret : secrets) {
      var owner = owner(secret);
      byPlace.put(owner.accountId() + ":" + owner.region() + ":" + secret.name(), secret);
    }
    return byPlace;
  }

  private Caller owner(SecretSeed secret) {
    return seeding.owner(secret.account(), secret.region());
  }
}
