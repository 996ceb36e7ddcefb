package dev.strongroom.junit;

import static dev.strongroom.sdk.ClientKind.AUTO;
import static dev.strongroom.sdk.ClientKind.DIRECT;
import static dev.strongroom.sdk.ClientKind.DIRECT_WITHOUT_RETRIES;
import static dev.strongroom.sdk.ClientKind.REAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Which way the injected clients take to the emulator. */
class ClientChoiceTest {

  @Test
  void autoIsGivenUnlessSaidOtherwise() {
    Kit.runAndSucceed(Auto.class, 3);
  }

  @Test
  void kindIsThatOfTheInnermostAnnotationThatSaysOne() {
    Kit.runAndSucceed(Kinds.class, 5);
  }

  @Test
  void kindMayBeSaidToTheBuilder() {
    Kit.runAndSucceed(ByBuilder.class, 1);
  }

  @Test
  void testThatScriptsATransportFaultForADirectClientIsRefused() {
    assertThat(Kit.failures(Kit.run(DirectWithFault.class)))
        .singleElement()
        .isInstanceOf(IllegalStateException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("ListSecrets is not carried out. lost answer on ListSecrets: struck 0 of 1:")
        .endsWith("DIRECT_WITHOUT_RETRIES");
  }

  private static void isOfKind(String kind, SecretsManagerClient client) {
    assertThat(client).asString().startsWith("SecretsManagerClient[" + kind);
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class Auto {

    @Test
    void faultsDeclaredAfterTheClientWasGivenMeetItsRetries(
        SecretsManagerClient client, SecretsEmulator aws) {
      var fault = aws.faults().on("ListSecrets").first(2).throttle();

      client.listSecrets();

      assertThat(fault.struck()).isEqualTo(2);
      isOfKind("AUTO with 0 direct and 1 real calls", client);
    }

    @Test
    void asynchronousClientToo(SecretsManagerAsyncClient client, SecretsEmulator aws) {
      var fault = aws.faults().on("ListSecrets").first(2).throttle();

      client.listSecrets().join();

      assertThat(fault.struck()).isEqualTo(2);
    }

    @Test
    void otherwiseItIsDirect(SecretsManagerClient client) {
      client.listSecrets();

      isOfKind("AUTO with 1 direct and 0 real calls", client);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(client = DIRECT)
  static class Kinds {

    @Test
    void thatOfTheClass(SecretsManagerClient client) {
      isOfKind("DIRECT, ", client);
    }

    @Test
    @SecretsManagerTest(client = REAL)
    void thatOfTheMethod(SecretsManagerClient client, SecretsEmulator aws) {
      aws.faults().on("ListSecrets").first(1).throttle();
      client.listSecrets();
      assertThat(Proxy.isProxyClass(client.getClass())).isFalse();
    }

    @Test
    @SecretsManagerTest(client = DIRECT_WITHOUT_RETRIES)
    void singleFailureIsMeant(SecretsManagerClient client, SecretsEmulator aws) {
      aws.faults().on("ListSecrets").first(1).throttle();
      assertThatThrownBy(client::listSecrets).isInstanceOf(SecretsManagerException.class);
    }

    @Nested
    class Inner {

      @Test
      void thatOfTheClassAround(SecretsManagerClient client) {
        isOfKind("DIRECT, ", client);
      }

      @Test
      @SecretsManagerTest(client = AUTO)
      void autoAgain(SecretsManagerClient client) {
        isOfKind("AUTO", client);
      }
    }
  }

  @Tag("fixture")
  static class ByBuilder {

    @RegisterExtension
    static final SecretsManagerExtension AWS =
        SecretsManagerExtension.builder().client(REAL).build();

    @Test
    void test(SecretsManagerClient client) {
      assertThat(client.listSecrets().secretList()).isEmpty();
      assertThat(Proxy.isProxyClass(client.getClass())).isFalse();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(client = DIRECT)
  static class DirectWithFault {

    @Test
    void test(SecretsManagerClient client, SecretsEmulator aws) {
      client.listSecrets();
      aws.faults().on("ListSecrets").first(1).loseAnswer();
      client.listSecrets();
    }
  }
}
