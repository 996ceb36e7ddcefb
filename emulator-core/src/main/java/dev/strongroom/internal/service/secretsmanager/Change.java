package dev.strongroom.internal.service.secretsmanager;

import java.util.function.Function;

/**
 * What a writing operation answers: the secret as it will be, and the result for the caller.
 *
 * @param answer the result, told when the replicas are done that take no time
 */
public record Change<R>(Secret next, Function<Secret, R> answer) {

  public Change(Secret next, R result) {
    this(next, after -> result);
  }
}
