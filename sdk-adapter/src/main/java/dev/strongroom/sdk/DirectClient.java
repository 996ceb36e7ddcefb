package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.internal.EmulatorInternals;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkClient;

/**
 * What stands behind a client interface of the SDK: every operation of the interface goes to the
 * emulator, everything else is the interface's own default.
 *
 * <p>A dynamic proxy, so that the interface may be that of any version: a class that implements
 * operations of today's SDK can't be inspected on one that lacks them, and one compiled before an
 * operation came would answer it with the SDK's exception without a message.
 */
final class DirectClient implements InvocationHandler {

  private final Class<? extends SdkClient> type;
  private final SecretsEmulator emulator;
  private final Caller caller;
  private final @Nullable Executor executor;
  private final ClientKind kind;
  private final LongAdder directCalls = new LongAdder();
  private final LongAdder realCalls = new LongAdder();
  private @Nullable SdkClient real;
  private volatile boolean closed;

  private DirectClient(
      Class<? extends SdkClient> type,
      SecretsEmulator emulator,
      Caller caller,
      @Nullable Executor executor,
      ClientKind kind) {
    this.type = type;
    this.emulator = emulator;
    this.caller = caller;
    this.executor = executor;
    this.kind = kind;
  }

  /**
   * A client of that type.
   *
   * @param executor where calls are carried out; null for a client whose callers wait
   */
  static <C extends SdkClient> C implementing(
      Class<C> type,
      SecretsEmulator emulator,
      Caller caller,
      @Nullable Executor executor,
      ClientKind kind) {
    var handler = new DirectClient(type, emulator, caller, executor, kind);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (arguments != null && arguments.length == 1 && takesRequest(method)) {
      return isOperation(method)
          ? operation(method, (AwsRequest) arguments[0])
          : paginator(proxy, method, arguments[0]);
    }
    return switch (method.getName()) {
      case "serviceName" -> type.getField("SERVICE_NAME").get(null);
      case "close" -> {
        close();
        yield null;
      }
      case "toString" -> toString();
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> arguments != null && proxy == arguments[0];
      default -> byDefault(proxy, method, arguments);
    };
  }

  private static boolean takesRequest(Method method) {
    return AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]);
  }

  /** Else it is a paginator, whose pages come from the client that it is made with. */
  private static boolean isOperation(Method method) {
    var answer = method.getReturnType();
    return answer == CompletableFuture.class || AwsResponse.class.isAssignableFrom(answer);
  }

  private Object operation(Method method, @Nullable AwsRequest request) throws Throwable {
    if (kind == ClientKind.AUTO
        && !closed
        && EmulatorInternals.engine(emulator).whyNotDirect() != null) {
      realCalls.increment();
      return really(method, request);
    }
    directCalls.increment();
    var operation = Operation.taking(method.getParameterTypes()[0]);
    boolean refused = closed; // a call made before is carried out even if its turn comes after
    return executor == null
        ? call(operation, request, refused)
        : Completion.of(() -> call(operation, request, refused), executor);
  }

  private Object really(Method method, @Nullable AwsRequest request) throws Throwable {
    try {
      return method.invoke(real(), request);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  /** Made when it is first needed: most tests need none. */
  private synchronized SdkClient real() {
    if (real == null) {
      real = RealClients.of(type, emulator, caller, executor);
    }
    return real;
  }

  private synchronized void close() {
    closed = true;
    if (real != null) {
      real.close();
    }
  }

  /** Made here, since the interfaces of older versions have no default for it. */
  private Object paginator(Object proxy, Method method, @Nullable Object request) throws Throwable {
    try {
      return method
          .getReturnType()
          .getConstructor(type, method.getParameterTypes()[0])
          .newInstance(proxy, request);
    } catch (InvocationTargetException refusal) {
      throw refusal.getCause();
    }
  }

  private AwsResponse call(
      Operation<?, ?> operation, @Nullable AwsRequest request, boolean refused) {
    if (refused) {
      throw new IllegalStateException(
          this + " is closed: ask Clients for another one to call " + operation.name());
    }
    var whyNot =
        kind == ClientKind.DIRECT ? EmulatorInternals.engine(emulator).whyNotDirect() : null;
    if (whyNot != null) {
      throw new IllegalStateException(
          operation.name()
              + " is not carried out. "
              + whyNot
              + " The latter is ClientKind."
              + ClientKind.DIRECT_WITHOUT_RETRIES);
    }
    if (request == null) {
      throw new NullPointerException(
          operation.name()
              + " needs a request, but it is null. Mockito's any() is null: to stub this client,"
              + " write doReturn(answer).when(mock) with a mock that delegates to it");
    }
    try {
      return operation.execute(
          emulator, Overrides.caller(operation.name(), request, caller, emulator), request);
    } catch (ServiceError refusal) {
      throw Failures.of(type).from(refusal);
    } catch (ConnectionFailure failure) {
      throw Failures.from(failure);
    }
  }

  private static @Nullable Object byDefault(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    } catch (UnsupportedOperationException unsupported) {
      if (unsupported.getMessage() != null || !isThrownByTheSdk(unsupported)) {
        throw unsupported;
      }
      throw new UnsupportedOperationException(
          method.getName() + " is not available on a client that calls the emulator directly");
    }
  }

  /** And not, say, by a caller's consumer that changes a list it must not change. */
  private static boolean isThrownByTheSdk(Throwable failure) {
    var trace = failure.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("software.amazon.awssdk.");
  }

  @Override
  public String toString() {
    var calls =
        kind == ClientKind.AUTO
            ? " with " + directCalls + " direct and " + realCalls + " real calls"
            : "";
    return type.getSimpleName()
        + "["
        + kind
        + calls
        + ", "
        + caller.principalArn()
        + ", "
        + caller.region()
        + "]";
  }
}
