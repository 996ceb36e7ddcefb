package dev.strongroom.samples.micronaut;

import jakarta.inject.Singleton;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A bean that reads a secret when it needs it, with the client of Micronaut's module. */
@Singleton
class Shop {

  private final SecretsManagerClient secrets;

  Shop(SecretsManagerClient secrets) {
    this.secrets = secrets;
  }

  String partnerKey() {
    return secrets.getSecretValue(request -> request.secretId("partner-key")).secretString();
  }
}
