package dev.strongroom.samples.app;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/** The application of the documentation's examples: it needs the secret {@code prod/db}. */
final class Checkout {

  private final SecretsManagerClient secrets;

  Checkout(SecretsManagerClient secrets) {
    this.secrets = secrets;
  }

  String password() {
    var request = GetSecretValueRequest.builder().secretId("prod/db").build();
    return secrets.getSecretValue(request).secretString();
  }

  boolean ping() {
    return !password().isEmpty();
  }
}
