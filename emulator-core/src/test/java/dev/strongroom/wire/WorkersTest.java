package dev.strongroom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {

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
