package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.internal.service.ssm.EverySsmContract;
import org.junit.jupiter.api.condition.DisabledIf;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The suites about Parameter Store over a client that the SDK built. */
@DisabledIf("dev.strongroom.sdk.Sdk#isOlderThanCompiledAgainst")
class SsmRealDoorTest extends EverySsmContract {

  @Override
  protected Door open(SecretsEmulator emulator) {
    return new DirectDoor(
        emulator, Sdk.configured(SsmClient.builder()).httpClient(Transports.of(emulator)).build());
  }
}
