package dev.strongroom.sdk;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.iam.Access;
import java.util.List;
import java.util.concurrent.Executor;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * SDK clients over one emulator, all of one caller.
 *
 * <p>They call the emulator directly, unless they are of another {@link #kind}. What the SDK does
 * around a call, a direct client does not do: retries, interceptors, metrics and signing. Nothing
 * waits, so that every call ends within any timeout. Immutable; each method answers another one.
 */
public final class Clients {

  private static final List<String> EMULATED = // by name: an application may have no KMS or STS
      List.of(
          "software.amazon.awssdk.services.secretsmanager.SecretsManagerClient",
          "software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient",
          "software.amazon.awssdk.services.kms.KmsClient",
          "software.amazon.awssdk.services.kms.KmsAsyncClient",
          "software.amazon.awssdk.services.sts.StsClient",
          "software.amazon.awssdk.services.sts.StsAsyncClient");

  private final SecretsEmulator emulator;
  private final Caller caller;
  private final Executor executor;
  private final ClientKind kind;

  private Clients(SecretsEmulator emulator, Caller caller, Executor executor, ClientKind kind) {
    this.emulator = emulator;
    this.caller = caller;
    this.executor = executor;
    this.kind = kind;
  }

  /** Clients of the default account's administrator in the default Region. */
  public static Clients of(SecretsEmulator emulator) {
    return new Clients(
        emulator, emulator.administrator(), Completion.SHARED, ClientKind.DIRECT_WITHOUT_RETRIES);
  }

  /** The same for another caller, in the Region that it names. */
  public Clients as(Caller other) {
    return new Clients(emulator, other, executor, kind);
  }

  /** The same for the same caller in another Region. */
  public Clients in(Region region) {
    return new Clients(emulator, caller.in(region.id()), executor, kind);
  }

  /** {@link #in}, for Kotlin, where that is a keyword. */
  public Clients inRegion(Region region) {
    return in(region);
  }

  /**
   * The same with asynchronous calls carried out, and their results completed, on this executor. By
   * default it is a small pool of daemon threads, never the caller's own thread.
   */
  public Clients completingOn(Executor other) {
    return new Clients(emulator, caller, other, kind);
  }

  /**
   * The same as clients built by the SDK: see {@link ClientKind#REAL}.
   *
   * @see Transports to configure a client otherwise
   */
  public Clients real() {
    return kind(ClientKind.REAL);
  }

  /**
   * The same as clients of that kind. Those that nobody says a kind of are {@link
   * ClientKind#DIRECT_WITHOUT_RETRIES}.
   */
  public Clients kind(ClientKind other) {
    return new Clients(emulator, caller, executor, other);
  }

  /** The same for a user, role or session, in the emulator's default Region. */
  public Clients as(IamEntity entity) {
    return as(entity.caller());
  }

  /** {@link #as(Caller)}, for Kotlin, where that is a keyword. */
  public Clients actingAs(Caller other) {
    return as(other);
  }

  /** {@link #as(IamEntity)}, for Kotlin, where that is a keyword. */
  public Clients actingAs(IamEntity entity) {
    return as(entity);
  }

  /** {@link #client} for Secrets Manager. */
  public SecretsManagerClient secretsManager() {
    return client(SecretsManagerClient.class);
  }

  /** {@link #client} for Secrets Manager, asynchronous. */
  public SecretsManagerAsyncClient secretsManagerAsync() {
    return client(SecretsManagerAsyncClient.class);
  }

  /**
   * A client of its own, of one of the interfaces {@link SecretsManagerClient}, {@link
   * SecretsManagerAsyncClient}, {@code KmsClient}, {@code KmsAsyncClient}, {@code StsClient} and
   * {@code StsAsyncClient}. Closing it does not close the emulator; afterwards it refuses calls
   * with {@link IllegalStateException}. Every refusal of an asynchronous client arrives through the
   * future.
   *
   * @throws IllegalArgumentException for another interface
   */
  public <C extends SdkClient> C client(Class<C> type) {
    if (!offers(type)) {
      throw new IllegalArgumentException(
          "Strongroom has no " + type.getName() + "; it has " + String.join(", ", EMULATED));
    }
    boolean async = type.getSimpleName().endsWith("AsyncClient");
    return kind == ClientKind.REAL
        ? RealClients.of(type, emulator, caller, async ? executor : null)
        : DirectClient.implementing(type, emulator, caller, async ? executor : null, kind);
  }

  /** Returns whether {@link #client} has clients of this interface. */
  public static boolean offers(Class<?> type) {
    return EMULATED.contains(type.getName());
  }

  /**
   * Whether a call could be made, and why or why not, without making it.
   *
   * @see SecretsEmulator#explain
   */
  public Access explain(AwsRequest request) {
    var operation = Operation.taking(request.getClass());
    return operation.explain(
        emulator, Overrides.caller(operation.name(), request, caller, emulator), request);
  }
}
