package dev.strongroom.internal.service.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which removed versions a secret remembers. */
class PrunedVersionsTest {

  @Test
  @DisplayName("VER-5: the latest thousand removed versions are remembered, whatever follows")
  void latestThousandAreRemembered() {
    var pruned = PrunedVersions.NONE;
    for (int i = 0; i < 5_000; i++) {
      pruned = pruned.with(version(i));
    }

    assertThat(pruned.byId().size()).isEqualTo(1_000);
    assertThat(pruned.byAge().size()).isEqualTo(1_000);
    assertThat(pruned.contains("v3999")).isFalse();
    assertThat(pruned.contains("v4000")).isTrue();
    assertThat(pruned.contains("v4999")).isTrue();
  }

  @Test
  void idThatIsUsedAgainIsForgotten() {
    var pruned = PrunedVersions.NONE.with(version(1)).with(version(2));

    assertThat(pruned.without("v1")).isEqualTo(PrunedVersions.NONE.with(version(2)));
    assertThat(pruned.without("v3")).isEqualTo(pruned);
  }

  private static Version version(int number) {
    return new Version("v" + number, number, Instant.EPOCH, null, null);
  }
}
