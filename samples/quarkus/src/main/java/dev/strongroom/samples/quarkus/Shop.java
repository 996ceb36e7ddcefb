package dev.strongroom.samples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A bean that reads a secret when it needs it, with the client of Quarkus's extension. */
@ApplicationScoped
class Shop {

  private final SecretsManagerClient secrets;

  Shop(SecretsManagerClient secrets) {
    this.secrets = secrets;
  }

  String partnerKey() {
    return secrets.getSecretValue(request -> request.secretId("partner-key")).secretString();
  }
}
