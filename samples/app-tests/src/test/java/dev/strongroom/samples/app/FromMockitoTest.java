package dev.strongroom.samples.app;

import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The same tests with a mock, with an emulator, and with a mock around the emulator. */
class FromMockitoTest {

  @Nested
  class Before {

    private final SecretsManagerClient secrets = mock(SecretsManagerClient.class);

    @Test
    void readsThePassword() {
      when(secrets.getSecretValue(any(GetSecretValueRequest.class)))
          .thenReturn(GetSecretValueResponse.builder().secretString("one").build());

      assertThat(new Checkout(secrets).password()).isEqualTo("one");

      verify(secrets).getSecretValue(any(GetSecretValueRequest.class));
    }

    @Test
    void failsWithoutItsSecret() {
      when(secrets.getSecretValue(any(GetSecretValueRequest.class)))
          .thenThrow(ResourceNotFoundException.builder().message("no such secret").build());

      assertThatThrownBy(() -> new Checkout(secrets).password())
          .isInstanceOf(ResourceNotFoundException.class);
    }

    /** Why tests break when an application changes to the overload with a lambda. */
    @Test
    @SuppressWarnings("DirectInvocationOnMock") // that's the point
    void eachOverloadIsStubbedForItself() {
      when(secrets.getSecretValue(any(GetSecretValueRequest.class)))
          .thenReturn(GetSecretValueResponse.builder().secretString("one").build());

      assertThat(secrets.getSecretValue(r -> r.secretId("prod/db"))).isNull();
    }
  }

  @Nested
  @SecretsManagerTest
  class After {

    @Test
    @Secret(name = "prod/db", string = "one")
    void readsThePassword(SecretsManagerClient secrets, SecretsEmulator aws) {
      assertThat(new Checkout(secrets).password()).isEqualTo("one");

      assertThat(aws).recorded("GetSecretValue").on("prod/db").once();
    }

    @Test
    void failsWithoutItsSecret(SecretsManagerClient secrets) {
      assertThatThrownBy(() -> new Checkout(secrets).password())
          .isInstanceOf(ResourceNotFoundException.class);
    }
  }

  /** Each of Mockito's questions, answered by the audit. */
  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", string = "one")
  class Questions {

    @Test
    void captorBecomesTheAudit(SecretsManagerClient secrets, SecretsEmulator aws) {
      secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));

      var put = aws.audit().of("PutSecretValue").last();
      assertThat(put.requestParameters()).containsEntry("secretId", "prod/db");
      assertThat(aws).secret("prod/db").hasValue("two");
    }

    @Test
    void noMoreInteractionsBecomesASize(SecretsManagerClient secrets, SecretsEmulator aws) {
      new Checkout(secrets).password();

      assertThat(aws.audit().of("GetSecretValue").on("prod/db")).hasSize(1);
      assertThat(aws.audit().from("secretsmanager.amazonaws.com")).hasSize(1); // and nothing else
    }

    @Test
    void inOrderBecomesAList(SecretsManagerClient secrets, SecretsEmulator aws) {
      secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));
      new Checkout(secrets).password();

      assertThat(aws.audit().from("secretsmanager.amazonaws.com"))
          .extracting(call -> call.operation())
          .containsExactly("PutSecretValue", "GetSecretValue");
    }
  }

  @Nested
  @SecretsManagerTest
  class HalfWay {

    @Test
    @Secret(name = "prod/db", string = "one")
    void stubsOneCallAndEmulatesTheRest(SecretsManagerClient emulated) {
      var secrets = mock(SecretsManagerClient.class, delegatesTo(emulated));
      doThrow(new IllegalStateException("the network is gone"))
          .when(secrets)
          .listSecrets(any(ListSecretsRequest.class));

      assertThat(new Checkout(secrets).password()).isEqualTo("one");
      assertThatThrownBy(() -> secrets.listSecrets(ListSecretsRequest.builder().build()))
          .hasMessage("the network is gone");
    }

    @Test
    @Secret(name = "prod/db", string = "one")
    void keepsItsVerifications(SecretsManagerClient emulated) {
      var secrets = mock(SecretsManagerClient.class, delegatesTo(emulated));

      assertThat(new Checkout(secrets).password()).isEqualTo("one");

      verify(secrets).getSecretValue(any(GetSecretValueRequest.class));
    }
  }
}
