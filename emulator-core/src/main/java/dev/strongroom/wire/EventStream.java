package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.audit.Event;
import dev.strongroom.internal.wire.Workers;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What EventBridge would deliver, as server-sent events. A reader that is slower than the emulator
 * loses events, which a {@code lost} event says.
 */
final class EventStream {

  private static final int STREAMS = 16;
  private static final int WAITING = 1000;
  private static final long SECONDS_BETWEEN_SIGNS_OF_LIFE = 10;

  /** Made when JSON is first read or written: a start needs none. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private final SecretsEmulator aws;
  private final Semaphore free = new Semaphore(STREAMS);

  EventStream(SecretsEmulator aws) {
    this.aws = aws;
  }

  /** Writes events until the reader has gone; false if there are too many readers already. */
  boolean send(HttpExchange exchange) throws IOException {
    if (!free.tryAcquire()) {
      return false;
    }
    var waiting = new ArrayBlockingQueue<Event>(WAITING);
    var lost = new AtomicBoolean();
    var subscription =
        aws.onEvent(
            event -> {
              if (!waiting.offer(event)) {
                lost.set(true);
              }
            });
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      write(exchange, ": events follow\n\n");
      while (true) {
        var event = waiting.poll(SECONDS_BETWEEN_SIGNS_OF_LIFE, TimeUnit.SECONDS);
        if (lost.getAndSet(false)) {
          write(exchange, "event: lost\ndata: {}\n\n");
        }
        write(
            exchange,
            event == null
                ? ": still here\n\n"
                : "id: %s\ndata: %s\n\n"
                    .formatted(event.id(), Json.MAPPER.writeValueAsString(event.eventBridge())));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      subscription.close();
      free.release();
      exchange.close();
    }
    return true;
  }

  /** A reader must take what is written in time, as any answer. */
  private static void write(HttpExchange exchange, String text) throws IOException {
    Workers.answerBegins();
    exchange.getResponseBody().write(text.getBytes(UTF_8));
    exchange.getResponseBody().flush();
    Workers.requestIsRead();
  }
}
