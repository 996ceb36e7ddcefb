package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.SecretsEmulator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** When, where and how an asynchronous call comes to its result. */
@Timeout(60)
class AsyncClientTest {

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final SecretsManagerAsyncClient client = Clients.of(aws).secretsManagerAsync();

  /** Work that waits until it is told to run. */
  private static final class Held implements Executor {

    final Queue<Runnable> work = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      work.add(task);
    }

    void run() {
      while (!work.isEmpty()) {
        work.remove().run();
      }
    }
  }

  private final Held held = new Held();
  private final SecretsManagerAsyncClient heldClient =
      Clients.of(aws).completingOn(held).secretsManagerAsync();

  @Test
  void resultsArrive() {
    client.createSecret(r -> r.name("a").secretString("one")).join();

    assertThat(client.getSecretValue(r -> r.secretId("a")).join().secretString()).isEqualTo("one");
  }

  @Test
  void theCallIsMadeAndCompletedOnADaemonThreadThatIsNotTheCallers() {
    var place = new CountDownLatch(1);
    var request = GetSecretValueRequest.builder().secretId("a").build();

    // The result waits for the latch, so that the stage can't find it there and run at once.
    var thread =
        Clients.of(aws)
            .completingOn(task -> Completion.SHARED.execute(() -> afterwards(place, task)))
            .secretsManagerAsync()
            .getSecretValue(request)
            .handle((response, failure) -> Thread.currentThread());
    place.countDown();

    assertThat(thread.join()).isNotSameAs(Thread.currentThread()).matches(Thread::isDaemon);
  }

  private static void afterwards(CountDownLatch latch, Runnable task) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    task.run();
  }

  @Test
  void nothingHappensBeforeTheExecutorRuns() {
    var future = heldClient.createSecret(r -> r.name("a"));

    assertThat(future).isNotDone();
    assertThat(aws.audit().records()).isEmpty();
    held.run();
    assertThat(future).isCompletedWithValueMatching(response -> response.name().equals("a"));
  }

  @Test
  void aRefusalArrivesThroughTheFutureAsFromTheSdksOwnClient() {
    var future = client.getSecretValue(r -> r.secretId("a"));

    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(future.handle((response, failure) -> failure).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void everyProblemArrivesThroughTheFuture() {
    var sts = Clients.of(aws).client(StsAsyncClient.class);

    assertThat(failure(client.getSecretValue(r -> {}))).hasMessageContaining("'secretId'");
    assertThat(failure(client.getSecretValue((GetSecretValueRequest) null)))
        .isInstanceOf(NullPointerException.class);
    assertThat(failure(sts.getSessionToken()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("GetSessionToken is not emulated yet");
    assertThat(failure(client.putSecretValue(r -> r.versionStages((String) null))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            failure(client.listSecrets(r -> r.overrideConfiguration(o -> o.putHeader("x", "1")))))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aCallCancelledBeforeItBeganIsNotMade() {
    var cancelled = heldClient.createSecret(r -> r.name("a"));
    var other = heldClient.createSecret(r -> r.name("b"));

    assertThat(cancelled.cancel(true)).isTrue();
    held.run();

    assertThat(cancelled).isCancelled();
    assertThat(other).isCompleted();
    assertThat(aws.audit().of("CreateSecret")).hasSize(1);
  }

  @Test
  void cancellingAfterwardsChangesNothing() {
    var future = heldClient.createSecret(r -> r.name("a"));
    held.run();

    assertThat(future.cancel(true)).isFalse();
    assertThat(future).isCompleted();
  }

  @Test
  void aCallMadeBeforeClosingIsCarriedOutAndALaterOneRefused() {
    var before = heldClient.createSecret(r -> r.name("a"));
    heldClient.close();
    var after = heldClient.createSecret(r -> r.name("b"));
    held.run();

    assertThat(before).isCompleted();
    assertThat(failure(after))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("SecretsManagerAsyncClient", "is closed", "CreateSecret");
    assertThat(client.listSecrets().join().secretList()).hasSize(1);
  }

  @Test
  void aClosedEmulatorRefusesCallsThroughTheFuture() {
    aws.close();

    assertThat(failure(client.listSecrets())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anExecutorThatIsShutDownFailsTheFuture() {
    var executor = Executors.newSingleThreadExecutor();
    executor.shutdown();

    var future = Clients.of(aws).completingOn(executor).secretsManagerAsync().listSecrets();

    assertThat(failure(future)).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void paginatorsPublishAllPages() throws Exception {
    for (var name : List.of("a", "b", "c")) {
      client.createSecret(r -> r.name(name)).join();
    }
    var names = new ArrayList<String>();

    client
        .listSecretsPaginator(r -> r.maxResults(2))
        .subscribe(page -> page.secretList().forEach(secret -> names.add(secret.name())))
        .get(30, TimeUnit.SECONDS);

    assertThat(names).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void manyCallsAtOnceNeedFewThreads() {
    client.createSecret(r -> r.name("a").secretString("one")).join();
    var futures = new ArrayList<CompletableFuture<GetSecretValueResponse>>();
    for (int i = 0; i < 2000; i++) {
      futures.add(client.getSecretValue(r -> r.secretId("a")));
    }

    assertThat(futures).allSatisfy(f -> assertThat(f.join().secretString()).isEqualTo("one"));

    assertThat(Completion.SHARED.getLargestPoolSize())
        .isLessThanOrEqualTo(Math.max(8, Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void aPoolEndsItsThreadsWhenItIsIdle() {
    var pool = Completion.pool();

    assertThat(pool.allowsCoreThreadTimeOut()).isTrue();
    assertThat(pool.getKeepAliveTime(TimeUnit.SECONDS)).isLessThanOrEqualTo(10);
  }

  @Test
  void aPoolThatIsFullSaysWhatToDo() {
    var pool = Completion.pool();
    var latch = new CountDownLatch(1);
    Runnable waiting = () -> afterwards(latch, () -> {});
    int room = pool.getMaximumPoolSize() + pool.getQueue().remainingCapacity();
    for (int i = 0; i < room; i++) {
      pool.execute(waiting);
    }

    var full = Clients.of(aws).completingOn(pool).secretsManagerAsync();

    assertThat(failure(full.listSecrets()))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("Clients.completingOn");
    latch.countDown();
    pool.shutdown();
  }

  private static Throwable failure(CompletableFuture<?> future) {
    return catchThrowable(future::join).getCause();
  }
}
