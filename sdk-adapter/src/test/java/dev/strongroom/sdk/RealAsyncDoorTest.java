package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Request;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** The contracts over an asynchronous client that the SDK built; one for a Region. */
@Tag("thorough")
class RealAsyncDoorTest extends EveryContract {

  private static final ThreadLocal<SdkAsyncHttpClient> TRANSPORT = new ThreadLocal<>();

  private static final Map<String, SecretsManagerAsyncClient> CLIENTS = new ConcurrentHashMap<>();

  @Override
  protected Door open(SecretsEmulator emulator) {
    var region = emulator.administrator().region();
    var client =
        CLIENTS.computeIfAbsent(
            region,
            name ->
                Sdk.configured(SecretsManagerAsyncClient.builder())
                    .region(Region.of(name))
                    .httpClient(new OfThisThread())
                    .build());
    return new RealDoor(new DirectDoor(emulator, client), Transports.async(emulator));
  }

  @AfterAll
  static void close() {
    CLIENTS.values().forEach(SecretsManagerAsyncClient::close);
  }

  private record RealDoor(Door door, SdkAsyncHttpClient transport) implements Door {
    @Override
    public <Q extends Request<R>, R extends Record> R call(Q request) {
      TRANSPORT.set(transport);
      try {
        return door.call(request);
      } finally {
        TRANSPORT.remove();
      }
    }
  }

  /** The SDK hands the request over on the caller's thread. */
  private static final class OfThisThread implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      return TRANSPORT.get().execute(request);
    }

    @Override
    public String clientName() {
      return Transports.NAME; // whose transports it passes every request to
    }

    @Override
    public void close() {}
  }
}
