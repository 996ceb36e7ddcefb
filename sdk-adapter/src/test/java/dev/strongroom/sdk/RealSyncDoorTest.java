package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Request;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The contracts over a client that the SDK built; one for all tests of a Region, since it costs to
 * make.
 */
class RealSyncDoorTest extends EveryContract {

  private static final ThreadLocal<SdkHttpClient> TRANSPORT = new ThreadLocal<>();

  private static final Map<String, SecretsManagerClient> CLIENTS = new ConcurrentHashMap<>();

  @Override
  protected Door open(SecretsEmulator emulator) {
    var region = emulator.administrator().region();
    var client =
        CLIENTS.computeIfAbsent(
            region,
            name ->
                Sdk.configured(SecretsManagerClient.builder())
                    .region(Region.of(name))
                    .httpClient(new OfThisThread())
                    .build());
    return new RealDoor(new DirectDoor(emulator, client), Transports.of(emulator));
  }

  @AfterAll
  static void close() {
    CLIENTS.values().forEach(SecretsManagerClient::close);
  }

  private record RealDoor(Door door, SdkHttpClient transport) implements Door {
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

  private static final class OfThisThread implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return TRANSPORT.get().prepareRequest(request);
    }

    @Override
    public String clientName() {
      return Transports.NAME; // whose transports it passes every request to
    }

    @Override
    public void close() {}
  }
}
