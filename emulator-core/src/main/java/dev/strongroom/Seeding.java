package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.seed.AccountSeed;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.KeySeed;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SourcePlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The calls by which a seed gets into an emulator, as the administrators of its accounts: who there
 * is, then keys, then secrets and parameters, and at last what could keep the administrators from
 * doing it.
 */
final class Seeding {

  final SecretsEmulator emulator;
  final Engine engine;
  private final SecretsManager secretsManager;
  private final Seed seed;
  private final List<Runnable> restrictions = new ArrayList<>();

  Seeding(SecretsEmulator emulator, Engine engine, SecretsManager secretsManager, Seed seed) {
    this.emulator = emulator;
    this.engine = engine;
    this.secretsManager = secretsManager;
    this.seed = seed;
  }

  /** Puts everything in. */
  void put() {
    seed.accounts().forEach(this::put);
    seed.functions().forEach(this::put);
    seed.keys().forEach(this::put);
    var secrets = new SecretSeeding(this);
    seed.secrets().forEach(secrets::put);
    seed.parameters().forEach(new ParameterSeeding(this)::put);
    restrict();
    seed.vpcEndpoints().forEach(emulator::vpcEndpointPolicy);
    for (var account : seed.accounts()) {
      if (!account.serviceControlPolicies().isEmpty()) {
        account(account)
            .serviceControlPolicies(
                account.serviceControlPolicies().toArray(PolicyDocument[]::new));
      }
    }
    emulator.seededFaults().add(seed.faults());
  }

  void put(FunctionSeed function) {
    try {
      emulator.register(function);
    } catch (IllegalArgumentException | IllegalStateException refused) {
      throw new IllegalArgumentException(
          function.place().of("Function '" + function.arn() + "': " + refused.getMessage()),
          refused);
    }
  }

  /** Does to keys what could keep the administrators from using them. */
  void restrict() {
    restrictions.forEach(Runnable::run);
  }

  private void put(AccountSeed account) {
    for (var user : account.users()) {
      put(user, account(account).user(user.name()), account.policiesOf(user));
    }
    for (var role : account.roles()) {
      put(role, account(account).role(role.name()), role.policies());
    }
  }

  Account account(AccountSeed account) {
    return emulator.account(owner(account.id(), null).accountId());
  }

  static void put(AccountSeed.Principal seed, IamEntity entity, List<PolicyDocument> policies) {
    try {
      policies.forEach(entity::policy);
      seed.tags().forEach(entity::tag);
      seed.accessKeys().forEach(entity::accessKey);
      if (seed.boundary() != null) {
        entity.boundary(seed.boundary());
      }
      if (seed.trust() != null) {
        entity.trust(seed.trust());
      }
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          seed.place().of(entity.arn() + " can't be seeded: " + refused.getMessage()), refused);
    }
  }

  void put(KeySeed key) {
    placed(key.place(), "Key '" + key.name() + "'", () -> make(key));
  }

  private void make(KeySeed key) {
    var owner = owner(key.account(), key.region());
    engine.ids().chooseKeyId(key.id());
    try {
      var id = call(owner, request(key)).keyMetadata().keyId();
      key.aliases().forEach(alias -> call(owner, new CreateAlias(alias, id)));
      if (key.rotationPeriodInDays() != null) {
        call(owner, new EnableKeyRotation(id, key.rotationPeriodInDays()));
      }
      restrictions.add(
          () -> placed(key.place(), "Key '" + key.name() + "'", () -> restrict(key, id, owner)));
    } finally {
      engine.ids().chooseKeyId(null);
    }
  }

  private void restrict(KeySeed key, String id, Caller owner) {
    if (!key.enabled()) {
      call(owner, new DisableKey(id));
    }
    if (key.policy() != null) {
      call(owner, new PutKeyPolicy(id, "default", key.policy(), true));
    }
  }

  private static CreateKey request(KeySeed key) {
    var tags =
        key.tags().entrySet().stream()
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toArray(Tag[]::new);
    return CreateKey.of(key.spec(), key.usage()).withDescription(key.description()).withTags(tags);
  }

  /** Makes a key for an alias that has none; whatever else names a key, the service judges. */
  void makeKeyOf(String alias, Caller owner) {
    if (alias.startsWith("alias/") && !hasKey(owner, alias)) {
      make(KeySeed.of(alias).in(owner.accountId(), owner.region()));
    }
  }

  /** Whether a secret may name that alias: it has a key, or AWS gives it one (KMS-6). */
  private boolean hasKey(Caller owner, String alias) {
    return alias.equals(Kms.SECRETS_MANAGER_KEY)
        || Kms.hasAlias(engine.state(), owner, alias, engine.clock().instant());
  }

  boolean hasSecret(Caller owner, String name) {
    var region = new AccountRegion(owner.accountId(), owner.region());
    return SecretsManager.has(engine.state(), region, name, now());
  }

  /** Changes a secret as no call can. */
  void change(Caller owner, String secretName, UnaryOperator<Secret> change) {
    var region = new AccountRegion(owner.accountId(), owner.region());
    engine.update(state -> secretsManager.changed(state, region, secretName, change));
  }

  Instant now() {
    return engine.clock().instant();
  }

  /** The administrator of an account, in a Region; null for those of the seed. */
  Caller owner(@Nullable String account, @Nullable String region) {
    var administrator = emulator.administrator();
    var id = account != null ? account : seed.account();
    var where = region != null ? region : seed.region();
    return Caller.administrator(
        id == null ? administrator.accountId() : id,
        where == null ? administrator.region() : where);
  }

  SecretValue drawn(SecretSeed.Value value, Caller owner) {
    if (value instanceof SecretSeed.Value.Fixed fixed) {
      return fixed.value();
    }
    var generated = (SecretSeed.Value.Generated) value;
    GetRandomPassword request = generated.password();
    return SecretValue.ofText(generated.with(call(owner, request).randomPassword().text()));
  }

  <Q extends Request<R>, R extends Record> R call(Caller caller, Q request) {
    return emulator.execute(caller, request).result();
  }

  /** Makes calls; a refusal names the place in the file. */
  static void placed(SourcePlace place, String what, Runnable calls) {
    try {
      calls.run();
    } catch (ServiceError refusal) {
      throw new IllegalArgumentException(
          place.of(what + " can't be seeded: " + refusal.text()), refusal);
    }
  }
}
