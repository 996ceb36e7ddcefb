package dev.strongroom.internal.service.kms;

import java.util.List;

/**
 * The outcome of an operation that changes a key.
 *
 * @param next the changed key, and the keys of other Regions that changed with it
 */
public record Change<R>(List<Key> next, R result) {

  public Change {
    next = List.copyOf(next);
  }

  Change(Key next, R result) {
    this(List.of(next), result);
  }
}
