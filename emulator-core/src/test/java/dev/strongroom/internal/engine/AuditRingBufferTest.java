package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Counters;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept, in which order, and what is counted of the rest. */
class AuditRingBufferTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void tooManySecretsCountAsOthersWhileOperationsStayExact() {
    var recorder = new AuditRingBuffer(1);
    for (int i = 0; i < 100_010; i++) {
      recorder.add(event("RotationStarted", "s" + i, START), false);
    }
    recorder.add(event("RotationStarted", "s0", START), false);

    var counters = recorder.counters();

    assertThat(counters.of("RotationStarted").count()).isEqualTo(100_011);
    assertThat(counters.on("s0").count()).isEqualTo(2);
    assertThat(counters.on(Counters.OTHERS).by(Counters.OTHERS).count()).isEqualTo(10);
    assertThat(counters.counts()).hasSize(100_001);
  }

  @Test
  @Tag("thorough")
  void overtakenThreadKeepsALaterRecord() throws InterruptedException {
    for (int round = 0; round < 2_000; round++) {
      var recorder = new AuditRingBuffer(1);
      var other = new Thread(() -> recorder.add(event("one", "s", START), false));
      other.start();
      recorder.add(event("two", "s", START), false);
      other.join();

      assertThat(recorder.log()).hasSize(1);
    }
  }

  @Test
  void recordsAreOrderedByTimeAndWhatWasDueComesFirst() {
    var recorder = new AuditRingBuffer(10);
    recorder.add(event("early", "s", START), false);
    recorder.add(event("call", "s", START.plusSeconds(1)), false);
    recorder.add(event("late", "s", START.plusSeconds(2)), false);
    recorder.add(event("due", "s", START.plusSeconds(1)), true);

    assertThat(recorder.log())
        .extracting(AuditRecord::operation)
        .containsExactly("early", "due", "call", "late");
  }

  @Test
  void aCounterWeighsWhatItsMembersDo() {
    var key = new Counters.Key("GetSecretValue", "a", "arn:aws:iam::123456789012:root", null);

    assertThat(AuditWeight.of(key)).isEqualTo(AuditWeight.of((Object) key));
  }

  private static AuditRecord event(String name, String secret, Instant time) {
    return AuditRecord.serviceEvent(time, "e", "123456789012", "us-east-1", name, secret, Map.of());
  }
}
