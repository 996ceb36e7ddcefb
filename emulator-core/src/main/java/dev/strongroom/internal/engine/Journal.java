package dev.strongroom.internal.engine;

/** Where changes of the state are kept before they take effect. */
public interface Journal {

  /** A journal that keeps nothing. */
  Journal NONE = (before, after) -> {};

  /**
   * Keeps a change. It is called under the writers' lock, so in the order of the changes.
   *
   * @param before the state that the last successful call was given, at first the one that was read
   * @throws java.io.UncheckedIOException if the change can't be kept: then it does not happen
   */
  void commit(EmulatorState before, EmulatorState after);

  /** Called when the clock has been advanced or set back. */
  default void clockMoved() {}
}
