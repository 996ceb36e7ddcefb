package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.UpdateSecret;
import dev.strongroom.contract.Secrets;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What listeners are told, when, and by whom. */
class EventsTest extends AuditedContract {

  private final List<Event> events = new ArrayList<>();

  @Test
  @DisplayName("AUD-7: calls that may change something are told, with the audit's record as detail")
  void mutatingCallsAreTold() {
    aws.onEvent(events::add);
    secrets.create("a", Secrets.token(1), "one");
    secrets.get("a");
    secrets.describe("a");
    isRefused(() -> secrets.put("absent", Secrets.token(2), "two"));

    var calls = of(Event.API_CALL);

    assertThat(calls)
        .extracting(event -> event.detail().get("eventName"))
        .containsExactly("CreateSecret", "PutSecretValue");
    assertThat(calls.get(0).detail())
        .isEqualTo(aws.audit().of("CreateSecret").first().cloudTrail());
    assertThat(calls.get(0).eventBridge())
        .containsEntry("source", "aws.secretsmanager")
        .containsEntry("detail-type", "AWS API Call via CloudTrail")
        .containsEntry("account", "123456789012")
        .containsEntry("region", "us-east-1")
        .containsEntry("time", "2026-01-01T10:15:30Z")
        .containsEntry("version", "0");
  }

  @Test
  @DisplayName("AUD-7: what the service does by itself is told when it is found out")
  void serviceEventsAreTold() {
    secrets.create("a", Secrets.token(1), "one");
    aws.onEvent(events::add);
    secrets.delete("a");
    aws.clock().advance(Duration.ofDays(30));
    secrets.create("b", Secrets.token(2), "two");

    assertThat(of(Event.SERVICE_EVENT))
        .extracting(event -> event.detail().get("eventName"))
        .containsExactly("StartSecretVersionDelete", "EndSecretVersionDelete");
  }

  @Test
  @DisplayName("AUD-8: a label that moves is told with secret, label and version")
  void movedLabelIsTold() {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    aws.onEvent(events::add);

    secrets.put("a", Secrets.token(2), "two");

    assertThat(of(Event.LABEL_UPDATED))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.resources()).containsExactly(arn);
              assertThat(event.detail())
                  .containsExactly(
                      Map.entry("name", "a"),
                      Map.entry("labelUpdated", "AWSCURRENT"),
                      Map.entry("versionId", Secrets.token(2)));
            });
  }

  @Test
  @DisplayName("AUD-8: the first version's labels and custom labels are told, removed ones are not")
  void eachLabelIsTold() {
    aws.onEvent(events::add);
    secrets.create("a", Secrets.token(1), "one");
    secrets.put("a", Secrets.token(2), "two", "blue", "AWSPENDING");
    secrets.move("a", "blue", Secrets.token(2), Secrets.token(1));
    secrets.move("a", "blue", Secrets.token(1), null);
    secrets.move("a", "AWSPENDING", Secrets.token(2), Secrets.token(1));

    assertThat(of(Event.LABEL_UPDATED))
        .extracting(
            event -> event.detail().get("labelUpdated") + " " + event.detail().get("versionId"))
        .containsExactly(
            "AWSCURRENT " + Secrets.token(1),
            "blue " + Secrets.token(2),
            "blue " + Secrets.token(1));
  }

  @ParameterizedTest(name = "AUD-8: {0} moves no label")
  @ValueSource(strings = {"description", "tags", "deletion", "replay"})
  void metadataChangesMoveNoLabel(String change) {
    secrets.create("a", Secrets.token(1), "one");
    aws.onEvent(events::add);

    switch (change) {
      case "description" ->
          secrets.call(UpdateSecret.of("a", Secrets.token(2)).withDescription("new"));
      case "tags" -> secrets.tag("a", "k", "v");
      case "deletion" -> {
        secrets.delete("a");
        secrets.restore("a");
      }
      default -> secrets.put("a", Secrets.token(1), "one");
    }

    assertThat(of(Event.LABEL_UPDATED)).isEmpty();
    assertThat(of(Event.API_CALL)).isNotEmpty();
  }

  @Test
  void listenerMayCallTheServiceAndSeesTheChangeAndOrderIsKept() {
    var seen = new ArrayList<String>();
    secrets.create("a", Secrets.token(1), "one");
    aws.onEvent(
        event -> {
          if (event.detailType().equals(Event.LABEL_UPDATED)) {
            seen.add(secrets.get("a"));
            if (seen.size() == 1) {
              secrets.put("a", Secrets.token(3), "three");
            }
          }
        });
    aws.onEvent(events::add);

    secrets.put("a", Secrets.token(2), "two");

    assertThat(seen).containsExactly("two", "three");
    assertThat(of(Event.LABEL_UPDATED))
        .extracting(event -> event.detail().get("versionId"))
        .containsExactly(Secrets.token(2), Secrets.token(3));
  }

  @Test
  void listenerRunsOnTheCallersThreadAndHoldsNobodyUp() {
    var threads = new ArrayList<Thread>();
    aws.onEvent(
        event -> {
          threads.add(Thread.currentThread());
          if (event.detailType().equals(Event.API_CALL) && threads.size() == 1) {
            CompletableFuture.runAsync(() -> secrets.create("b", Secrets.token(2), "two"))
                .orTimeout(10, TimeUnit.SECONDS)
                .join(); // would never end if this thread held the lock
          }
        });

    secrets.create("a", Secrets.token(1), "one");

    assertThat(threads).contains(Thread.currentThread());
    assertThat(secrets.get("b")).isEqualTo("two");
  }

  @Test
  void exceptionOfAListenerReachesNeitherCallerNorOtherListeners() {
    aws.onEvent(
        event -> {
          throw new IllegalStateException("by mistake");
        });
    aws.onEvent(events::add);

    secrets.create("a", Secrets.token(1), "one");

    assertThat(secrets.get("a")).isEqualTo("one");
    assertThat(events).hasSize(2);
  }

  @Test
  @DisplayName("A8: a listener that throws a checked exception silenced its thread for ever")
  void checkedExceptionOfAListenerIsLikeAnyOther() {
    aws.onEvent(
        event -> {
          throw sneaky(new IOException("as Kotlin does"));
        });
    aws.onEvent(events::add);

    secrets.create("a", Secrets.token(1), "one");
    secrets.put("a", Secrets.token(2), "two");

    assertThat(of(Event.API_CALL))
        .extracting(event -> event.detail().get("eventName"))
        .containsExactly("CreateSecret", "PutSecretValue");
    assertThat(of(Event.LABEL_UPDATED)).hasSize(2);
  }

  @SuppressWarnings("unchecked") // on purpose: the caller throws a checked exception undeclared
  private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void failedAssertionOfAListenerIsSeenAfterAllWereTold() {
    aws.onEvent(
        event -> {
          throw new AssertionError("expected");
        });
    aws.onEvent(events::add);

    assertThatThrownBy(() -> secrets.create("a", Secrets.token(1), "one"))
        .isInstanceOf(AssertionError.class);

    assertThat(events).hasSize(2);
    assertThat(secrets.get("a")).isEqualTo("one");
  }

  @Test
  void closedSubscriptionIsToldNothingMore() {
    try (var subscription = aws.onEvent(events::add)) {
      assertThat(subscription).isNotNull();
      secrets.create("a", Secrets.token(1), "one");
    }
    secrets.put("a", Secrets.token(2), "two");

    assertThat(of(Event.API_CALL)).hasSize(1);
  }

  @Test
  void seedThatFailsIsNotTold() {
    aws.onEvent(events::add);

    assertThatThrownBy(
            () ->
                aws.seed(
                    Seed.of(Seed.secret("a").string("one"), Seed.secret("not a name").string("x"))))
        .isInstanceOf(IllegalArgumentException.class);
    aws.seed(Seed.of(Seed.secret("b").string("two")));

    assertThat(of(Event.LABEL_UPDATED))
        .extracting(event -> event.detail().get("name"))
        .containsExactly("b");
  }

  private List<Event> of(String detailType) {
    return events.stream().filter(event -> event.detailType().equals(detailType)).toList();
  }
}
