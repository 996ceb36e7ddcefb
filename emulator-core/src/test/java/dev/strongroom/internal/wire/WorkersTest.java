package dev.strongroom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void exchangesBeyondTheBoundWaitForAWorker() throws Exception {
    int exchanges = Workers.THREADS + 50;
    var begun = new CountDownLatch(Workers.THREADS);
    var mayEnd = new CountDownLatch(1);
    var ended = new CountDownLatch(exchanges);
    try (var workers = new Workers("bounded", 60)) {
      for (int i = 0; i < exchanges; i++) {
        workers.execute(
            () -> {
              begun.countDown();
              try {
                mayEnd.await();
                ended.countDown();
              } catch (InterruptedException cut) { // then the test fails: too few end
                Thread.currentThread().interrupt();
              }
            });
      }

      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals("bounded"))
          .hasSize(128);

      mayEnd.countDown();
      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void exchangeThatIsUnderWayWhenTheyCloseEndsInPeace() throws Exception {
    var workers = new Workers("test", 10);
    var end = new CompletableFuture<String>();

    workers.execute(
        () -> {
          try {
            workers.close();
            Workers.answerBegins();
            end.complete("in peace");
          } catch (RuntimeException failure) {
            end.completeExceptionally(failure);
          }
        });

    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo("in peace");
  }
}
