package dev.strongroom.internal.service.kms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a key, which decides how it can be used.
 *
 * @param name AWS's name of the state
 * @param deletionDate when the key is gone; null unless it is pending deletion
 * @param windowDays how long the key waits for its deletion once its last replica is gone; null
 *     unless it is pending replica deletion
 */
public record KeyState(String name, @Nullable Instant deletionDate, @Nullable Integer windowDays) {

  public static final KeyState ENABLED = new KeyState("Enabled", null, null);
  public static final KeyState DISABLED = new KeyState("Disabled", null, null);

  /** Of a key that lacks imported material. */
  static final KeyState PENDING_IMPORT = new KeyState("PendingImport", null, null);

  /** Of a replica in the answer to the call that creates it. */
  static final KeyState CREATING = new KeyState("Creating", null, null);

  static KeyState pendingDeletion(Instant deletionDate) {
    return new KeyState("PendingDeletion", deletionDate, null);
  }

  /** The state of a multi-Region primary key that is to be deleted and still has replicas. */
  static KeyState pendingReplicaDeletion(int windowDays) {
    return new KeyState("PendingReplicaDeletion", null, windowDays);
  }

  boolean isEnabled() {
    return name.equals(ENABLED.name);
  }

  boolean isDisabled() {
    return name.equals(DISABLED.name);
  }

  boolean isPendingImport() {
    return name.equals(PENDING_IMPORT.name);
  }

  boolean isPendingDeletion() {
    return deletionDate != null;
  }

  boolean isPendingReplicaDeletion() {
    return windowDays != null;
  }
}
