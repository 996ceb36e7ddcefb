package dev.strongroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Secrets;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.Engine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Readers go on while a writer is inside: there is no lock that they all wait for. */
class ReadersDoNotWaitTest {

  private static final int READERS = 4;
  private static final int READS = 1_000;

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T12:00:00Z")).build();
  private final Engine engine = EmulatorInternals.engine(aws);
  private final Secrets secrets = new Secrets(new CoreDoor(aws));

  @Test
  void readersGoOnWhileAWriterHoldsItsLock() throws Exception {
    secrets.create("a", Secrets.token(1), "one");
    secrets.put("a", Secrets.token(2), "two");
    read(10); // the first read of a day is also a write (TS-3)
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);

    try (var crew = new WorkerPool(READERS + 2)) {
      var holder = crew.start(() -> writeUntil(leave, inside));
      inside.await();
      var otherWriter = crew.start(() -> secrets.put("a", Secrets.token(4), "four"));
      var readers = new ArrayList<Future<Long>>();
      for (int reader = 0; reader < READERS; reader++) {
        readers.add(crew.start(this::timesWaited));
      }
      var waited = WorkerPool.results(readers);

      // A lock they all shared would stop them at every other call. The JDK has a few of its own
      // (its providers', class loading), which stop one now and then.
      assertThat(waited)
          .as("how often each reader was blocked or parked in %d calls", READS * 5)
          .allSatisfy(times -> assertThat(times).isLessThan(READS / 20));
      assertThat(leave.getCount()).as("the writer is still inside").isEqualTo(1);
      assertThat(otherWriter.isDone()).as("another writer does wait").isFalse();
      leave.countDown();
      WorkerPool.result(holder);
      assertThat(WorkerPool.result(otherWriter).versionId()).isEqualTo(Secrets.token(4));
    }
    assertThat(secrets.stages("a").get(Secrets.token(3))).isEqualTo(List.of("AWSPREVIOUS"));
  }

  @Test
  @DisplayName("A8: TS-3: a version's first read of a day waits for no writer, and is noted")
  void firstReadOfADayWaitsForNoWriter() throws Exception {
    secrets.create("a", Secrets.token(1), "one");
    secrets.create("read", Secrets.token(1), "one");
    secrets.get("read");
    aws.clock().advance(Duration.ofDays(1));
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);

    try (var crew = new WorkerPool(2)) {
      var holder = crew.start(() -> writeUntil(leave, inside));
      inside.await();
      var read = WorkerPool.result(crew.start(() -> secrets.get("read"))); // or it never ends

      assertThat(read).isEqualTo("one");
      assertThat(secrets.describe("read").lastAccessedDate())
          .as("noted before the writer has left")
          .isEqualTo("2026-01-02T00:00:00Z");
      assertThat(leave.getCount()).isEqualTo(1);
      leave.countDown();
      WorkerPool.result(holder);
    }
    assertThat(secrets.describe("read").lastAccessedDate()).isEqualTo("2026-01-02T00:00:00Z");
    assertThat(secrets.stages("a")).containsKey(Secrets.token(3));
  }

  private Void writeUntil(CountDownLatch leave, CountDownLatch inside) {
    engine.atomically(
        () -> {
          secrets.put("a", Secrets.token(3), "three");
          secrets.getVersion("a", null, null); // accessed, so that readers have nothing to note
          inside.countDown();
          awaitUninterrupted(leave);
        });
    return null;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private long timesWaited() {
    read(10);
    long before = waited();
    read(READS);
    return waited() - before;
  }

  private static long waited() {
    var info = ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
    return info.getBlockedCount() + info.getWaitedCount();
  }

  private void read(int times) {
    for (int i = 0; i < times; i++) {
      secrets.call(GetSecretValue.of("a"));
      secrets.call(BatchGetSecretValue.of(List.of("a")));
      secrets.call(new DescribeSecret("a"));
      secrets.call(ListSecrets.all());
      secrets.call(ListSecretVersionIds.of("a").withIncludeDeprecated(true));
    }
  }
}
