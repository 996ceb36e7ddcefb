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
 * Who wants to know, and what each thread has yet to tell them: events wait until the thread holds
 * no lock, and until the event before them has been told.
 */
final class EventListeners {

  private static final System.Logger LOG = System.getLogger("dev.strongroom.events");

  private static final class Waiting {
    final ArrayDeque<Event> events = new ArrayDeque<>();
    boolean telling;
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

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  Subscription add(Consumer<Event> consumer) {
    var listener = new Listener(consumer);
    listeners.add(listener);
    return listener;
  }

  void add(Event event) {
    byThread.computeIfAbsent(Thread.currentThread(), first -> new Waiting()).events.add(event);
  }

  /** How many of this thread's events wait. */
  int waiting() {
    var waiting = byThread.get(Thread.currentThread());
    return waiting == null ? 0 : waiting.events.size();
  }

  /** Drops this thread's latest events, since what they tell of was undone. */
  void forgetAllBut(int earliest) {
    var waiting = byThread.get(Thread.currentThread());
    while (waiting != null && waiting.events.size() > earliest) {
      waiting.events.removeLast();
    }
  }

  /** Tells this thread's events; what listeners cause meanwhile is told after them. */
  void deliver() {
    var waiting = byThread.get(Thread.currentThread());
    if (waiting == null || waiting.telling) {
      return;
    }
    waiting.telling = true;
    Error failure = null;
    for (var event = waiting.events.poll(); event != null; event = waiting.events.poll()) {
      failure = tell(event, failure);
    }
    byThread.remove(Thread.currentThread());
    if (failure != null) {
      throw failure;
    }
  }

  /** Answers the first error of all listeners: a failed assertion must not be lost. */
  private @Nullable Error tell(Event event, @Nullable Error earlier) {
    var failure = earlier;
    for (var listener : listeners) {
      try {
        listener.consumer.accept(event);
      } catch (RuntimeException thrown) { // without its message: that may quote a secret
        LOG.log(WARNING, "A listener threw {0} at {1}", thrown.getClass().getName(), event.id());
      } catch (Error thrown) {
        failure = failure == null ? thrown : failure;
      }
    }
    return failure;
  }
}
