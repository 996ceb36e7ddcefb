package dev.strongroom.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.strongroom.SecretsEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients that an application builds for itself, without a change. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(60)
class ZeroChangeTest {

  private final SecretsEmulator aws = SecretsEmulator.builder().region("eu-central-1").build();
  private ZeroChange installed;

  @BeforeEach
  void install() {
    installed = ZeroChange.install(aws, "the first test");
  }

  @AfterEach
  void close() {
    installed.close();
  }

  @Test
  void clientsBuiltByTheApplicationReachTheEmulator() {
    try (var secrets = SecretsManagerClient.create();
        var async = SecretsManagerAsyncClient.create();
        var sts = StsClient.create();
        var kms = KmsClient.create()) {
      var arn = secrets.createSecret(r -> r.name("a").secretString("one")).arn();

      assertThat(arn).startsWith("arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-");
      assertThat(async.getSecretValue(r -> r.secretId("a")).join().secretString()).isEqualTo("one");
      assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
      assertThat(kms.listAliases().aliases())
          .extracting(alias -> alias.aliasName())
          .contains("alias/aws/secretsmanager");
    }
  }

  @Test
  void clientReachesTheEmulatorThatIsInstalledWhenItCalls() {
    try (var client = Sdk.configured(SecretsManagerClient.builder()).build()) {
      client.createSecret(r -> r.name("first"));
      installed.close();
      var other = SecretsEmulator.create();
      try (var next = ZeroChange.install(other, "the next test")) {
        assertThat(next).isNotNull();
        client.createSecret(r -> r.name("second"));
      }

      assertThat(other.audit().records()).hasSize(1);
      assertThat(aws.audit().records()).hasSize(1);
    }
  }

  @Test
  void clientOfAnEndedTestNamesThatTest() {
    try (var client = Sdk.configured(SecretsManagerClient.builder()).build();
        var async = Sdk.configured(SecretsManagerAsyncClient.builder()).build()) {
      installed.close();

      assertThatThrownBy(client::listSecrets)
          .hasMessageContaining("This client was built for the first test, which has ended");
      assertThatThrownBy(() -> async.listSecrets().join())
          .hasMessageContaining("This client was built for the first test, which has ended");
    }
  }

  @Test
  void clientThatLivesOnTheSwitchsCredentialsNamesThatTestToo() {
    var text =
        Sdk.tellsProviders()
            ? "This client was built for the first test, which has ended"
            : "credentials"; // they are missed first
    try (var client = SecretsManagerClient.create();
        var async = SecretsManagerAsyncClient.create()) {
      client.listSecrets();
      installed.close();

      assertThatThrownBy(client::listSecrets).hasMessageContaining(text);
      assertThatThrownBy(() -> async.listSecrets().join()).hasMessageContaining(text);
    }
    assertThat(aws.audit().records()).hasSize(1);
  }

  @Test
  void clientThatLivesOnTheSwitchsCredentialsReachesTheNextEmulator() {
    try (var client = SecretsManagerClient.create()) {
      installed.close();
      var other = SecretsEmulator.create();
      try (var next = ZeroChange.install(other, "the next test")) {
        assertThat(next).isNotNull();
        client.listSecrets();
      }

      assertThat(other.audit().records()).hasSize(1);
    }
  }

  @Test
  void clientWithATransportOfItsOwnOutlivesTheSwitch() {
    try (var client =
            Sdk.configured(SecretsManagerClient.builder()).httpClient(Transports.of(aws)).build();
        var onRequest = SecretsManagerClient.builder().httpClient(Transports.of(aws)).build()) {
      installed.close();

      client.listSecrets();
      if (Sdk.tellsProviders()) { // older ones ask the client's provider nevertheless
        onRequest.listSecrets(
            r -> r.overrideConfiguration(o -> o.credentialsProvider(Sdk.CREDENTIALS)));
        assertThat(aws.audit().records()).hasSize(2);
      }
    }
  }

  @Test
  void otherServicesAreRefusedAndNeverSent() {
    var s3 = URI.create("https://s3.us-east-1.amazonaws.com");
    try (var client = SecretsManagerClient.builder().endpointOverride(s3).build();
        var async = SecretsManagerAsyncClient.builder().endpointOverride(s3).build()) {
      assertThatThrownBy(client::listSecrets)
          .hasMessageContaining("Not sent: s3.us-east-1.amazonaws.com is neither Secrets Manager");
      assertThatThrownBy(() -> async.listSecrets().join())
          .hasMessageContaining("Not sent: s3.us-east-1.amazonaws.com is neither Secrets Manager");
    }
    assertThat(aws.audit().records()).isEmpty();
  }

  static boolean thereAreOtherHttpClients() {
    return ServiceLoader.load(SdkHttpService.class).findFirst().isPresent()
        && ServiceLoader.load(SdkAsyncHttpService.class).findFirst().isPresent();
  }

  @Test
  @EnabledIf("thereAreOtherHttpClients")
  void localHostsAreReachedByTheHttpClientOfTheApplication() throws IOException {
    var requests = new AtomicInteger();
    var server = server(requests);
    var local = URI.create("http://localhost:" + server.getAddress().getPort());
    try (var client = SecretsManagerClient.builder().endpointOverride(local).build();
        var async = SecretsManagerAsyncClient.builder().endpointOverride(local).build()) {
      client.listSecrets();
      async.listSecrets().join();
    } finally {
      server.stop(0);
    }

    assertThat(requests).hasValue(2);
    assertThat(aws.audit().records()).isEmpty();
  }

  @Test
  @EnabledIf("thereAreOtherHttpClients")
  void clientBuiltAfterwardsIsAsIfThereHadBeenNoSwitch() throws IOException {
    var requests = new AtomicInteger();
    var server = server(requests);
    var local = URI.create("http://localhost:" + server.getAddress().getPort());
    installed.close();
    try (var client =
        Sdk.configured(SecretsManagerClient.builder()).endpointOverride(local).build()) {
      client.listSecrets();
    } finally {
      server.stop(0);
    }

    assertThat(requests).hasValue(1);
  }

  @Test
  void secondInstallationNamesTheFirst() {
    assertThatThrownBy(() -> ZeroChange.install(aws, "the second test"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is installed for the first test")
        .hasMessageContaining("before it is installed for the second test");

    try (var client = SecretsManagerClient.create()) {
      client.listSecrets();
    }
    assertThat(aws.audit().records()).hasSize(1);
  }

  @Test
  @EnabledIf("thereAreOtherHttpClients")
  void switchThatComesTooLateIsRefused() throws Exception {
    installed.close();

    var refusal = Isolated.call(TooLate.class, jar -> true, resource -> true);

    assertThat(refusal)
        .contains("A client was built before the zero-change switch was installed")
        .contains("-Dsoftware.amazon.awssdk.http.service.impl=dev.strongroom.sdk.ZeroChange$")
        .endsWith("null"); // and no property is left
  }

  @Test
  void localHostWithoutAnotherHttpClientIsRefused() throws Exception {
    installed.close();

    var refusal =
        Isolated.call(
            NoOther.class,
            jar -> !jar.matches(".*(-client|netty-nio-client)-[0-9.]+\\.jar"),
            resource -> true);

    assertThat(refusal)
        .contains("There is no SdkHttpService on the class path")
        .contains("software.amazon.awssdk:url-connection-client");
  }

  static final class TooLate implements Callable<String> {
    @Override
    public String call() {
      Sdk.configured(SecretsManagerClient.builder()).build().close();
      var refusal =
          catchThrowable(() -> ZeroChange.install(SecretsEmulator.create(), "the late test"));
      return refusal.getMessage() + System.getProperty("software.amazon.awssdk.http.service.impl");
    }
  }

  static final class NoOther implements Callable<String> {
    @Override
    public String call() {
      var local = URI.create("http://localhost:1");
      try (var installed = ZeroChange.install(SecretsEmulator.create(), "the test");
          var client = SecretsManagerClient.builder().endpointOverride(local).build()) {
        assertThat(installed).isNotNull();
        return catchThrowable(client::listSecrets).getMessage();
      }
    }
  }

  private static HttpServer server(AtomicInteger requests) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          var body = "{\"SecretList\":[]}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
