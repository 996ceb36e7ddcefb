package dev.strongroom.rotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A database login as a secret's JSON (ROT-25), which keeps members that it doesn't know. */
final class DatabaseSecret {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode members;
  private final DatabaseEngine engine;

  private DatabaseSecret(ObjectNode members, DatabaseEngine engine) {
    this.members = members;
    this.engine = engine;
  }

  static DatabaseSecret ofSingleUser(String json, DatabaseEngine engine) {
    return parse(json, engine, engine == DatabaseEngine.DB2, engine.requiresDbname());
  }

  static DatabaseSecret ofAlternatingUsers(String json, DatabaseEngine engine) {
    return parse(json, engine, engine != DatabaseEngine.MONGO, engine.requiresDbname());
  }

  /** A master's secret, which takes its database from the user's. */
  static DatabaseSecret ofMaster(String json, DatabaseEngine engine) {
    return parse(json, engine, engine != DatabaseEngine.MONGO, false);
  }

  /**
   * @param engineLast whether the engine is looked at after the other members: templates differ
   */
  private static DatabaseSecret parse(
      String json, DatabaseEngine engine, boolean engineLast, boolean dbname) {
    var members = object(json);
    if (members == null) {
      throw new IllegalArgumentException("The secret of a database must be a JSON object");
    }
    var secret = new DatabaseSecret(members, engine);
    if (!engineLast) {
      secret.requireEngine();
    }
    var required = new ArrayList<>(List.of("host", "username", "password"));
    if (dbname) {
      required.add("dbname");
    }
    if (engineLast) {
      required.add("engine");
    }
    for (var name : required) {
      secret.require(name);
    }
    if (engineLast) {
      secret.requireEngine();
    }
    return secret;
  }

  /** The JSON object, or null if the text is none; never with a parser's words. */
  static @Nullable ObjectNode object(String json) {
    try {
      return MAPPER.readTree(json) instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException malformed) {
      return null;
    }
  }

  private void requireEngine() {
    if (!engine.names().contains(members.path("engine").asText())) {
      throw new IllegalArgumentException(
          "Database engine must be set to '%s' in order to use this rotation lambda"
              .formatted(engine.names().get(0)));
    }
  }

  private JsonNode require(String name) {
    var value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " key is missing from secret JSON");
    }
    return value;
  }

  private String text(String name) {
    var value = require(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " in secret JSON must be a string");
    }
    return value.textValue();
  }

  String host() {
    return text("host");
  }

  String username() {
    return text("username");
  }

  String masterArn() {
    return text("masterarn");
  }

  /** The database that the secret names; null if it names none. */
  @Nullable String dbname() {
    return members.hasNonNull("dbname") ? text("dbname") : null;
  }

  DatabaseLogin login() {
    var dbname = dbname();
    return new DatabaseLogin(
        host(),
        port(),
        dbname == null ? engine.defaultDbname() : dbname,
        username(),
        text("password"),
        ssl());
  }

  private int port() {
    var port = members.get("port");
    if (port == null) {
      return engine.defaultPort();
    }
    try {
      return Integer.parseInt(port.asText());
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          "port in secret JSON must be a number or a numeric string");
    }
  }

  /** Anything but a clear yes or no leaves it to the server. */
  private @Nullable Boolean ssl() {
    return switch (members.path("ssl").asText().toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  /** The same secret for another user and password. */
  String toJson(String username, String password) {
    return members.deepCopy().put("username", username).put("password", password).toString();
  }

  /** Its TLS setting is that of the other: a server that now wants TLS wants it for old logins. */
  DatabaseLogin loginWithSslOf(DatabaseSecret other) {
    return login().withSsl(other.ssl());
  }
}
