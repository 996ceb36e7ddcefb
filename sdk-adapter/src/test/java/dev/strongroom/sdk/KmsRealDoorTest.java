package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.contract.Door;
import dev.strongroom.internal.service.kms.EveryKmsContract;
import org.junit.jupiter.api.condition.DisabledIf;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** The suites about KMS over a client that the SDK built; older SDKs lack members of KMS. */
@DisabledIf("dev.strongroom.sdk.Sdk#isOlderThanCompiledAgainst")
class KmsRealDoorTest extends EveryKmsContract {

  @Override
  protected Door open(SecretsEmulator emulator, Caller caller) {
    return new DirectDoor(
        emulator,
        Sdk.configured(KmsClient.builder())
            .region(Region.of(caller.region()))
            .httpClient(Transports.of(emulator))
            .build());
  }
}
