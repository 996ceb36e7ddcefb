package dev.strongroom.seed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a seeded secret.
 *
 * @param id its version id; null for one that is drawn
 * @param labels its staging labels, e.g. {@code AWSCURRENT}; may be none
 */
public record VersionSeed(@Nullable String id, SeedValue value, List<String> labels) {

  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  public VersionSeed {
    labels = List.copyOf(labels);
  }

  /** The current version of a secret that has no other. */
  public static VersionSeed current(SeedValue value) {
    return new VersionSeed(null, value, List.of(CURRENT));
  }

  /** Whether it has a label. */
  public boolean has(String label) {
    return labels.contains(label);
  }
}
