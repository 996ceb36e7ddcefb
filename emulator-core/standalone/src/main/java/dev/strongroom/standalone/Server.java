package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.api.Caller;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The running service that a command is about. */
final class Server {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ROLE = Pattern.compile("arn:[^:]*:iam::([0-9]{12}):role/(.+)");
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
  record Answer(int status, JsonNode body, String requestId) {

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

  /**
   * Calls a service as whom an access key id names.
   *
   * @param service secretsmanager or ssm
   */
  Answer call(String service, String operation, JsonNode body, String accessKeyId, String region)
      throws CommandException {
    var prefix = service.equals("ssm") ? "AmazonSSM" : service;
    var answer =
        send(
            request("/")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", prefix + "." + operation)
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request,"
                            .formatted(accessKeyId, region, service)
                        + " SignedHeaders=host, Signature=none")
                .POST(BodyPublishers.ofString(body.toString())));
    if (answer == null || answer.status() == 0) {
      throw new CommandException(uri() + ": nothing listens there");
    }
    return answer;
  }

  /**
   * Returns a client that calls as a role, which has to be there.
   *
   * @param arn of the role
   */
  RemoteClient role(String arn, String region) throws CommandException {
    boolean isThere = false;
    for (var principal : administration("principals").path("principals")) {
      isThere |= principal.path("arn").asText().equals(arn);
    }
    var role = ROLE.matcher(arn);
    if (!isThere || !role.matches()) {
      throw new CommandException(
          "There is no role %s on %s: put it into the seed, with a policy that allows secretsmanager:GetSecretValue"
              .formatted(arn, uri()));
    }
    var key = "ASIA" + UUID.nameUUIDFromBytes(arn.getBytes(UTF_8)).toString().replace("-", "");
    var account = JSON.createObjectNode().put("id", role.group(1));
    var named = account.putArray("roles").addObject().put("name", role.group(2));
    named.putArray("accessKeys").add(key);
    var seed = JSON.createObjectNode();
    seed.putArray("accounts").add(account);
    administration("seed", seed);
    return new RemoteClient(this, key, new Caller(role.group(1), region, arn, Map.of()));
  }

  /** Returns a client that calls as whom an access key id names, in the service's Region. */
  RemoteClient client(String accessKeyId) throws CommandException {
    var health = requireHealth();
    var account = health.path("account").asText();
    var caller = Caller.administrator(account, health.path("region").asText());
    return new RemoteClient(this, accessKeyId, caller);
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
      return new Answer(
          answer.statusCode(),
          json(answer.body()),
          answer.headers().firstValue("x-amzn-RequestId").orElse(""));
    } catch (ConnectException nobody) {
      return null;
    } catch (IOException broken) {
      return new Answer(0, JSON.missingNode(), ""); // something listens, and speaks no HTTP
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
