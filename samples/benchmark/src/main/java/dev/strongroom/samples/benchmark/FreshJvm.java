package dev.strongroom.samples.benchmark;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.sdk.Clients;
import dev.strongroom.sdk.Transports;
import java.time.Duration;
import java.util.UUID;
import org.mockito.Mockito;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** A program that creates and reads one secret, and prints the milliseconds of CPU time it took. */
final class FreshJvm {

  /** What answers the two calls. */
  enum Kind {
    /** The SDK's interface and model classes alone, and the bare cryptography. */
    STUB,
    /** A mock of the SDK's client. */
    MOCK,
    CORE,
    DIRECT,
    /** A real client over a canned answer, and the bare cryptography. */
    CANNED,
    REAL
  }

  private FreshJvm() {}

  /** Takes the name of a {@link Kind}. */
  public static void main(String[] arguments) {
    switch (Kind.valueOf(arguments[0])) {
      case STUB -> {
        use(new Stub());
        cryptography();
      }
      case MOCK -> use(mock());
      case CORE -> core();
      case DIRECT -> use(Clients.of(SecretsEmulator.create()).secretsManager());
      case CANNED -> {
        use(new CannedAnswer().client());
        cryptography();
      }
      case REAL ->
          use(Transports.attach(SecretsManagerClient.builder(), SecretsEmulator.create()).build());
    }
    var cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    System.out.println(cpu.toMillis());
  }

  private static void use(SecretsManagerClient client) {
    client.createSecret(
        CreateSecretRequest.builder().name("prod/db").secretString("x".repeat(65)).build());
    require(client.getSecretValue(GetSecretValueRequest.builder().secretId("prod/db").build()));
  }

  private static void require(GetSecretValueResponse answer) {
    if (answer.secretString().length() != 65) {
      throw new IllegalStateException("not the value: " + answer.name());
    }
  }

  private static void core() {
    var aws = SecretsEmulator.create();
    var core = aws.as(aws.administrator());
    core.call(
        CreateSecret.of("prod/db", UUID.randomUUID().toString())
            .withSecretString(SecretValue.ofText("x".repeat(65))));
    core.call(GetSecretValue.of("prod/db"));
  }

  private static void cryptography() {
    var bare = new BareCryptography();
    bare.write();
    bare.read();
  }

  static SecretsManagerClient mock() {
    var client = Mockito.mock(SecretsManagerClient.class);
    Mockito.when(client.getSecretValue(Mockito.any(GetSecretValueRequest.class)))
        .thenReturn(Stub.ANSWER);
    return client;
  }

  /** The SDK's interface with two methods that answer what they always answer. */
  private static final class Stub implements SecretsManagerClient {

    static final GetSecretValueResponse ANSWER =
        GetSecretValueResponse.builder().name("prod/db").secretString("x".repeat(65)).build();

    @Override
    public CreateSecretResponse createSecret(CreateSecretRequest request) {
      return CreateSecretResponse.builder().name(request.name()).build();
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      return ANSWER;
    }

    @Override
    public String serviceName() {
      return "secretsmanager";
    }

    @Override
    public void close() {
      // there is nothing to close
    }
  }
}
