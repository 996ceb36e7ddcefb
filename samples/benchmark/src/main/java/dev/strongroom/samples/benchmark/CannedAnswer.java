package dev.strongroom.samples.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A real client of the SDK whose calls all get the same answer, from no server. */
final class CannedAnswer implements SdkHttpClient {

  /** What GetSecretValue answers about a secret of 65 bytes. */
  static final String BODY =
      "{\"ARN\":\"arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf\",\"CreatedDate\":1767225600.123,\"Name\":\"prod/db\",\"SecretString\":\""
          + "x".repeat(65)
          + "\",\"VersionId\":\"00000000-0000-4000-8000-000000000001\",\"VersionStages\":[\"AWSCURRENT\"]}";

  private final byte[] body = BODY.getBytes(UTF_8);
  private final SecretsManagerClient client =
      SecretsManagerClient.builder()
          .httpClient(this)
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "none")))
          .build();

  SecretsManagerClient client() {
    return client;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", "application/x-amz-json-1.1")
                    .build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
            .build();
      }

      @Override
      public void abort() {
        // there is nothing under way
      }
    };
  }

  @Override
  public void close() {
    // there is nothing to close
  }
}
