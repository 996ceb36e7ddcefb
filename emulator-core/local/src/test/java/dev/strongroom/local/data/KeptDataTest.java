package dev.strongroom.local.data;

import static dev.strongroom.local.data.Furnished.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.seed.Seed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptDataTest {

  private static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");

  @TempDir Path folder;

  private EmulatorBuilder kept() {
    return SecretsEmulator.builder().data(folder.resolve("data"));
  }

  @Test
  void everythingIsThereAgain() {
    Snapshot before;
    try (var aws = kept().frozenAt(START).randomSeed(1).build()) {
      Furnished.furnish(aws);
      before = aws.snapshot();
    }

    try (var aws = kept().build()) {
      assertThat(aws.snapshot()).isEqualTo(before);
      aws.faults().removeAll();
      assertThat(call(aws, GetSecretValue.of("prod/api")).secretBinary().bytes())
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void auditCountersAndFaultsAreThereAgain() {
    var first = kept().frozenAt(START).build();
    Furnished.furnish(first);
    var audit = first.audit();
    var counters = first.counters();
    var faults = first.faults().toString();
    first.close();

    try (var aws = kept().build()) {
      assertThat(aws.audit().records())
          .extracting(AuditRecord::cloudTrail)
          .isEqualTo(audit.records().stream().map(AuditRecord::cloudTrail).toList());
      assertThat(aws.audit().toString()).isEqualTo(audit.toString());
      assertThat(aws.counters()).isEqualTo(counters);
      assertThat(aws.faults()).hasToString(faults);
      var denied = audit.failedWith("AccessDenied").last().access().refusal();
      assertThat(aws.audit().failedWith("AccessDenied").last().access().refusal())
          .hasToString(String.valueOf(denied));
    }
  }

  /** A start doesn't read the counters; what is counted before somebody asks is added to them. */
  @Test
  void countingGoesOnWhereItEnded() {
    long looks;
    try (var aws = kept().frozenAt(START).build()) {
      Furnished.furnish(aws);
      looks = aws.counters().of("DescribeSecret").count();
    }
    for (int start = 1; start <= 3; start++) {
      try (var aws = kept().build()) {
        call(aws, new DescribeSecret("prod/api"));
        if (start == 2) { // in the others only the end of the emulator needs them
          assertThat(aws.counters().of("DescribeSecret").count()).isEqualTo(looks + 2);
        }
      }
    }

    try (var aws = kept().build()) {
      assertThat(aws.counters().of("DescribeSecret").count()).isEqualTo(looks + 3);
    }
  }

  @Test
  void pageTokensGoOn() {
    String token;
    try (var aws = kept().build()) {
      Furnished.furnish(aws);
      token = call(aws, ListSecrets.all().withMaxResults(1)).nextToken();
    }

    try (var aws = kept().build()) {
      var next = call(aws, ListSecrets.all().withMaxResults(1).withNextToken(token));
      assertThat(next.secretList()).hasSize(1);
    }
  }

  @Test
  void aFrozenClockStaysWhereItWas() {
    try (var aws = kept().frozenAt(START).build()) {
      aws.clock().advance(Duration.ofDays(3));
    }

    try (var aws = kept().frozenAt(START).build()) {
      assertThat(aws.clock().isTicking()).isFalse();
      assertThat(aws.clock().instant()).isEqualTo(START.plus(Duration.ofDays(3)));
    }
  }

  @Test
  void aTickingClockKeepsItsOffset() {
    Instant before;
    try (var aws = kept().build()) {
      aws.clock().advance(Duration.ofDays(400));
      before = aws.clock().instant();
    }

    try (var aws = kept().build()) {
      assertThat(aws.clock().instant())
          .isAfterOrEqualTo(before)
          .isBefore(before.plus(Duration.ofDays(1)));
    }
  }

  @Test
  void aTickingClockCantBeFrozenLater() {
    kept().build().close();
    try (var aws = kept().build()) {
      Furnished.furnish(aws);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> kept().frozenAt(START).build())
        .withMessageContaining("The clock of the data in")
        .withMessageContaining("ticks");
    kept().build().close();
  }

  @Test
  void anotherRandomSeedIsRefused() {
    try (var aws = kept().randomSeed(7).build()) {
      Furnished.furnish(aws);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> kept().randomSeed(8).build())
        .withMessageContaining("were made with the random seed 7");
  }

  @Test
  void seededIdsAreNotDrawnAgain() {
    String first;
    try (var aws = kept().frozenAt(START).randomSeed(7).build()) {
      first = call(aws, create("one")).arn();
    }

    try (var aws = kept().build()) {
      var second = call(aws, create("two")).arn();
      assertThat(second.substring(second.length() - 6))
          .isNotEqualTo(first.substring(first.length() - 6));
    }
    try (var aws = SecretsEmulator.builder().frozenAt(START).randomSeed(7).build()) {
      assertThat(call(aws, create("one")).arn()).isEqualTo(first);
    }
  }

  @Test
  void aSecretWithManyVersionsIsThereAgain() {
    Snapshot before;
    try (var aws = kept().build()) {
      call(aws, create("many"));
      for (int i = 0; i < 12; i++) { // within and beyond what is in one entry
        put(aws, "many", "value " + i);
        before = aws.snapshot();
        assertThat(saved(before)).isEqualTo(before);
      }
      call(aws, GetSecretValue.of("many"));
      before = aws.snapshot();
    }

    try (var aws = kept().build()) {
      assertThat(aws.snapshot()).isEqualTo(before);
      call(aws, new DeleteSecret("many", null, true));
      call(aws, create("many")); // few versions again
      before = aws.snapshot();
    }
    try (var aws = kept().build()) {
      assertThat(aws.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void aWriteIsAsLargeAsWhatItChanges() throws Exception {
    var value = "x".repeat(50_000);
    try (var aws = kept().build()) {
      call(aws, create("many"));
      for (int i = 0; i < 60; i++) {
        put(aws, "many", i + value);
      }
    }

    assertThat(Files.size(folder.resolve("data/strongroom.data")))
        .isLessThan(10L * 60 * value.length());
  }

  private Snapshot saved(Snapshot snapshot) {
    var file = folder.resolve("saved.snapshot");
    snapshot.save(file);
    return Snapshot.load(file);
  }

  private static void put(SecretsEmulator aws, String name, String value) {
    call(
        aws,
        PutSecretValue.of(name, aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText(value)));
  }

  private static CreateSecret create(String name) {
    return CreateSecret.of(name, "00000000-0000-4000-8000-000000000001")
        .withSecretString(SecretValue.ofText("value of " + name));
  }

  @Test
  void aSeedIsPutInOnlyTheFirstTime() {
    var seed = Seed.of(Seed.secret("seeded").string("one"));
    try (var aws = kept().seed(seed).build()) {
      call(aws, create("other"));
    }

    try (var aws = kept().seed(seed.and(Seed.secret("later").string("x"))).build()) {
      assertThat(call(aws, ListSecrets.all()).secretList())
          .extracting(entry -> entry.name())
          .containsExactlyInAnyOrder("seeded", "other");
    }
  }

  @Test
  void aSeedThatIsRefusedLeavesNothing() {
    var twice = Seed.of(Seed.secret("a").string("one"), Seed.secret("A b").string("two"));
    assertThatIllegalArgumentException().isThrownBy(() -> kept().seed(twice).build());

    try (var aws = kept().seed(Seed.of(Seed.secret("good").string("x"))).build()) {
      assertThat(call(aws, new DescribeSecret("good")).name()).isEqualTo("good");
    }
  }

  @Test
  void aReadsDateIsThereAgain() {
    try (var aws = kept().frozenAt(START).build()) {
      call(aws, create("read"));
      call(aws, GetSecretValue.of("read"));
    }

    try (var aws = kept().build()) {
      assertThat(call(aws, new DescribeSecret("read")).lastAccessedDate()).isNotNull();
    }
  }

  @Test
  void oneEmulatorUsesADirectoryAtATime() {
    try (var aws = kept().build()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> kept().build())
          .withMessage(
              "%s is used by process %d: end it, or use another directory",
              folder.resolve("data"), ProcessHandle.current().pid());
      call(aws, create("still-works"));
    }
    kept().build().close();
  }

  @Test
  void noValueAndNoKeyIsReadableOnDisk() throws Exception {
    try (var aws = kept().build()) {
      call(aws, create("visible-name"));
    }

    var content =
        Files.readString(folder.resolve("data/strongroom.data"), StandardCharsets.ISO_8859_1);
    assertThat(content).contains("visible-name").doesNotContain("value of visible-name");
    for (var file : new String[] {"key", "strongroom.data"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("data").resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  /** What the orders need is known before a secret itself is read. */
  @Test
  void secretsAreListedInEveryOrderAsBefore() {
    Map<String, List<String>> before;
    try (var aws = kept().frozenAt(START).build()) {
      for (int i = 0; i < 20; i++) {
        call(aws, create("secret-" + i * 7 % 20));
        aws.clock().advance(Duration.ofHours(5));
      }
      for (int i = 0; i < 20; i += 3) {
        call(aws, GetSecretValue.of("secret-" + i));
        call(
            aws,
            UpdateSecret.of("secret-" + (19 - i), aws.newClientRequestToken())
                .withDescription("described"));
        aws.clock().advance(Duration.ofHours(9));
      }
      call(aws, DeleteSecret.of("secret-4"));
      before = orders(aws);
    }

    try (var aws = kept().build()) {
      assertThat(orders(aws)).isEqualTo(before);
      aws.clock().advance(Duration.ofDays(31));
      assertThat(call(aws, ListSecrets.all().withIncludePlannedDeletion(true)).secretList())
          .hasSize(19)
          .noneMatch(secret -> secret.name().equals("secret-4"));
    }
  }

  private static Map<String, List<String>> orders(SecretsEmulator aws) {
    var orders = new TreeMap<String, List<String>>();
    for (var sortBy : List.of("created-date", "last-changed-date", "last-accessed-date", "name")) {
      for (var order : List.of("asc", "desc")) {
        var listed = call(aws, ListSecrets.all().withSortBy(sortBy).withSortOrder(order));
        orders.put(
            sortBy + " " + order, listed.secretList().stream().map(each -> each.name()).toList());
      }
    }
    return orders;
  }

  @Test
  void aSnapshotIsSavedAndLoaded() {
    var file = folder.resolve("state.snapshot");
    var aws = SecretsEmulator.create();
    Furnished.furnish(aws);
    var before = aws.snapshot();

    before.save(file);
    var other = SecretsEmulator.create();
    other.restore(Snapshot.load(file));

    assertThat(other.snapshot()).isEqualTo(before);
    assertThat(call(other, GetSecretValue.of("prod/api")).secretBinary().bytes())
        .containsExactly(1, 2, 3);
    before.save(file); // in place of the one that is there
    assertThat(Snapshot.load(file)).isEqualTo(before);
  }

  @Test
  void aForkIsNotKept() {
    try (var aws = kept().build()) {
      call(aws, create("kept"));
      call(aws.fork(), create("forked"));
    }

    try (var aws = kept().build()) {
      assertThat(call(aws, ListSecrets.all()).secretList()).hasSize(1);
    }
  }
}
