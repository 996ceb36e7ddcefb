package dev.strongroom.sdk;

import java.util.ServiceLoader;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Builders of the HTTP clients that SDK clients get by default while the zero-change switch is
 * installed. The SDK keeps a builder for the life of the JVM; while no switch is installed, it
 * builds what the application would have had without this library.
 */
final class DefaultHttpClients {

  private DefaultHttpClients() {}

  static final class SyncBuilder implements SdkHttpClient.Builder<SyncBuilder> {
    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
      return isChosen(ZeroChange.SYNC)
          ? new ZeroChangeHttpClient(label(), () -> other(defaults))
          : other(defaults);
    }

    private static SdkHttpClient other(AttributeMap defaults) {
      return otherThanOurs(SdkHttpService.class, ZeroChange.SYNC)
          .createHttpClientBuilder()
          .buildWithDefaults(defaults);
    }
  }

  static final class AsyncBuilder implements SdkAsyncHttpClient.Builder<AsyncBuilder> {
    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return isChosen(ZeroChange.ASYNC)
          ? new ZeroChangeAsyncHttpClient(label(), () -> other(defaults))
          : other(defaults);
    }

    private static SdkAsyncHttpClient other(AttributeMap defaults) {
      return otherThanOurs(SdkAsyncHttpService.class, ZeroChange.ASYNC)
          .createAsyncHttpClientFactory()
          .buildWithDefaults(defaults);
    }
  }

  private static boolean isChosen(String property) {
    return ZeroChange.HttpService.class.getName().equals(System.getProperty(property));
  }

  private static String label() {
    var now = ZeroChange.installed();
    return now == null ? "a JVM that names the switch on its command line" : now.label();
  }

  /**
   * The service that the application names by system property, else the first on its class path.
   */
  private static <S> S otherThanOurs(Class<S> service, String property) {
    var now = ZeroChange.installed();
    var name = now == null ? System.getProperty(property) : now.before(property);
    if (name != null && !name.equals(ZeroChange.HttpService.class.getName())) {
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
                        + " on the class path that could send this request: add one, such as"
                        + " software.amazon.awssdk:"
                        + (service == SdkHttpService.class
                            ? "url-connection-client"
                            : "netty-nio-client"))));
  }
}
