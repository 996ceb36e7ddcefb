package dev.strongroom.local;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.LoopbackContract;
import java.io.IOException;

/** The Lambda extension as a server on the loopback interface. */
class ExtensionLoopbackTest extends LoopbackContract {

  @Override
  protected Running start(long secondsToArrive) throws IOException {
    var aws = SecretsEmulator.builder().secret(Seed.secret("prod/db").string("hunter2")).build();
    var agent = AgentEndpoint.of(aws).lambdaExtension().secondsToArrive(secondsToArrive).start();
    return new Running(agent.uri(), agent::close);
  }

  @Override
  protected String target() {
    return "/secretsmanager/get?secretId=prod/db";
  }

  @Override
  protected String content() {
    return "hunter2";
  }

  @Override
  protected String headers() {
    return "X-Aws-Parameters-Secrets-Token: test\r\n";
  }
}
