package dev.strongroom.sdk;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.wire.HttpApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.interceptor.ClasspathInterceptorChainFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SystemSetting;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * A switch for the whole JVM that redirects the SDK clients which an application builds for itself
 * to an emulator, without a change in the application.
 *
 * <p>While it is installed, a client with the SDK's default HTTP client reaches the emulator when
 * it calls Secrets Manager, KMS or STS at AWS, and the HTTP client that the application would have
 * used when it calls this machine, a private network or a container. Requests to any other host are
 * refused.
 *
 * <p>A client that brings an HTTP client of its own can't be redirected. Its requests to the
 * emulated services at AWS are refused before anything is sent, and so are those to any other host
 * that is not local, unless {@link #allowOtherServices()} was called. Clients over one of {@link
 * Transports} pass. Code that reaches AWS without the SDK's interceptors is not seen: the AWS SDK
 * for Java 1, S3's client on the AWS Common Runtime, HTTP clients that are called directly.
 *
 * <p>Region, credentials, profile files and the use of EC2's metadata service are set by the
 * switch, in place of those of the environment, so that a test does not depend on the shell that it
 * is started from. Values that the JVM's system properties have already are kept. Closing the
 * switch restores everything.
 */
public final class ZeroChange implements AutoCloseable {

  static final String SYNC = "software.amazon.awssdk.http.service.impl";
  static final String ASYNC = "software.amazon.awssdk.http.async.service.impl";

  private static final String NO_FILE = "no-profiles-while-strongroom-is-installed";
  private static final String LOADERS = "software.amazon.awssdk.core.internal.http.loader.";

  private static volatile @Nullable ZeroChange installed;

  private volatile HttpApi api;
  private final Set<String> services;
  private final String label;
  private final Map<String, @Nullable String> replaced = new LinkedHashMap<>();
  private volatile boolean allowsOtherServices;

  private ZeroChange(HttpApi api, Set<String> services, String label) {
    this.api = api;
    this.services = services;
    this.label = label;
  }

  /**
   * Installs the switch for this JVM.
   *
   * @param label the name of what installs the switch, such as a test, for later messages
   * @throws IllegalStateException if a switch is installed already, or if the SDK can't be
   *     redirected: it chooses its default HTTP client once, and may have done so
   */
  public static synchronized ZeroChange install(SecretsEmulator aws, String label) {
    var other = installed;
    if (other != null) {
      throw new IllegalStateException(
          "The zero-change switch is installed for "
              + other.label
              + ", and there is one for the whole JVM: close it before it is installed for "
              + label
              + ". Tests that use it can't run in parallel");
    }
    requireInterceptor();
    var zeroChange = new ZeroChange(HttpApi.of(aws), services(aws), label);
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

  /**
   * Makes this caller, in place of the default administrator, that of every request whose access
   * key id names nobody in the emulator, such as the one that the switch gives. The Region stays
   * the one that a request is signed for.
   *
   * @return this switch
   */
  public ZeroChange as(Caller caller) {
    api = api.withDefaultCaller(caller);
    return this;
  }

  /**
   * Does the same for a user, role or session.
   *
   * @return this switch
   */
  public ZeroChange as(IamEntity entity) {
    return as(entity.caller());
  }

  /**
   * Allows clients that bring an HTTP client of their own to reach hosts that are neither local nor
   * emulated, as S3 at AWS. The emulated services stay out of their reach.
   *
   * @return this switch
   */
  public ZeroChange allowOtherServices() {
    allowsOtherServices = true;
    return this;
  }

  /** Restores what the switch replaced. Clients that were built meanwhile refuse further calls. */
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

  /** Returns the services of the emulator, as the names of their hosts begin. */
  Set<String> services() {
    return services;
  }

  static Set<String> services(SecretsEmulator aws) {
    return EmulatorInternals.engine(aws).services().stream()
        .map(AwsService::endpointPrefix)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the switch that is installed; null if none is. */
  static @Nullable ZeroChange installed() {
    return installed;
  }

  HttpApi api() {
    return api;
  }

  String label() {
    return label;
  }

  boolean allowsOtherServices() {
    return allowsOtherServices;
  }

  /** Whether the application gave no credentials by system properties. */
  boolean givesCredentials() {
    return replaced.containsKey(SdkSystemSetting.AWS_ACCESS_KEY_ID.property());
  }

  /** Returns what a system property was before this switch replaced it. */
  @Nullable String before(String property) {
    return replaced.get(property);
  }

  /** A system property counts before the environment, which may differ on every machine. */
  private void provide(SystemSetting setting, String value) {
    if (!isSet(setting)) {
      replace(setting.property(), value);
    }
  }

  /** Both or none: half a pair of the switch's would go with half a pair of the application's. */
  private void provideCredentials() {
    if (!isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)
        && !isSet(SdkSystemSetting.AWS_SECRET_ACCESS_KEY)) {
      provide(SdkSystemSetting.AWS_ACCESS_KEY_ID, RealClients.ACCESS_KEY_ID);
      provide(SdkSystemSetting.AWS_SECRET_ACCESS_KEY, RealClients.ACCESS_KEY_ID);
    }
  }

  private static boolean isSet(SystemSetting setting) {
    return System.getProperty(setting.property()) != null;
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

  /** Without the interceptor, clients that bring an HTTP client of their own would reach AWS. */
  private static void requireInterceptor() {
    if (new ClasspathInterceptorChainFactory()
        .getGlobalInterceptors().stream().noneMatch(Interceptor.class::isInstance)) {
      throw new IllegalStateException(
          "The SDK does not find Strongroom's interceptor, which keeps requests from AWS: the file"
              + " software/amazon/awssdk/global/handlers/execution.interceptors must have the line "
              + Interceptor.class.getName()
              + ". If jars were merged, append files of this name to each other");
    }
  }

  /** The SDK keeps its first choice, which a client that was built earlier may have caused. */
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
          "A client was built before the zero-change switch was installed, and the SDK keeps the"
              + " HTTP client that it chose then ("
              + chosen.getClass().getName()
              + "). Start the tests' JVM with -D"
              + property
              + "="
              + HttpService.class.getName()
              + ", or give that client's builder httpClient(Transports.of(emulator))");
    }
  }

  /** The factory of default HTTP clients that the SDK creates by name; not called by users. */
  public static final class HttpService implements SdkHttpService, SdkAsyncHttpService {

    /** Called by the SDK. */
    public HttpService() {}

    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
      return new DefaultHttpClients.SyncBuilder();
    }

    @Override
    public SdkAsyncHttpClient.Builder<?> createAsyncHttpClientFactory() {
      return new DefaultHttpClients.AsyncBuilder();
    }
  }

  /** The interceptor that the SDK adds to every client by name; not called by users. */
  public static final class Interceptor implements ExecutionInterceptor {

    private final NetworkGuard guard = new NetworkGuard(installed);

    /** Called by the SDK. */
    public Interceptor() {}

    @Override
    public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
      guard.checkCredentials(call.request(), attributes);
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission call, ExecutionAttributes attributes) {
      guard.checkHost(call.httpRequest(), attributes);
    }
  }
}
