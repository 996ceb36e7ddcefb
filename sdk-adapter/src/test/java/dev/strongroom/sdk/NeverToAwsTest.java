package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.SecretsEmulator;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * While the switch is installed, no request to an emulated service at AWS leaves the JVM, however a
 * client is built. Every HTTP client here records what it would send, and sends nothing.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class NeverToAwsTest {

  private static final Recorder SYNC = new Recorder("Recorder");
  private static final Recorder.Async ASYNC = new Recorder.Async("Recorder");

  private final SecretsEmulator aws = SecretsEmulator.create();
  private ZeroChange installed;

  /** What applications have on their class path, in place of one that opens connections. */
  public static final class RecordingService implements SdkHttpService, SdkAsyncHttpService {
    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
      return SYNC.builder();
    }

    @Override
    public SdkAsyncHttpClient.Builder<?> createAsyncHttpClientFactory() {
      return ASYNC.builder();
    }
  }

  @BeforeEach
  void install() {
    System.setProperty(ZeroChange.SYNC, RecordingService.class.getName());
    System.setProperty(ZeroChange.ASYNC, RecordingService.class.getName());
    installed = ZeroChange.install(aws, "the test");
    SYNC.hosts.clear();
    ASYNC.hosts.clear();
  }

  @AfterEach
  void close() {
    installed.close();
    System.clearProperty(ZeroChange.SYNC);
    System.clearProperty(ZeroChange.ASYNC);
  }

  private static List<String> sent() {
    return Stream.of(SYNC.hosts, ASYNC.hosts).flatMap(Collection::stream).toList();
  }

  /** Where at AWS a client's requests go, as its builder is told. */
  private record Place(String name, Consumer<AwsClientBuilder<?, ?>> settings)
      implements Consumer<AwsClientBuilder<?, ?>> {

    @Override
    public void accept(AwsClientBuilder<?, ?> builder) {
      settings.accept(builder);
    }

    @Override
    public String toString() {
      return name;
    }

    static Place endpoint(String uri) {
      return new Place(uri, builder -> builder.endpointOverride(URI.create(uri)));
    }
  }

  private static Stream<Place> places() {
    var places = new ArrayList<Place>();
    places.add(new Place("default", builder -> {}));
    for (var region : List.of("eu-west-3", "us-gov-west-1", "cn-north-1", "us-iso-east-1")) {
      places.add(new Place(region, builder -> builder.region(Region.of(region))));
    }
    places.add(new Place("dualstack", builder -> builder.dualstackEnabled(true)));
    places.add(new Place("FIPS", builder -> builder.fipsEnabled(true)));
    places.add(new Place("FIPS and dualstack", b -> b.fipsEnabled(true).dualstackEnabled(true)));
    places.add(Place.endpoint("https://secretsmanager.us-east-1.amazonaws.com"));
    places.add(Place.endpoint("https://kms-fips.eu-west-1.api.aws"));
    places.add(Place.endpoint("http://STS.amazonaws.com.:80"));
    places.add(Place.endpoint("https://vpce-0a1b-c2.secretsmanager.us-east-1.vpce.amazonaws.com"));
    return places.stream();
  }

  private static Consumer<AwsClientBuilder<?, ?>> ownInstance() {
    return builder -> {
      if (builder instanceof AwsSyncClientBuilder<?, ?> sync) {
        sync.httpClient(SYNC);
      } else {
        ((AwsAsyncClientBuilder<?, ?>) builder).httpClient(ASYNC);
      }
    };
  }

  private static Consumer<AwsClientBuilder<?, ?>> ownBuilder() {
    return builder -> {
      if (builder instanceof AwsSyncClientBuilder<?, ?> sync) {
        sync.httpClientBuilder(SYNC.builder());
      } else {
        ((AwsAsyncClientBuilder<?, ?>) builder).httpClientBuilder(ASYNC.builder());
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void clientsWithTheDefaultHttpClientReachTheEmulator(Place place) {
    for (var service : EmulatedService.values()) {
      assertThat(service.failure(builder -> {}, place)).as("%s", service).isNull();
    }

    assertThat(sent()).isEmpty();
    assertThat(aws.audit().records()).hasSize(EmulatedService.values().length);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void clientsWithAnHttpClientOfTheirOwnAreRefused(Place place) {
    for (var service : EmulatedService.values()) {
      for (var http : List.of(ownInstance(), ownBuilder())) {
        assertThat(service.failure(http, place))
            .as("%s", service)
            .hasMessageContaining("Not sent: ")
            .hasMessageContaining("has an HTTP client of its own (Recorder; ")
            .hasMessageContaining("httpClient(Transports.of(emulator))")
            .hasMessageContaining("Endpoint");
      }
    }

    assertThat(sent()).isEmpty();
    assertThat(aws.audit().records()).isEmpty();
  }

  @Test
  void hostUnderAnotherNameIsRefusedForClientsOfAnEmulatedService() {
    installed.allowOtherServices();
    for (var uri : List.of("https://secrets.example.com", "https://203.0.113.9")) {
      for (var service : EmulatedService.values()) {
        assertThat(service.failure(ownInstance(), Place.endpoint(uri)))
            .hasMessageContaining("is emulated");
        assertThat(service.failure(builder -> {}, Place.endpoint(uri)))
            .hasMessageContaining("Not sent: ");
      }
    }

    assertThat(sent()).isEmpty();
  }

  @Test
  void clientThatWasBuiltBeforeIsRefusedToo() {
    installed.close();
    try (var client = configured(SYNC).build()) {
      installed = ZeroChange.install(aws, "the test");

      assertThatThrownBy(client::listSecrets).hasMessageContaining("Transports");

      installed.close();
      client.listSecrets(); // as if there had been no switch
    }
    assertThat(sent()).hasSize(1);
  }

  @Test
  void clientThatOutlivesTheSwitchIsRefused() {
    try (var client = configured(SYNC).build()) {
      installed.close();

      assertThatThrownBy(client::listSecrets)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("was built for the test, which has ended");
    }
    assertThat(sent()).isEmpty();
  }

  private static SecretsManagerClientBuilder configured(SdkHttpClient http) {
    return Sdk.configured(SecretsManagerClient.builder()).httpClient(http);
  }

  @Test
  void refusalIsNotTriedAgain() {
    var attempts = new ArrayList<String>();
    var builder =
        configured(SYNC)
            .overrideConfiguration(
                o ->
                    o.addExecutionInterceptor(
                        new ExecutionInterceptor() {
                          @Override
                          public void afterMarshalling(
                              Context.AfterMarshalling call, ExecutionAttributes attributes) {
                            attempts.add(call.httpRequest().host());
                          }
                        }));

    var failure = EmulatedService.SECRETS.failure(builder);

    assertThat(failure).isExactlyInstanceOf(IllegalStateException.class);
    assertThat(attempts).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:4566",
        "http://127.0.0.1",
        "http://localstack",
        "http://10.1.2.3"
      })
  void localHostsPass(String uri) {
    for (var http :
        List.of(ownInstance(), ownBuilder(), (Consumer<AwsClientBuilder<?, ?>>) b -> {})) {
      assertThat(EmulatedService.SECRETS.failure(http, Place.endpoint(uri))).isNull();
      assertThat(EmulatedService.KMS_ASYNC.failure(http, Place.endpoint(uri))).isNull();
    }

    assertThat(sent()).hasSize(6);
    assertThat(aws.audit().records()).isEmpty();
  }

  @Test
  void clientsOverTransportsPass() {
    var other = SecretsEmulator.create();
    try (var client = configured(Transports.of(other)).build();
        var async =
            Sdk.configured(SecretsManagerAsyncClient.builder())
                .httpClient(Transports.async(other))
                .build();
        var attached = Transports.attach(SecretsManagerClient.builder(), other).build();
        var ready = Clients.of(other).real().secretsManager();
        var named =
            configured(Transports.of(other))
                .overrideConfiguration(
                    o ->
                        o.putAdvancedOption(
                                SdkAdvancedClientOption.USER_AGENT_PREFIX, "orders/1 http/1.1")
                            .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "http/2"))
                .build()) {
      client.listSecrets();
      async.listSecrets().join();
      attached.listSecrets();
      ready.listSecrets();
      named.listSecrets();
    }

    assertThat(other.audit().records()).hasSize(5);
  }

  /** An application's wrapper around an HTTP client. */
  private record Wrapper(SdkHttpClient wrapped, String clientName) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return wrapped.prepareRequest(request);
    }

    @Override
    public void close() {}
  }

  @Test
  void wrapperOfATransportPassesIfItReturnsTheNameOfTheWrappedClient() {
    var transport = Transports.of(aws);
    try (var client = configured(new Wrapper(transport, transport.clientName())).build();
        var nameless = configured(new Wrapper(transport, "Wrapper")).build()) {
      client.listSecrets();

      assertThatThrownBy(nameless::listSecrets)
          .hasMessageContaining("(Wrapper; one that wraps another has to return its clientName())");
    }
    assertThat(aws.audit().records()).hasSize(1);
  }

  @Test
  void clientThatHidesItsHttpClientIsRefused() {
    try (var client =
        configured(Transports.of(aws))
            .overrideConfiguration(o -> o.putHeader("User-Agent", "orders/1"))
            .build()) {
      assertThatThrownBy(client::listSecrets)
          .hasMessageContaining(
              "replaces the User-Agent header, so that its HTTP client is unknown")
          .hasMessageContaining("Transports");
    }
    assertThat(aws.audit().records()).isEmpty();
  }

  /** A client as that of a service which is not emulated. */
  private static AwsClientBuilder<?, ?> clientOfS3(SdkHttpClient http) {
    return configured(http)
        .endpointOverride(URI.create("https://s3.us-east-1.amazonaws.com"))
        .overrideConfiguration(
            o ->
                o.addExecutionInterceptor(
                    new ExecutionInterceptor() {
                      @Override
                      public void beforeExecution(
                          Context.BeforeExecution call, ExecutionAttributes attributes) {
                        attributes.putAttribute(AwsExecutionAttribute.ENDPOINT_PREFIX, "s3");
                      }
                    }));
  }

  @Test
  void otherServicesAreReachedByOwnHttpClientsIfAllowed() {
    assertThat(EmulatedService.SECRETS.failure(clientOfS3(SYNC)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Not sent: s3.us-east-1.amazonaws.com is neither Secrets Manager")
        .hasMessageContaining("allowOtherServices()");
    assertThat(sent()).isEmpty();

    installed.allowOtherServices();

    assertThat(EmulatedService.SECRETS.failure(clientOfS3(SYNC))).isNull();
    assertThat(sent()).containsExactly("s3.us-east-1.amazonaws.com");
    assertThat(aws.audit().records()).isEmpty();
  }

  @Test
  void otherServicesAreNotReachedByTheDefaultHttpClient() {
    installed.allowOtherServices();
    var s3 = Place.endpoint("https://s3.us-east-1.amazonaws.com");

    assertThat(EmulatedService.SECRETS.failure(builder -> {}, s3))
        .hasMessageContaining("an HTTP client of its own together with allowOtherServices()");
    assertThat(EmulatedService.SECRETS_ASYNC.failure(builder -> {}, s3))
        .hasMessageContaining("an HTTP client of its own together with allowOtherServices()");

    assertThat(sent()).isEmpty();
  }

  @Test
  void switchThatTheSdkWouldNotAskIsNotInstalled() throws Exception {
    installed.close();

    var refusal =
        Isolated.call(
            WithoutInterceptor.class,
            jar -> true,
            resource -> !resource.endsWith("execution.interceptors"));

    assertThat(refusal)
        .startsWith("The SDK does not find Strongroom's interceptor")
        .contains("dev.strongroom.sdk.ZeroChange$Interceptor")
        .endsWith("null"); // and no property is left
  }

  static final class WithoutInterceptor implements Callable<String> {
    @Override
    public String call() {
      System.clearProperty(ZeroChange.SYNC);
      var refusal = catchThrowable(() -> ZeroChange.install(SecretsEmulator.create(), "the test"));
      return refusal.getMessage() + System.getProperty(ZeroChange.SYNC);
    }
  }
}
