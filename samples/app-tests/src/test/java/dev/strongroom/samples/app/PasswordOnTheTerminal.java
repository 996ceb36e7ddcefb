package dev.strongroom.samples.app;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** An application that takes everything from its environment, as in production. */
final class PasswordOnTheTerminal {

  private PasswordOnTheTerminal() {}

  public static void main(String[] arguments) {
    try (var secrets = SecretsManagerClient.create()) {
      System.out.println(new Checkout(secrets).password());
    }
  }
}
