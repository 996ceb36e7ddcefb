package dev.strongroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Secrets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several threads on one secret: nothing is lost, and nobody sees anything half done. */
@Tag("thorough")
class ManyThreadsTest {

  private static final int WRITERS = 16;
  private static final int PUTS_EACH = 1_000;
  private static final int PUTS = 10_000;
  private static final int READERS = 4;

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final Secrets secrets = new Secrets(new CoreDoor(aws));

  @Test
  void noVersionIsLostAndNothingIsThrown() throws Exception {
    secrets.create("a", Secrets.token(0), "first");
    var writers = new ArrayList<Future<Void>>();

    try (var crew = new WorkerPool(WRITERS)) {
      var start = new CountDownLatch(WRITERS);
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = 1 + writer * PUTS_EACH;
        writers.add(crew.start(() -> putFrom(first, start)));
      }
      WorkerPool.results(writers);
    }

    var ids = new HashSet<String>();
    var labels = new ArrayList<String>();
    String nextToken = null;
    do {
      var page = secrets.call(new ListSecretVersionIds("a", 100, nextToken, true));
      for (var version : page.versions()) {
        ids.add(version.versionId());
        labels.addAll(version.versionStages() == null ? List.of() : version.versionStages());
      }
      nextToken = page.nextToken();
    } while (nextToken != null);
    assertThat(ids).hasSize(1 + WRITERS * PUTS_EACH);
    for (int number = 0; number <= WRITERS * PUTS_EACH; number++) {
      assertThat(ids.contains(Secrets.token(number))).isTrue();
    }
    assertThat(labels).containsExactlyInAnyOrder("AWSCURRENT", "AWSPREVIOUS");
  }

  private Void putFrom(int first, CountDownLatch start) throws InterruptedException {
    start.countDown();
    start.await();
    for (int number = first; number < first + PUTS_EACH; number++) {
      secrets.put("a", Secrets.token(number), "value " + number);
    }
    return null;
  }

  @Test
  void noReaderSeesCurrentMissingOrALabelTwiceOrAMixedVersion() throws Exception {
    secrets.create("a", Secrets.token(0), Secrets.token(0)); // a version's value is its own id
    var done = new AtomicBoolean();
    var readers = new ArrayList<Future<Long>>();

    try (var crew = new WorkerPool(READERS + 1)) {
      var start = new CountDownLatch(READERS);
      for (int reader = 0; reader < READERS; reader++) {
        readers.add(crew.start(() -> readUntil(done, start)));
      }
      var writer = crew.start(() -> putAndMove(start));
      try {
        WorkerPool.result(writer);
      } finally {
        done.set(true);
      }
      assertThat(WorkerPool.results(readers)).allMatch(reads -> reads > 0);
    }
  }

  private Void putAndMove(CountDownLatch start) throws InterruptedException {
    start.await();
    for (int number = 1; number <= PUTS; number++) {
      var id = Secrets.token(number);
      var before = Secrets.token(number - 1);
      switch (number % 3) {
        case 0 -> secrets.put("a", id, id);
        case 1 -> secrets.put("a", id, id, "AWSCURRENT", "custom");
        default -> {
          secrets.put("a", id, id, "AWSPENDING");
          secrets.move("a", "AWSCURRENT", before, id);
          secrets.move("a", "AWSCURRENT", id, before); // a rollback, and forth again
          secrets.move("a", "AWSCURRENT", before, id);
        }
      }
    }
    return null;
  }

  private long readUntil(AtomicBoolean done, CountDownLatch start) {
    start.countDown();
    long reads = 0;
    while (!done.get()) {
      readOnce();
      reads++;
    }
    return reads;
  }

  private void readOnce() {
    var current = secrets.getVersion("a", null, null);
    if (!current.secretString().text().equals(current.versionId())
        || !current.versionStages().contains("AWSCURRENT")) {
      throw new AssertionError("A mixed version: " + current);
    }
    var described = secrets.call(new DescribeSecret("a")).versionIdsToStages();
    requireWhole(described.values());
    var listed = new ArrayList<List<String>>();
    for (var version : secrets.call(ListSecretVersionIds.of("a").withMaxResults(100)).versions()) {
      listed.add(version.versionStages());
    }
    requireWhole(listed);
  }

  private static void requireWhole(Iterable<List<String>> labelsOfVersions) {
    Set<String> seen = new HashSet<>();
    for (var labels : labelsOfVersions) {
      for (var label : labels) {
        if (!seen.add(label)) {
          throw new AssertionError(label + " is on two versions: " + labelsOfVersions);
        }
      }
    }
    if (!seen.contains("AWSCURRENT")) {
      throw new AssertionError("AWSCURRENT is missing: " + labelsOfVersions);
    }
  }
}
