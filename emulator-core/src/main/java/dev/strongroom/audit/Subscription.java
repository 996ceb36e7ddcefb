package dev.strongroom.audit;

/** A listener's wish to be told, until it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Ends it; what the listener is being told now, it is told. */
  @Override
  void close();
}
