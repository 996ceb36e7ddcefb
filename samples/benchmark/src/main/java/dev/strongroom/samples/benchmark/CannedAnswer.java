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

  private final byte[] body;
  private final SecretsManagerClient client;

  /**
   * @param model a client whose answer about {@code prod/db} is the one that is given
   */
  CannedAnswer(SecretsManagerClient model) {
    var answer = model.getSecretValue(request -> request.secretId("prod/db"));
    this.body =
        "{\"ARN\":\"%s\",\"CreatedDate\":%.3f,\"Name\":\"prod/db\",\"SecretString\":\"%s\",\"VersionId\":\"%s\",\"VersionStages\":[\"AWSCURRENT\"]}"
            .formatted(
                answer.arn(),
                answer.createdDate().toEpochMilli() / 1e3,
                answer.secretString(),
                answer.versionId())
            .getBytes(UTF_8);
    this.client =
        SecretsManagerClient.builder()
            .httpClient(this)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "none")))
            .build();
  }

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
