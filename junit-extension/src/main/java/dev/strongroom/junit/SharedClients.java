package dev.strongroom.junit;

import static java.util.stream.Collectors.joining;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.Clients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The clients behind the {@link SharedClient}s of one key: one client of each interface for the
 * whole JVM, whose calls go to the emulator of the test that is running.
 *
 * <p>They may be obtained at any time. A call while no test of the key is running is refused with
 * {@link IllegalStateException}. Closing a shared client does nothing.
 */
public final class SharedClients {

  private static final Map<String, SharedClients> ALL = new ConcurrentHashMap<>();

  private final String key;
  private final Map<Class<?>, SdkClient> clients = new ConcurrentHashMap<>();
  private final Deque<EmulatorScope> running = new ConcurrentLinkedDeque<>(); // the innermost first
  private volatile @Nullable String endedLast;

  private SharedClients(String key) {
    this.key = key;
  }

  /** Returns the clients of a key, always the same. */
  public static SharedClients of(String key) {
    return ALL.computeIfAbsent(key, SharedClients::new);
  }

  /** Returns the {@link #client} of Secrets Manager. */
  public SecretsManagerClient secretsManager() {
    return client(SecretsManagerClient.class);
  }

  /** Returns the asynchronous {@link #client} of Secrets Manager. */
  public SecretsManagerAsyncClient secretsManagerAsync() {
    return client(SecretsManagerAsyncClient.class);
  }

  /**
   * Returns the client of an interface that {@link Clients#offers} has, always the same.
   *
   * @throws IllegalArgumentException for another interface
   */
  public <C extends SdkClient> C client(Class<C> type) {
    return type.cast(clients.computeIfAbsent(type, absent -> implementing(type)));
  }

  private SdkClient implementing(Class<? extends SdkClient> type) {
    try (var any = SecretsEmulator.create()) {
      Clients.of(any).client(type); // refuses other interfaces
    }
    return (SdkClient)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> invoke(type, proxy, method, arguments));
  }

  private @Nullable Object invoke(
      Class<? extends SdkClient> type,
      Object proxy,
      Method method,
      @Nullable Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "serviceName" -> type.getField("SERVICE_NAME").get(null);
      case "close" -> null; // other tests hold it too
      case "toString" -> type.getSimpleName() + "[shared as \"" + key + "\"]";
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> arguments != null && proxy == arguments[0];
      default -> {
        var scope = running.peekFirst();
        yield scope == null ? refuse(method) : call(scope.sharedClient(type), method, arguments);
      }
    };
  }

  private static @Nullable Object call(
      SdkClient client, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  /** An asynchronous client reports its refusal through the future. */
  @SuppressWarnings("FutureReturnValueIgnored") // the caller's own
  private Object refuse(Method method) {
    var name = "\"" + key + "\"";
    var similar =
        ALL.keySet().stream()
            .filter(other -> !other.equals(key) && other.equalsIgnoreCase(key))
            .map(other -> "; there is also the key \"" + other + "\"")
            .collect(joining());
    var refusal =
        new IllegalStateException(
            "%s was called on the shared client %s while no test of @SharedClient(%s) is running; %s%s. Call it only during such a test, and stop whatever goes on calling it after the test"
                .formatted(
                    method.getName(),
                    name,
                    name,
                    endedLast == null ? "none has run yet" : "the last one was " + endedLast,
                    similar));
    if (method.getReturnType() == CompletableFuture.class) {
      return CompletableFuture.failedFuture(refusal);
    }
    throw refusal;
  }

  void enter(EmulatorScope scope) {
    running.addFirst(scope);
  }

  /**
   * @param test the test that ends; null if it is a class
   */
  void leave(EmulatorScope scope, @Nullable String test) {
    running.remove(scope);
    if (test != null) {
      endedLast = test;
    }
  }
}
