package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Parameter Store through clients that an application builds itself. */
@DisabledIf("dev.strongroom.sdk.Sdk#isOlderThanCompiledAgainst")
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SsmClientTest {

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .seed(Seed.EMPTY.and(ParameterSeed.secure("/prod/token", "abc")))
          .build();

  private static void assertServed(SsmClient ssm) {
    var read = ssm.getParameter(r -> r.name("/prod/token").withDecryption(true));
    assertThat(read.parameter().value()).isEqualTo("abc");
    assertThatThrownBy(() -> ssm.getParameter(r -> r.name("absent")))
        .isInstanceOf(ParameterNotFoundException.class);
  }

  @Test
  void zeroChangeSwitchServesIt() {
    try (var installed = ZeroChange.install(aws, "SsmClientTest");
        var ssm = SsmClient.create()) {
      assertThat(installed).isNotNull();
      assertServed(ssm);
    }
  }

  @Test
  void asynchronousTransportServesIt() {
    try (var ssm = Transports.attach(SsmAsyncClient.builder(), aws).build()) {
      assertThat(ssm.getParameter(r -> r.name("/prod/token")).join().parameter().version())
          .isEqualTo(1);
    }
  }

  @Test
  void endpointServesIt() throws Exception {
    try (var endpoint = Endpoint.start(aws, 0);
        var ssm =
            Sdk.configured(SsmClient.builder())
                .endpointOverride(endpoint.uri())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
      assertServed(ssm);
    }
  }
}
