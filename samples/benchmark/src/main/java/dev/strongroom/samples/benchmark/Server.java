package dev.strongroom.samples.benchmark;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;

/** A server in a process of its own, which prints its port and serves until its input ends. */
final class Server {

  private Server() {}

  /** Takes {@code endpoint} or {@code canned}. */
  public static void main(String[] arguments) throws Exception {
    int port = arguments[0].equals("endpoint") ? endpoint() : BareServer.start(CannedAnswer.BODY);
    System.out.println(port);
    System.in.transferTo(System.out);
    System.exit(0);
  }

  private static int endpoint() throws IOException {
    var aws =
        SecretsEmulator.builder().secret(Seed.secret("prod/db").string("x".repeat(65))).build();
    return Endpoint.start(aws, 0).uri().getPort();
  }
}
