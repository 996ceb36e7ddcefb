package dev.strongroom.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The running service that a command is about. */
final class Server {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the service listens on this machine. Default: 4566")
  private @Nullable Integer port;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where the service is, in place of --port, e.g. http://strongroom:4566")
  private @Nullable URI endpoint;

  /** What answered, and whether that was Strongroom. */
  record Answer(int status, JsonNode body) {

    boolean isStrongroom() {
      return status == 200 && body.path("status").asText().equals("ok") && body.has("account");
    }
  }

  /** Without a slash at its end, as the SDKs' settings are written. */
  String uri() throws CommandException {
    if (endpoint != null) {
      if (port != null) {
        throw new CommandException("--port and --endpoint name two places: keep one");
      }
      var scheme = String.valueOf(endpoint.getScheme());
      if (!scheme.matches("https?") || endpoint.getHost() == null) {
        throw new CommandException(
            "An endpoint looks like http://127.0.0.1:4566, but this one is '" + endpoint + "'");
      }
      return endpoint.toString().replaceFirst("/+$", "");
    }
    return "http://127.0.0.1:" + (port == null ? 4566 : port);
  }

  /** The health page; null if nothing listens there. */
  @Nullable Answer health() throws CommandException {
    return send(request("/_strongroom/health").GET());
  }

  /** The health page of a Strongroom that has to be up. */
  JsonNode requireHealth() throws CommandException {
    var answer = health();
    if (answer == null) {
      throw new CommandException(
          "Nothing listens on %s: start it with strongroom start".formatted(uri()));
    }
    if (!answer.isStrongroom()) {
      throw new CommandException(
          "What listens on %s is not Strongroom: choose another --port".formatted(uri()));
    }
    return answer.body();
  }

  /** Asks the administration, which must answer. */
  JsonNode administration(String path) throws CommandException {
    return required(send(administrative(path).GET()));
  }

  /** Asks the administration for something, which it must do. */
  JsonNode administration(String path, JsonNode body) throws CommandException {
    var json = body.toString();
    return required(
        send(
            administrative(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))));
  }

  private JsonNode required(@Nullable Answer answer) throws CommandException {
    if (answer == null || answer.status() != 200) {
      var error = answer == null ? "nothing listens there" : answer.body().path("error").asText();
      throw new CommandException(uri() + ": " + error);
    }
    return answer.body();
  }

  private HttpRequest.Builder administrative(String path) throws CommandException {
    return request("/_strongroom/" + path).header("X-Strongroom-Admin", "true");
  }

  private HttpRequest.Builder request(String path) throws CommandException {
    return HttpRequest.newBuilder(URI.create(uri() + path)).timeout(PATIENCE);
  }

  private @Nullable Answer send(HttpRequest.Builder request) throws CommandException {
    var client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .proxy(HttpClient.Builder.NO_PROXY) // it is on this machine, or near
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), json(answer.body()));
    } catch (ConnectException nobody) {
      return null;
    } catch (IOException broken) {
      return new Answer(0, JSON.missingNode()); // something listens, and speaks no HTTP
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted", interrupted);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException other) {
      return JSON.missingNode();
    }
  }
}
