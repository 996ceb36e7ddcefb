package dev.strongroom.internal.service.kms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a key can be used.
 *
 * @param name AWS's name of the state
 * @param deletionDate when the key is gone; null unless it is pending deletion
 */
public record KeyState(String name, @Nullable Instant deletionDate) {

  public static final KeyState ENABLED = new KeyState("Enabled", null);
  public static final KeyState DISABLED = new KeyState("Disabled", null);

  static KeyState pendingDeletion(Instant deletionDate) {
    return new KeyState("PendingDeletion", deletionDate);
  }

  boolean isEnabled() {
    return equals(ENABLED);
  }

  boolean isDisabled() {
    return equals(DISABLED);
  }

  boolean isPendingDeletion() {
    return deletionDate != null;
  }
}
