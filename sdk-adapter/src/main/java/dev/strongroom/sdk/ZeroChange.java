package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.wire.HttpApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.SystemSetting;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The switch that sends the clients which an application builds for itself to an emulator, without
 * a change in the application: all clients of this JVM that are built with the SDK's default HTTP
 * client.
 *
 * <p>While it is installed, requests to Secrets Manager, KMS and STS at AWS are answered by the
 * emulator; those to this machine, private networks and containers go to the HTTP client that the
 * application would have used; any other is refused and never sent. Where neither a system property
 * nor the environment sets them, Region and credentials are given, the profile files are taken for
 * empty, and EC2's metadata service is not asked. Closing takes all of that back.
 */
public final class ZeroChange implements AutoCloseable {

  private static final String SYNC = "software.amazon.awssdk.http.service.impl";
  private static final String ASYNC = "software.amazon.awssdk.http.async.service.impl";
  private static final String NO_FILE = "no-profiles-while-strongroom-is-installed";
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
    zeroChange.provide(SdkSystemSetting.AWS_REGION, aws.administrator().region());
    zeroChange.provideCredentials();
    zeroChange.provide(SdkSystemSetting.AWS_EC2_METADATA_DISABLED, "true");
    zeroChange.provide(ProfileFileSystemSetting.AWS_CONFIG_FILE, NO_FILE);
    zeroChange.provide(ProfileFileSystemSetting.AWS_SHARED_CREDENTIALS_FILE, NO_FILE);
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

  private void provide(SystemSetting setting, String value) {
    if (!isSet(setting)) {
      replace(setting.property(), value);
    }
  }

  /** Both or none: half a pair of ours would go with half a pair of the application's. */
  private void provideCredentials() {
    if (!isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)
        && !isSet(SdkSystemSetting.AWS_SECRET_ACCESS_KEY)) {
      provide(SdkSystemSetting.AWS_ACCESS_KEY_ID, RealClients.ACCESS_KEY_ID);
      provide(SdkSystemSetting.AWS_SECRET_ACCESS_KEY, RealClients.ACCESS_KEY_ID);
    }
  }

  private boolean givesCredentials() {
    return replaced.containsKey(SdkSystemSetting.AWS_ACCESS_KEY_ID.property());
  }

  /** By a system property or in the environment, which is where the SDK looks. */
  private static boolean isSet(SystemSetting setting) {
    return setting.getNonDefaultStringValue().isPresent();
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
      throw ended(builtFor);
    }
    return now.api;
  }

  private static IllegalStateException ended(String builtFor) {
    return new IllegalStateException(
        "This client was built for "
            + builtFor
            + ", which has ended, and no other emulator is installed: build clients in each test,"
            + " or call this one only while ZeroChange is installed");
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

  /**
   * What the SDK gives each client that it builds, to tell one which outlives the switch why it
   * fails: without this it would miss the switch's credentials first, and say no more than that.
   */
  public static final class Interceptor implements ExecutionInterceptor {

    private final @Nullable ZeroChange builtUnder = installed;

    /** For the SDK, which makes it by name. */
    public Interceptor() {}

    @Override
    @SuppressWarnings("deprecation") // the newer way to the endpoint is missing in older SDKs
    public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
      if (builtUnder == null || installed != null || !builtUnder.givesCredentials()) {
        return;
      }
      var endpoint = attributes.getAttribute(SdkExecutionAttribute.CLIENT_ENDPOINT);
      if (endpoint != null
          && Host.of(endpoint.getHost()) == Host.EMULATED
          && hasNoCredentialsOfItsOwn(call.request(), attributes)) {
        throw ended(builtUnder.label);
      }
    }

    /** Looks at where credentials would come from, and never asks for any. */
    private static boolean hasNoCredentialsOfItsOwn(
        SdkRequest request, ExecutionAttributes attributes) {
      if (request
          .overrideConfiguration()
          .filter(AwsRequestOverrideConfiguration.class::isInstance)
          .flatMap(o -> ((AwsRequestOverrideConfiguration) o).credentialsProvider())
          .isPresent()) {
        return false;
      }
      try {
        var providers = attributes.getAttribute(SdkInternalExecutionAttribute.IDENTITY_PROVIDERS);
        return providers != null
            && providers.identityProvider(AwsCredentialsIdentity.class)
                instanceof DefaultCredentialsProvider;
      } catch (LinkageError untold) { // before SDK 2.21
        return false;
      }
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
