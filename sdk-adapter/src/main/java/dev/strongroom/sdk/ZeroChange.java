package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.wire.HttpApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The switch that sends the clients which an application builds for itself to an emulator, without
 * a change in the application: all clients of this JVM that are built with the SDK's default HTTP
 * client.
 *
 * <p>While it is installed, requests to Secrets Manager, KMS and STS at AWS are answered by the
 * emulator; those to this machine, private networks and containers go to the HTTP client that the
 * application would have used; any other is refused and never sent. Where the application has not
 * set them as system properties, Region and credentials are given, the profile files are taken for
 * empty, and EC2's metadata service is not asked. Closing takes all of that back.
 */
public final class ZeroChange implements AutoCloseable {

  private static final String SYNC = "software.amazon.awssdk.http.service.impl";
  private static final String ASYNC = "software.amazon.awssdk.http.async.service.impl";
  private static final String LOADERS = "software.amazon.awssdk.core.internal.http.loader.";

  private static volatile @Nullable ZeroChange installed;

  private final HttpApi api;
  private final String label;
  private final Map<String, @Nullable String> replaced = new LinkedHashMap<>();

  private ZeroChange(HttpApi api, String label) {
    this.api = api;
    this.label = label;
  }

  /**
   * Installs the switch for this JVM.
   *
   * @param label who does so, e.g. a test's name, for the messages that clients get later
   * @throws IllegalStateException if it is installed already, or comes too late: the SDK chooses
   *     the default HTTP client once
   */
  public static synchronized ZeroChange install(SecretsEmulator aws, String label) {
    var other = installed;
    if (other != null) {
      throw new IllegalStateException(
          "The zero-change switch is installed for "
              + other.label
              + ", and is one for the whole JVM: close it before it is installed for "
              + label
              + ". Tests that use it can't run in parallel");
    }
    var zeroChange = new ZeroChange(HttpApi.of(aws), label);
    zeroChange.replace(SYNC, HttpService.class.getName());
    zeroChange.replace(ASYNC, HttpService.class.getName());
    zeroChange.provide("aws.region", aws.administrator().region());
    zeroChange.provide("aws.accessKeyId", RealClients.ACCESS_KEY_ID);
    zeroChange.provide("aws.secretAccessKey", RealClients.ACCESS_KEY_ID);
    zeroChange.provide("aws.disableEc2Metadata", "true");
    zeroChange.provide("aws.configFile", "no-profiles-while-strongroom-is-installed");
    zeroChange.provide("aws.sharedCredentialsFile", "no-profiles-while-strongroom-is-installed");
    installed = zeroChange;
    try {
      requireChosen("DefaultSdkHttpClientBuilder", SYNC);
      requireChosen("DefaultSdkAsyncHttpClientBuilder", ASYNC);
    } catch (RuntimeException tooLate) {
      zeroChange.close();
      throw tooLate;
    }
    return zeroChange;
  }

  /** Takes everything back; clients that were built meanwhile say so when they are called. */
  @Override
  public void close() {
    synchronized (ZeroChange.class) {
      if (installed != this) {
        return; // closed already
      }
      installed = null;
      replaced.forEach(ZeroChange::set);
    }
  }

  private void provide(String property, String value) {
    if (System.getProperty(property) == null) {
      replace(property, value);
    }
  }

  private void replace(String property, String value) {
    replaced.put(property, System.getProperty(property));
    System.setProperty(property, value);
  }

  private static void set(String property, @Nullable String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  /** The SDK remembers its first choice, so that a client that goes elsewhere may exist already. */
  private static void requireChosen(String loader, String property) {
    var builder = Handles.find(LOADERS + loader, SdkHttpService.class.getClassLoader());
    if (builder == null) {
      return; // an SDK that chooses in another way
    }
    Object chosen;
    try {
      chosen = ((SdkBuilder<?, ?>) builder.getConstructor().newInstance()).build();
    } catch (ReflectiveOperationException otherWay) {
      return;
    }
    if (!(chosen instanceof ZeroChangeHttpClient || chosen instanceof ZeroChangeAsyncHttpClient)) {
      throw new IllegalStateException(
          "A client was built before the zero-change switch was installed, and the SDK keeps to the"
              + " HTTP client that it chose then ("
              + chosen.getClass().getName()
              + "). Give the tests' JVM -D"
              + property
              + "="
              + HttpService.class.getName()
              + ", or the client Transports.of(emulator)");
    }
  }

  /** The emulator that is installed now, for a client that was built while {@code builtFor} was. */
  static HttpApi api(String builtFor) {
    var now = installed;
    if (now == null) {
      throw new IllegalStateException(
          "This client was built for "
              + builtFor
              + ", which has ended, and no other emulator is installed: build clients in each test,"
              + " or call this one only while ZeroChange is installed");
    }
    return now.api;
  }

  static IllegalStateException refusal(String host) {
    return new IllegalStateException(
        "Not sent: "
            + host
            + " is neither Secrets Manager, KMS or STS, which the emulator is, nor a local host."
            + " Stub this service, give its client an endpoint on this machine, or an HTTP client"
            + " of its own");
  }

  /** What the SDK makes its default HTTP clients with; not meant to be called by anybody else. */
  public static final class HttpService implements SdkHttpService, SdkAsyncHttpService {

    /** For the SDK, which makes it by name. */
    public HttpService() {}

    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
      return new SyncBuilder();
    }

    @Override
    public SdkAsyncHttpClient.Builder<?> createAsyncHttpClientFactory() {
      return new AsyncBuilder();
    }
  }

  private static final class SyncBuilder implements SdkHttpClient.Builder<SyncBuilder> {
    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
      return isChosen(SYNC)
          ? new ZeroChangeHttpClient(label(), () -> other(defaults))
          : other(defaults);
    }

    private static SdkHttpClient other(AttributeMap defaults) {
      return otherThanThis(SdkHttpService.class, SYNC)
          .createHttpClientBuilder()
          .buildWithDefaults(defaults);
    }
  }

  private static final class AsyncBuilder implements SdkAsyncHttpClient.Builder<AsyncBuilder> {
    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return isChosen(ASYNC)
          ? new ZeroChangeAsyncHttpClient(label(), () -> other(defaults))
          : other(defaults);
    }

    private static SdkAsyncHttpClient other(AttributeMap defaults) {
      return otherThanThis(SdkAsyncHttpService.class, ASYNC)
          .createAsyncHttpClientFactory()
          .buildWithDefaults(defaults);
    }
  }

  /** If not, the SDK only remembers us from a test that is over. */
  private static boolean isChosen(String property) {
    return HttpService.class.getName().equals(System.getProperty(property));
  }

  private static String label() {
    var now = installed;
    return now == null ? "a JVM that names the switch on its command line" : now.label;
  }

  /** What the application would have used: what it names itself, or the first on its class path. */
  private static <S> S otherThanThis(Class<S> service, String property) {
    var now = installed;
    var name = now == null ? System.getProperty(property) : now.replaced.get(property);
    if (name != null && !name.equals(HttpService.class.getName())) {
      try {
        return service.cast(Class.forName(name).getConstructor().newInstance());
      } catch (ReflectiveOperationException | ClassCastException unusable) {
        throw new IllegalStateException(
            "The system property " + property + " names " + name + ", which is no " + service,
            unusable);
      }
    }
    var found =
        service == SdkHttpService.class
            ? ServiceLoader.load(SdkHttpService.class).findFirst()
            : ServiceLoader.load(SdkAsyncHttpService.class).findFirst();
    return service.cast(
        found.orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no "
                        + service.getSimpleName()
                        + " on the class path that could send this request: add one, e.g."
                        + " software.amazon.awssdk:"
                        + (service == SdkHttpService.class
                            ? "url-connection-client"
                            : "netty-nio-client"))));
  }
}
