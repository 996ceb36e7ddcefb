package dev.strongroom.samples.quarkus;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Starts an endpoint before Quarkus starts the application, and gives tests its emulator. */
public final class Strongroom implements QuarkusTestResourceLifecycleManager {

  private SecretsEmulator aws;
  private Endpoint endpoint;

  @Override
  public Map<String, String> start() {
    aws = SecretsEmulator.builder().secret(Seed.secret("partner-key").string("k-123")).build();
    try {
      endpoint = Endpoint.start(aws, 0);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return Map.of(
        "quarkus.secretsmanager.endpoint-override", endpoint.uri().toString(),
        "quarkus.secretsmanager.aws.region", "us-east-1",
        "quarkus.secretsmanager.aws.credentials.type", "static",
        "quarkus.secretsmanager.aws.credentials.static-provider.access-key-id", "test",
        "quarkus.secretsmanager.aws.credentials.static-provider.secret-access-key", "test");
  }

  @Override
  public void inject(TestInjector tests) {
    tests.injectIntoFields(aws, new TestInjector.MatchesType(SecretsEmulator.class));
  }

  @Override
  public void stop() {
    endpoint.close();
    aws.close();
  }
}
