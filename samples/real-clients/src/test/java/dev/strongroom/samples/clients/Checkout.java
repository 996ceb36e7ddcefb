package dev.strongroom.samples.clients;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** An application that builds its client itself. */
final class Checkout {

  boolean ping() {
    try (var secrets = SecretsManagerClient.create()) {
      return !secrets.getSecretValue(r -> r.secretId("prod/db")).secretString().isEmpty();
    }
  }
}
