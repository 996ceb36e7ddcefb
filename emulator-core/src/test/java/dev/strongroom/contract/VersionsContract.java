package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ListSecretVersionIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Versions that lost their labels: how long they stay, and what is left of them. */
public abstract class VersionsContract extends Contract {

  private static final Duration DAY = Duration.ofHours(24);

  @Test
  @DisplayName("VER-1, LSVI-2: a version without labels is listed on request only, without stages")
  void deprecatedVersionIsListedOnRequest() {
    fill(secrets, 3);

    var labelled = secrets.call(ListSecretVersionIds.of("a")).versions();
    var all = secrets.call(ListSecretVersionIds.of("a").withIncludeDeprecated(true)).versions();

    assertThat(labelled)
        .extracting(ListSecretVersionIds.Entry::versionId)
        .containsExactlyInAnyOrder(Secrets.token(2), Secrets.token(3));
    assertThat(all)
        .filteredOn(version -> version.versionStages() == null)
        .extracting(ListSecretVersionIds.Entry::versionId)
        .containsExactly(Secrets.token(1));
    assertThat(secrets.stages("a")).doesNotContainKey(Secrets.token(1));
  }

  @Test
  @DisplayName("VER-2: a deprecated version is read by its id, and has no stages to tell")
  void deprecatedVersionIsReadById() {
    fill(secrets, 3);

    var read = secrets.getVersion("a", Secrets.token(1), null);

    assertThat(read.secretString().text()).isEqualTo("value 1");
    assertThat(read.versionStages()).isNull();
  }

  @Test
  @DisplayName("VER-3: versions younger than 24 hours are never pruned")
  void youngVersionsStay() {
    fill(secrets, 150);
    aws.clock().advance(DAY.minusMillis(1));

    secrets.put("a", Secrets.token(151), "value");

    assertThat(ids()).hasSize(151);
  }

  @Test
  @DisplayName(
      "VER-3, VER-6: a new version prunes the oldest ones older than 24 hours, down to 100")
  void newVersionPrunesOldOnes() {
    fill(secrets, 150);
    aws.clock().advance(DAY);
    assertThat(ids()).hasSize(150);

    secrets.put("a", Secrets.token(151), "value");

    assertThat(ids()).hasSize(100).endsWith(Secrets.token(52)).startsWith(Secrets.token(151));
  }

  @Test
  @DisplayName("VER-3: a labelled version is never pruned, however old")
  void labelledVersionsStay() {
    fill(secrets, 100);
    secrets.move("a", "keep", null, Secrets.token(1));
    aws.clock().advance(DAY);

    secrets.put("a", Secrets.token(101), "value");

    assertThat(ids()).hasSize(100).contains(Secrets.token(1)).doesNotContain(Secrets.token(2));
  }

  @Test
  @DisplayName("VER-3: a hundred versions stay, however old")
  void hundredVersionsStay() {
    fill(secrets, 99);
    aws.clock().advance(DAY.multipliedBy(365));

    secrets.put("a", Secrets.token(100), "value");

    assertThat(ids()).hasSize(100);
  }

  @Test
  @DisplayName("VER-5: a pruned version tells that it was deleted")
  void prunedVersionTellsThatItWasDeleted() {
    fill(secrets, 100);
    aws.clock().advance(DAY);
    secrets.put("a", Secrets.token(101), "value");
    var deleted =
        "You can't perform this operation on secret version "
            + Secrets.token(1)
            + " because it was deleted.";

    refused(INVALID_REQUEST, deleted, () -> secrets.getVersion("a", Secrets.token(1), null));
    refused(INVALID_REQUEST, deleted, () -> secrets.getVersion("a", Secrets.token(1), "x"));
    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for VersionId: "
            + Secrets.token(102),
        () -> secrets.getVersion("a", Secrets.token(102), null));
  }

  @Test
  @DisplayName("VER-5: the token of a pruned version makes a new version")
  void tokenOfAPrunedVersionMakesANewOne() {
    fill(secrets, 100);
    aws.clock().advance(DAY);
    secrets.put("a", Secrets.token(101), "value");

    secrets.put("a", Secrets.token(1), "again");

    assertThat(secrets.getVersion("a", Secrets.token(1), null).secretString().text())
        .isEqualTo("again");
    assertThat(secrets.get("a")).isEqualTo("again");
  }

  @Test
  @DisplayName("VER-4: without the quota a secret takes any number of versions")
  void quotaIsOffByDefault() {
    fill(secrets, 201);

    assertThat(secrets.get("a")).isEqualTo("value 201");
  }

  @Test
  @DisplayName("VER-4: the quota refuses the 101st version until an old one can be pruned")
  void quotaRefusesTheNextVersion() {
    var limited = emulator().versionQuota(true).build();
    var strict = new Secrets(open(limited));
    fill(strict, 100);
    var text = "You can't have more than 100 versions of a secret.";

    refusedBy(
        limited, LIMIT_EXCEEDED, text, () -> strict.put("a", Secrets.token(101), "value", "x"));
    refusedBy(limited, LIMIT_EXCEEDED, text, () -> strict.update("a", Secrets.token(101), "v"));
    strict.put("a", Secrets.token(100), "value 100"); // a repeated call makes no version
    limited.clock().advance(DAY);
    strict.put("a", Secrets.token(101), "value 101");

    assertThat(strict.get("a")).isEqualTo("value 101");
  }

  private static void fill(Secrets secrets, int versions) {
    secrets.create("a", Secrets.token(1), "value 1");
    for (int i = 2; i <= versions; i++) {
      secrets.put("a", Secrets.token(i), "value " + i);
    }
  }

  /** The ids of all versions, newest first, from as many pages as it takes. */
  private List<String> ids() {
    var first =
        secrets.call(ListSecretVersionIds.of("a").withMaxResults(100).withIncludeDeprecated(true));
    var ids = new ArrayList<>(first.versions());
    if (first.nextToken() != null) {
      ids.addAll(
          secrets.call(new ListSecretVersionIds("a", 100, first.nextToken(), true)).versions());
    }
    return ids.stream().map(ListSecretVersionIds.Entry::versionId).toList();
  }
}
