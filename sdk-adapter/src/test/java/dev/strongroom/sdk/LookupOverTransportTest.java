package dev.strongroom.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** CloudTrail's LookupEvents over the transport that the SDK's clients of other services use. */
class LookupOverTransportTest {

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .secret(Seed.secret("prod/db").string("hunter2"))
          .build();

  @Test
  @DisplayName("CT-1, CT-2, CT-7: a client's read is looked up over the client's transport")
  void readIsLookedUp() throws IOException {
    try (var transport = Transports.of(aws);
        var secrets =
            SecretsManagerClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(transport)
                .build()) {
      var arn = secrets.getSecretValue(r -> r.secretId("prod/db")).arn();

      var found =
          lookUp(
              transport,
              """
              {"LookupAttributes": [
                {"AttributeKey": "EventName", "AttributeValue": "GetSecretValue"}]}
              """);
      var refused =
          lookUp(
              transport,
              """
              {"LookupAttributes": [
                {"AttributeKey": "EventName", "AttributeValue": "GetSecretValue"},
                {"AttributeKey": "ReadOnly", "AttributeValue": "true"}]}
              """);

      assertThat(found.path("Events")).hasSize(1);
      var event = found.path("Events").path(0);
      assertThat(event.path("EventTime").asDouble()).isEqualTo(1_767_262_530);
      assertThat(event.path("Resources").path(0).path("ResourceName").asText()).isEqualTo(arn);
      assertThat(event.path("CloudTrailEvent").asText())
          .contains("\"eventName\":\"GetSecretValue\"")
          .doesNotContain("hunter2");
      assertThat(refused.path("__type").asText()).contains("InvalidLookupAttributesException");
    }
  }

  private static JsonNode lookUp(SdkHttpClient transport, String body) throws IOException {
    var request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("https")
            .host("cloudtrail.us-east-1.amazonaws.com")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader(
                "X-Amz-Target",
                "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents")
            .contentStreamProvider(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))
            .build();
    var answer =
        transport
            .prepareRequest(
                HttpExecuteRequest.builder()
                    .request(request)
                    .contentStreamProvider(request.contentStreamProvider().orElseThrow())
                    .build())
            .call();
    return new ObjectMapper().readTree(answer.responseBody().orElseThrow().readAllBytes());
  }
}
