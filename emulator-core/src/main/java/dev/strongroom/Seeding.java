package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;

/** The calls by which a seed's secrets get into an emulator. */
record Seeding(SecretsEmulator emulator, Engine engine, SecretsManager secretsManager) {

  void put(Seed.Secret secret) {
    var owner = emulator.administrator();
    try {
      if (secret.kmsKey() != null) {
        makeKeyOf(secret.kmsKey());
      }
      call(secret.request(emulator.newClientRequestToken()));
      if (secret.owningService() != null) {
        handOver(owner, secret.name(), secret.owningService());
      }
      if (!secret.replicas().isEmpty()) {
        var regions = secret.replicas().stream().map(ReplicaRegion::of).toList();
        call(new ReplicateSecretToRegions(secret.name(), regions, null));
      }
      if (secret.isScheduledForDeletion()) {
        call(new DeleteSecret(secret.name(), null, null));
      }
    } catch (ServiceError refusal) {
      throw new IllegalArgumentException(
          "Secret '" + secret.name() + "' can't be seeded: " + refusal.text(), refusal);
    }
  }

  /** Whatever else names a key, the service judges. */
  private void makeKeyOf(String alias) {
    if (alias.startsWith("alias/") && !hasKey(alias)) {
      var key = call(CreateKey.DEFAULT);
      call(new CreateAlias(alias, key.keyMetadata().keyId()));
    }
  }

  private void handOver(Caller owner, String secretName, String service) {
    var region = new AccountRegion(owner.accountId(), owner.region());
    var now = engine.clock().instant();
    engine.update(state -> secretsManager.handedOver(state, region, secretName, service, now));
  }

  /** Whether a secret may name that alias: it has a key, or AWS gives it one (KMS-6). */
  private boolean hasKey(String alias) {
    return alias.equals(Kms.SECRETS_MANAGER_KEY)
        || Kms.hasAlias(engine.state(), emulator.administrator(), alias, engine.clock().instant());
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return emulator.execute(emulator.administrator(), request).result();
  }
}
