package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.internal.service.ssm.EverySsmContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;

/** The suites about Parameter Store over the loopback endpoint, by a real socket. */
class SsmEndpointDoorTest extends EverySsmContract {

  private Endpoint endpoint;

  @Override
  protected Door open(SecretsEmulator emulator) {
    try {
      endpoint = Endpoint.start(emulator, 0);
      return new EndpointDoor(endpoint.uri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    endpoint.close();
  }
}
