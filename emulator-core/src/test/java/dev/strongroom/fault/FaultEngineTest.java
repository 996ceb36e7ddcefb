package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.time.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The service's side: replication, which asks here, and a service without faults. */
class FaultEngineTest {

  private static final String ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf";

  private final VirtualClock clock = VirtualClock.frozenAt(Instant.parse("2026-01-01T12:00:00Z"));
  private final FaultEngine<String> strikes =
      new FaultEngine<>(clock, Quotas.off(), Set.of("GetSecretValue"), Set.of("Decrypt"));

  @Test
  void replicationFailsWithTheMessageOfItsFault() {
    var fault =
        strikes.faults().replication().secret("a").in("eu-west-1").first(1).fail("No room.");

    assertThat(replication("us-west-2")).isNull();
    assertThat(replication("eu-west-1")).isEqualTo("No room.");
    assertThat(replication("eu-west-1")).isNull();
    assertThat(fault).hasToString("failure on replication of a in eu-west-1: struck 1 of 1");
  }

  @Test
  void replicationFailsIntoARegionThatIsDown() {
    var outage = strikes.faults().region("eu-west-1").down();

    assertThat(replication("us-west-2")).isNull();
    assertThat(replication("eu-west-1"))
        .isEqualTo("Region eu-west-1 can't be reached from us-east-1");
    assertThat(outage.struck()).isEqualTo(1);
  }

  @Test
  void otherFaultsDoNotConcernReplication() {
    strikes.faults().onAnyOperation().throttle();
    strikes.faults().on("GetSecretValue").in("eu-west-1").cutConnection();
    strikes.faults().region("eu-west-1").loseAnswer();
    strikes.faults().region("eu-west-1").by("*:role/app").down();
    strikes.faults().replication().secret("b").fail("No room.");
    strikes.faults().kms().down();

    assertThat(replication("eu-west-1")).isNull();
    assertThat(strikes.faults().unused()).hasSize(6);
  }

  @Test
  void replicationFaultStrikesNoCall() {
    strikes.faults().replication().fail("No room.");

    strikes.beforeTheCall(
        new CallDescription(
            CallDescription.Service.SECRETS_MANAGER,
            "GetSecretValue",
            "123456789012",
            "us-east-1",
            List.of(),
            List.of("a"),
            false));

    assertThat(strikes.faults().unused()).hasSize(1);
  }

  @Test
  void withoutFaultsAndQuotasNobodyNeedAsk() {
    assertThat(strikes.isIdle()).isTrue();

    var fault = strikes.faults().onAnyOperation().throttle();
    assertThat(strikes.isIdle()).isFalse();

    fault.remove();
    assertThat(strikes.isIdle()).isTrue();
    assertThat(new FaultEngine<>(clock, Quotas.aws(), Set.of(), Set.of()).isIdle()).isFalse();
  }

  private String replication(String region) {
    return strikes.duringReplication("a", ARN, "us-east-1", region);
  }
}
