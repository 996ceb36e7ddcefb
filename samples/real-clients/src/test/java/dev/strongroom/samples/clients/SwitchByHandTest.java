package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.ZeroChange;
import dev.strongroom.seed.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The zero-change switch without an annotation, as other test frameworks use it. */
class SwitchByHandTest {

  @Test
  @ResourceLock(Resources.GLOBAL)
  void defaultBuiltClientsReachTheEmulatorUntilItIsClosed() {
    try (var aws = SecretsEmulator.builder().secret(Seed.secret("prod/db").string("one")).build();
        var installed = ZeroChange.install(aws, "CheckoutTest")) {
      assertThat(new Checkout().ping()).isTrue();

      assertThat(installed).isNotNull();
      assertThat(aws.audit().of("GetSecretValue").on("prod/db")).hasSize(1);
    }
  }
}
