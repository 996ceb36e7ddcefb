package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.junit.ZeroChange;
import org.junit.jupiter.api.Test;

/** The example of the annotation's Javadoc, word for word. */
@SecretsManagerTest
@ZeroChange
@Secret(name = "prod/db", string = "one")
class CheckoutTest {

  @Test
  void connects() {
    assertThat(new Checkout().ping()).isTrue(); // it calls SecretsManagerClient.create()
  }
}
