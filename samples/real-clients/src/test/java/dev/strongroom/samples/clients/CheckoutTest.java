package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.junit.RedirectAwsClients;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import org.junit.jupiter.api.Test;

/** The example of the annotation's Javadoc, word for word. */
@SecretsManagerTest
@RedirectAwsClients
@Secret(name = "prod/db", string = "one")
class CheckoutTest {

  @Test
  void connects() {
    assertThat(new Checkout().ping()).isTrue(); // it calls SecretsManagerClient.create()
  }
}
