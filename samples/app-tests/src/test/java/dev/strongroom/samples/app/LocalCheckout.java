package dev.strongroom.samples.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A part of an application that reads its password from the agent on its own machine. */
final class LocalCheckout {

  private final URI agent;
  private final String token;

  /**
   * @param agent {@code http://localhost:2773} in production
   */
  LocalCheckout(URI agent, String token) {
    this.agent = agent;
    this.token = token;
  }

  String password() {
    var request =
        HttpRequest.newBuilder(agent.resolve("/secretsmanager/get?secretId=prod%2Fdb"))
            .header("X-Aws-Parameters-Secrets-Token", token)
            .build();
    try {
      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("The agent answered with " + answer.statusCode());
      }
      return new ObjectMapper().readTree(answer.body()).path("SecretString").asText();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
