package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.Quotas;
import dev.strongroom.notebook.NotebookTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.utils.AttributeMap;

/** A service that only the tests have is reached as the built-in ones are. */
class AddedServiceTest {

  private final SecretsEmulator aws = NotebookTest.emulator(Quotas.off());

  @Test
  void transportCarriesIt() throws IOException {
    try (var transport = Transports.of(aws)) {
      assertThat(putNote(transport)).contains("arn:aws:notebook:us-east-1:123456789012:note/a");
    }
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void zeroChangeSwitchRedirectsIt() throws IOException {
    assertThat(Host.of("notebook.us-east-1.amazonaws.com")).isEqualTo(Host.FOREIGN);
    var installed = ZeroChange.install(aws, "AddedServiceTest");
    try (installed;
        var client =
            new ZeroChange.HttpService()
                .createHttpClientBuilder()
                .buildWithDefaults(AttributeMap.empty())) {
      assertThat(installed).isNotNull();
      assertThat(Host.of("notebook.us-east-1.amazonaws.com")).isEqualTo(Host.EMULATED);
      assertThat(putNote(client)).contains("arn:aws:notebook:us-east-1:123456789012:note/a");
    }
  }

  private static String putNote(SdkHttpClient client) throws IOException {
    var body = "{\"Title\": \"a\", \"Text\": \"text\"}";
    var request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("https")
            .host("notebook.us-east-1.amazonaws.com")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "Notebook_20260101.PutNote")
            .contentStreamProvider(
                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
            .build();
    var answer =
        client
            .prepareRequest(
                HttpExecuteRequest.builder()
                    .request(request)
                    .contentStreamProvider(request.contentStreamProvider().orElseThrow())
                    .build())
            .call();

    assertThat(answer.httpResponse().statusCode()).isEqualTo(200);
    return new String(answer.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
  }
}
