package dev.strongroom.internal.service.secretsmanager;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the indexes of a Region need of a secret. */
record SecretOutline(
    long sequence,
    Instant changed,
    @Nullable Instant accessed,
    @Nullable Instant goneAt,
    @Nullable Instant due,
    @Nullable Instant replicationDue) {

  static SecretOutline of(Secret secret) {
    return new SecretOutline(
        secret.sequence(),
        secret.changed(),
        secret.accessed(),
        secret.goneAt(),
        secret.due(),
        secret.replicationDue());
  }

  /** Returns where secrets that were never read come first (PG-5). */
  Instant accessedOrNever() {
    return accessed == null ? Instant.EPOCH : accessed;
  }
}
