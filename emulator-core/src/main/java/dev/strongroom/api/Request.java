package dev.strongroom.api;

/**
 * A call of one AWS operation: the record's simple name is the operation's name, its components are
 * the members.
 *
 * @param <R> what the operation answers, always the record's own {@code Result}
 */
public interface Request<R extends Record> {

  /** The operation's name on the wire, e.g. {@code GetSecretValue}. */
  default String operation() {
    return getClass().getSimpleName();
  }
}
