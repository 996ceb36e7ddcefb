package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.contract.Secrets;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counts, which stay exact when records are dropped. */
class CountersTest extends AuditedContract {

  private static final int THREADS = 8;
  private static final int CALLS = 6_250; // 50,000 together

  @Test
  @Tag("thorough")
  void countsStayExactAfterFiftyThousandCallsOfEightThreads() throws Exception {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    secrets.create("b", Secrets.token(2), "two");
    var pool = Executors.newFixedThreadPool(THREADS);
    try {
      var work = new ArrayList<Callable<Void>>();
      for (int thread = 0; thread < THREADS; thread++) {
        var caller = as(caller("arn:aws:iam::123456789012:user/u" + thread));
        work.add(() -> mixedCalls(caller));
      }
      for (var done : pool.invokeAll(work)) {
        done.get();
      }
    } finally {
      pool.shutdown();
    }
    var counters = aws.counters();

    assertThat(counters.count()).isEqualTo(THREADS * CALLS + 2 + 20_000 + 2); // AUD-9
    assertThat(counters.of("GetSecretValue").on("a").succeeded().count()).isEqualTo(20_000);
    assertThat(counters.of("GetSecretValue").on(arn).count()).isEqualTo(20_000);
    assertThat(counters.on("absent").failedWith("ResourceNotFoundException").count())
        .isEqualTo(10_000);
    assertThat(counters.of("TagResource").on("b").count()).isEqualTo(10_000);
    assertThat(counters.by("arn:aws:iam::123456789012:user/u3").count())
        .isEqualTo(CALLS + 20_000 / THREADS);
    assertThat(counters.failed().count()).isEqualTo(10_000);
    assertThat(aws.audit().size() + aws.audit().dropped()).isEqualTo(counters.count());
  }

  private static Void mixedCalls(Secrets caller) {
    for (int i = 0; i < CALLS / 5; i++) {
      caller.get("a");
      caller.get("a");
      caller.describe("b");
      caller.tag("b", "k", "v");
      isRefused(() -> caller.get("absent"));
    }
    return null;
  }
}
