package dev.strongroom.internal.service.secretsmanager;

import java.util.function.Function;

/**
 * The outcome of a writing operation: the changed secret, and the result for the caller.
 *
 * @param answer makes the result, once the replications that take no time are done
 */
public record Change<R>(Secret next, Function<Secret, R> answer) {

  public Change(Secret next, R result) {
    this(next, after -> result);
  }
}
