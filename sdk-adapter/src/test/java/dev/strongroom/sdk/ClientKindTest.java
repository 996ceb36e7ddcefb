package dev.strongroom.sdk;

import static dev.strongroom.sdk.ClientKind.AUTO;
import static dev.strongroom.sdk.ClientKind.DIRECT;
import static dev.strongroom.sdk.ClientKind.DIRECT_WITHOUT_RETRIES;
import static dev.strongroom.sdk.ClientKind.REAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.fault.Quotas;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Which way a client's calls take, and which it refuses. */
class ClientKindTest {

  private final SecretsEmulator aws = SecretsEmulator.create();

  private SecretsManagerClient client(ClientKind kind) {
    return Clients.of(aws).kind(kind).secretsManager();
  }

  @Test
  void autoIsDirectUntilAFaultNeedsATransportAndWhenItIsRemovedAgain() {
    var client = client(AUTO);
    client.listSecrets();
    var fault = aws.faults().on("ListSecrets").first(2).throttle();

    client.listSecrets(); // survives two throttles, as only retries can
    fault.remove();
    client.listSecrets();

    assertThat(fault.struck()).isEqualTo(2);
    assertThat(client)
        .hasToString(
            "SecretsManagerClient[AUTO with 2 direct and 1 real calls,"
                + " arn:aws:iam::123456789012:root, us-east-1]");
  }

  @Test
  void autoIsDirectForAFaultThatNeedsNoTransport() {
    var client = client(AUTO);
    aws.faults().on("ListSecrets").first(1).fail(ErrorCode.INTERNAL_SERVICE_ERROR, "of the test");

    assertThatThrownBy(client::listSecrets).hasMessageContaining("of the test");

    assertThat(client).asString().contains("AUTO with 1 direct and 0 real calls");
  }

  @Test
  void autoIsRealWhileQuotasAreOn() {
    try (var limited = SecretsEmulator.builder().quotas(Quotas.aws()).build()) {
      var client = Clients.of(limited).kind(AUTO).secretsManager();

      client.listSecrets();

      assertThat(client).asString().contains("AUTO with 0 direct and 1 real calls");
    }
  }

  @Test
  void eachPageOfAPaginatorTakesItsOwnWay() {
    var client = client(AUTO);
    client.createSecret(r -> r.name("a"));
    client.createSecret(r -> r.name("b"));
    var pages = client.listSecretsPaginator(r -> r.maxResults(1)).iterator();
    pages.next();
    aws.faults().on("ListSecrets").first(1).throttle();

    assertThat(pages.next().secretList()).hasSize(1);

    assertThat(client).asString().contains("AUTO with 3 direct and 1 real calls");
  }

  @Test
  void asynchronousAutoTakesTheSameWays() {
    var client = Clients.of(aws).kind(AUTO).client(SecretsManagerAsyncClient.class);
    client.listSecrets().join();
    aws.faults().on("ListSecrets").first(2).throttle();

    client.listSecrets().join();

    assertThat(client).asString().contains("AUTO with 1 direct and 1 real calls");
  }

  @Test
  void closedAutoRefusesCallsWhicheverWayTheyWouldTake() {
    var client = client(AUTO);
    aws.faults().on("ListSecrets").first(1).throttle();
    client.listSecrets();

    client.close();

    assertThatThrownBy(client::listSecrets)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    aws.faults().removeAll();
    assertThatThrownBy(client::listSecrets).hasMessageContaining("is closed");
  }

  @Test
  void directRefusesToShowATransportFaultAndSaysWhatToDo() {
    var client = client(DIRECT);
    client.listSecrets();
    var fault = aws.faults().on("GetSecretValue").first(1).throttle();

    assertThatThrownBy(client::listSecrets)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "ListSecrets is not carried out. ThrottlingException on GetSecretValue: struck 0 of 1:"
                + " what comes of it is decided by the retries and time-outs of the application's own"
                + " client, and a DIRECT client has none. Use a REAL one (or AUTO, which is real where"
                + " it has to be), or say that a single failure of a DIRECT client is meant. The"
                + " latter is ClientKind.DIRECT_WITHOUT_RETRIES");

    fault.remove();
    assertThat(client.listSecrets().secretList()).isEmpty();
  }

  @Test
  void asynchronousDirectRefusesThroughTheFuture() {
    var client = Clients.of(aws).kind(DIRECT).secretsManagerAsync();
    aws.faults().on("ListSecrets").throttle();

    var answer = client.listSecrets();

    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void directWithoutRetriesShowsASingleFailure() {
    var client = client(DIRECT_WITHOUT_RETRIES);
    aws.faults().on("ListSecrets").first(1).throttle();

    assertThatThrownBy(client::listSecrets).isInstanceOf(SecretsManagerException.class);

    assertThat(client.listSecrets().secretList()).isEmpty();
  }

  @Test
  void realRetriesFromTheFirstCallOn() {
    var client = client(REAL);
    var fault = aws.faults().on("ListSecrets").first(2).throttle();

    client.listSecrets();

    assertThat(fault.struck()).isEqualTo(2);
  }
}
