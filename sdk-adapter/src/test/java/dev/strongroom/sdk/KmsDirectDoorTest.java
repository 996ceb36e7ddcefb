package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.contract.Door;
import dev.strongroom.internal.service.kms.EveryKmsContract;
import org.junit.jupiter.api.condition.DisabledIf;
import software.amazon.awssdk.services.kms.KmsClient;

/** The suites about KMS over the direct client; older SDKs lack members of KMS. */
@DisabledIf("dev.strongroom.sdk.Sdk#isOlderThanCompiledAgainst")
class KmsDirectDoorTest extends EveryKmsContract {

  @Override
  protected Door open(SecretsEmulator emulator, Caller caller) {
    return new DirectDoor(emulator, Clients.of(emulator).actingAs(caller).client(KmsClient.class));
  }
}
