package dev.strongroom.samples.offline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The rotation function of a PostgreSQL login, as it is deployed to AWS Lambda. */
public final class RotateLogin implements RequestHandler<Map<String, String>, Void> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretsManagerClient secrets = SecretsManagerClient.create();

  @Override
  public Void handleRequest(Map<String, String> event, Context context) {
    var step = event.get("Step");
    var id = event.get("SecretId");
    var token = event.get("ClientRequestToken");
    System.out.println("rotation " + step);
    try {
      switch (step) {
        case "createSecret" -> createSecret(id, token);
        case "setSecret" -> setSecret(current(id), pending(id, token));
        case "testSecret" -> connect(pending(id, token)).close();
        case "finishSecret" -> finishSecret(id, token);
        default -> throw new IllegalArgumentException("There is no step " + step);
      }
    } catch (SQLException | JsonProcessingException failed) {
      throw new IllegalStateException(step + " failed", failed);
    }
    return null;
  }

  private void createSecret(String id, String token) throws JsonProcessingException {
    try {
      pending(id, token); // by an earlier attempt
    } catch (ResourceNotFoundException missing) {
      var password = secrets.getRandomPassword(request -> request.excludePunctuation(true));
      var login = current(id).put("password", password.randomPassword()).toString();
      secrets.putSecretValue(
          request ->
              request
                  .secretId(id)
                  .clientRequestToken(token)
                  .secretString(login)
                  .versionStages("AWSPENDING"));
    }
  }

  private static void setSecret(JsonNode current, JsonNode pending) throws SQLException {
    if (isAccepted(pending)) {
      return; // by an earlier attempt
    }
    try (var connection = connect(current);
        var statement = connection.createStatement();
        var quote =
            connection.prepareStatement("SELECT format('ALTER ROLE %I PASSWORD %L', ?, ?)")) {
      quote.setString(1, pending.path("username").asText());
      quote.setString(2, pending.path("password").asText());
      try (var quoted = quote.executeQuery()) {
        quoted.next();
        statement.execute(quoted.getString(1));
      }
    }
  }

  private void finishSecret(String id, String token) {
    var versions = secrets.describeSecret(request -> request.secretId(id)).versionIdsToStages();
    var current =
        versions.keySet().stream()
            .filter(version -> versions.get(version).contains("AWSCURRENT"))
            .findFirst()
            .orElseThrow();
    if (!current.equals(token)) {
      secrets.updateSecretVersionStage(
          request ->
              request
                  .secretId(id)
                  .versionStage("AWSCURRENT")
                  .moveToVersionId(token)
                  .removeFromVersionId(current));
    }
  }

  private ObjectNode current(String id) throws JsonProcessingException {
    var value = secrets.getSecretValue(r -> r.secretId(id).versionStage("AWSCURRENT"));
    return (ObjectNode) JSON.readTree(value.secretString());
  }

  private JsonNode pending(String id, String token) throws JsonProcessingException {
    var value =
        secrets.getSecretValue(r -> r.secretId(id).versionId(token).versionStage("AWSPENDING"));
    return JSON.readTree(value.secretString());
  }

  private static boolean isAccepted(JsonNode login) {
    try {
      connect(login).close();
      return true;
    } catch (SQLException refused) {
      return false;
    }
  }

  private static Connection connect(JsonNode login) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%s/%s"
            .formatted(
                login.path("host").asText(),
                login.path("port").asText(),
                login.path("dbname").asText()),
        login.path("username").asText(),
        login.path("password").asText());
  }
}
