package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.contract.Door;
import dev.strongroom.internal.service.kms.EveryKmsContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The suites about KMS over the loopback endpoint, by a real socket. */
@Tag("thorough")
class KmsEndpointDoorTest extends EveryKmsContract {

  private final List<Endpoint> endpoints = new ArrayList<>();

  @Override
  protected Door open(SecretsEmulator emulator, Caller caller) {
    try {
      var endpoint = Endpoint.of(emulator).defaultCaller(caller).start();
      endpoints.add(endpoint);
      return new EndpointDoor(endpoint.uri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    endpoints.forEach(Endpoint::close);
  }
}
