package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.internal.fault.CallDescription;
import dev.strongroom.internal.fault.FaultEngine;
import dev.strongroom.internal.fault.ServiceOperations;
import dev.strongroom.internal.time.EmulatorClock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The service's side: replication, which asks here, and a service without faults. */
class FaultEngineTest {

  private static final String ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf";

  private static final List<ServiceOperations> SERVICES =
      List.of(
          new ServiceOperations(
              "secretsmanager",
              "Secrets Manager",
              Set.of("GetSecretValue"),
              Set.of("GetSecretValue"),
              Set.of()),
          new ServiceOperations("kms", "KMS", Set.of("Decrypt"), Set.of(), Set.of()));

  private final EmulatorClock clock = EmulatorClock.frozenAt(Instant.parse("2026-01-01T12:00:00Z"));
  private final FaultEngine<String> engine = FaultEngine.create(clock, () -> SERVICES, false);

  @Test
  void replicationFailsWithTheMessageOfItsFault() {
    var fault = engine.faults().replication().secret("a").in("eu-west-1").first(1).fail("No room.");

    assertThat(replication("us-west-2")).isNull();
    assertThat(replication("eu-west-1")).isEqualTo("No room.");
    assertThat(replication("eu-west-1")).isNull();
    assertThat(fault).hasToString("failure on replication of a in eu-west-1: struck 1 of 1");
  }

  @Test
  void replicationFailsIntoARegionThatIsDown() {
    var outage = engine.faults().region("eu-west-1").down();

    assertThat(replication("us-west-2")).isNull();
    assertThat(replication("eu-west-1"))
        .isEqualTo("Region eu-west-1 can't be reached from us-east-1");
    assertThat(outage.struck()).isEqualTo(1);
  }

  @Test
  void otherFaultsDoNotConcernReplication() {
    engine.faults().onAnyOperation().throttle();
    engine.faults().on("GetSecretValue").in("eu-west-1").cutConnection();
    engine.faults().region("eu-west-1").loseAnswer();
    engine.faults().region("eu-west-1").by("*:role/app").down();
    engine.faults().replication().secret("b").fail("No room.");
    engine.faults().kms().down();

    assertThat(replication("eu-west-1")).isNull();
    assertThat(engine.faults().unused()).hasSize(6);
  }

  @Test
  void replicationFaultStrikesNoCall() {
    engine.faults().replication().fail("No room.");

    engine.beforeCall(
        new CallDescription(
            "secretsmanager",
            "GetSecretValue",
            "123456789012",
            "us-east-1",
            List.of(),
            List.of("a"),
            false));

    assertThat(engine.faults().unused()).hasSize(1);
  }

  @Test
  void engineWithoutFaultsIsIdle() {
    assertThat(engine.isIdle()).isTrue();

    var fault = engine.faults().onAnyOperation().throttle();
    assertThat(engine.isIdle()).isFalse();

    fault.remove();
    assertThat(engine.isIdle()).isTrue();
  }

  private String replication(String region) {
    return engine.duringReplication("a", ARN, "us-east-1", region);
  }
}
