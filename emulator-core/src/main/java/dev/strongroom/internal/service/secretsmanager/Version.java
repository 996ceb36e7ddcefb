package dev.strongroom.internal.service.secretsmanager;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a secret.
 *
 * @param sequence its place among the secret's versions, oldest first
 * @param value null while a rotation has made the version but not yet filled it (ORD-5)
 * @param accessed the day it was last read, at 00:00 UTC (TS-4)
 */
record Version(
    String id, long sequence, Instant created, @Nullable Sealed value, @Nullable Instant accessed) {

  Version accessedOn(Instant day) {
    return new Version(id, sequence, created, value, day);
  }

  Version with(Sealed next) {
    return new Version(id, sequence, created, next, accessed);
  }
}
