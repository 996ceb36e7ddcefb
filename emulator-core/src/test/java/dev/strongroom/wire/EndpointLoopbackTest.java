package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import java.io.IOException;
import java.time.Instant;

/** The endpoint as a server on the loopback interface. */
class EndpointLoopbackTest extends LoopbackContract {

  @Override
  protected Running start(long secondsToArrive) throws IOException {
    var aws = SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T00:00:00Z")).build();
    var endpoint = Endpoint.of(aws).secondsToArrive(secondsToArrive).start();
    return new Running(endpoint.uri(), endpoint::close);
  }

  @Override
  protected String target() {
    return "/_strongroom/clock";
  }

  @Override
  protected String content() {
    return "2026-01-01T00:00:00Z";
  }

  @Override
  protected String headers() {
    return "X-Strongroom-Admin: true\r\n";
  }
}
