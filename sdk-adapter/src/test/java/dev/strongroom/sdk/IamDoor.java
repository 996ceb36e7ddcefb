package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.wire.Endpoint;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** The ways by which an IAM client of the SDK reaches an emulator; it has no direct client. */
enum IamDoor {
  TRANSPORT {
    @Override
    void use(SecretsEmulator aws, String accessKeyId, Use use) throws Exception {
      try (var http = Transports.of(aws);
          var client = configured(accessKeyId).httpClient(http).build()) {
        use.with(client);
      }
    }
  },
  ENDPOINT {
    @Override
    void use(SecretsEmulator aws, String accessKeyId, Use use) throws Exception {
      try (var endpoint = Endpoint.start(aws, 0);
          var http = UrlConnectionHttpClient.create();
          var client =
              configured(accessKeyId).endpointOverride(endpoint.uri()).httpClient(http).build()) {
        use.with(client);
      }
    }
  };

  interface Use {
    void with(IamClient iam) throws Exception;
  }

  /** Uses a client whose requests are signed with an access key ID. */
  abstract void use(SecretsEmulator aws, String accessKeyId, Use use) throws Exception;

  void use(SecretsEmulator aws, Use use) throws Exception {
    use(aws, aws.administrator().accountId(), use);
  }

  private static software.amazon.awssdk.services.iam.IamClientBuilder configured(String id) {
    return IamClient.builder()
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, "x")));
  }
}
