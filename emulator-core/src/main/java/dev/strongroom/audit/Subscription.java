package dev.strongroom.audit;

/** A listener's subscription to events, until it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Unsubscribes. An event already being delivered still arrives. */
  @Override
  void close();
}
