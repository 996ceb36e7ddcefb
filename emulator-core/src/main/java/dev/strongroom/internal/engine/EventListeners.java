package dev.strongroom.internal.engine;

import static java.lang.System.Logger.Level.WARNING;

import dev.strongroom.audit.Event;
import dev.strongroom.audit.Subscription;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one emulator, and the events that each thread has yet to deliver to them: an
 * event waits until its thread holds no lock, and until the event before it has been delivered.
 */
public final class EventListeners {

  private static final class Waiting {
    final ArrayDeque<Event> events = new ArrayDeque<>();
    boolean delivering;
  }

  private final class Listener implements Subscription {
    final Consumer<Event> consumer;

    Listener(Consumer<Event> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<Thread, Waiting> byThread = new ConcurrentHashMap<>();

  public boolean isEmpty() {
    return listeners.isEmpty();
  }

  public Subscription add(Consumer<Event> consumer) {
    var listener = new Listener(consumer);
    listeners.add(listener);
    return listener;
  }

  public void add(Event event) {
    byThread.computeIfAbsent(Thread.currentThread(), first -> new Waiting()).events.add(event);
  }

  /** Returns how many of this thread's events wait. */
  int waiting() {
    var waiting = byThread.get(Thread.currentThread());
    return waiting == null ? 0 : waiting.events.size();
  }

  /** Drops this thread's latest events, whose causes were undone. */
  void forgetAllBut(int earliest) {
    var waiting = byThread.get(Thread.currentThread());
    while (waiting != null && waiting.events.size() > earliest) {
      waiting.events.removeLast();
    }
  }

  /** Delivers this thread's events; those that listeners cause meanwhile come after them. */
  public void deliver() {
    var waiting = byThread.get(Thread.currentThread());
    if (waiting == null || waiting.delivering) {
      return;
    }
    waiting.delivering = true;
    Error failure = null;
    try {
      for (var event = waiting.events.poll(); event != null; event = waiting.events.poll()) {
        failure = delivered(event, failure);
      }
    } finally {
      byThread.remove(Thread.currentThread());
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns the first error of all listeners: a failed assertion must not be lost. */
  private @Nullable Error delivered(Event event, @Nullable Error earlier) {
    var failure = earlier;
    for (var listener : listeners) {
      try {
        listener.consumer.accept(event);
      } catch (Error thrown) {
        failure = failure == null ? thrown : failure;
      } catch (Throwable thrown) { // Kotlin throws checked ones; the message may quote a secret
        System.getLogger("dev.strongroom.events")
            .log(WARNING, "A listener threw {0} at {1}", thrown.getClass().getName(), event.id());
      }
    }
    return failure;
  }
}
