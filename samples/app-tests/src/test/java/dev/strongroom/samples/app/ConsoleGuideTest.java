package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.local.Console;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The code of the guide to the console. */
class ConsoleGuideTest {

  @Test
  void consoleIsServed() throws IOException, InterruptedException {
    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      var console = Console.on(endpoint);
      System.out.println(console.uri());

      assertThat(statusOf(console.uri())).isEqualTo(200);
    }
  }

  private static int statusOf(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
