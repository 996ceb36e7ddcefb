package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The contracts over the loopback endpoint, by a client that the SDK built and a real socket. */
@Tag("thorough")
class EndpointDoorTest extends EveryContract {

  private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

  private @Nullable Endpoint endpoint;

  @Override
  protected Door open(SecretsEmulator emulator) {
    try {
      endpoint = Endpoint.start(emulator, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var credentials = AwsBasicCredentials.create(emulator.administrator().accountId(), "secret");
    return new DirectDoor(
        emulator,
        SecretsManagerClient.builder()
            .endpointOverride(endpoint.uri())
            .httpClient(HTTP)
            .region(Region.of(emulator.administrator().region()))
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .build());
  }

  @AfterEach
  void close() {
    if (endpoint != null) {
      endpoint.close();
    }
  }

  @AfterAll
  static void closeHttp() {
    HTTP.close();
  }
}
