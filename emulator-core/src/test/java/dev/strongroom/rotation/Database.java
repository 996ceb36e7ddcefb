package dev.strongroom.rotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.SecretValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A database as far as rotation knows one: users and their passwords. */
public final class Database implements LoginCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> passwords = new ConcurrentHashMap<>();

  public Database(String user, String password) {
    passwords.put(user, password);
  }

  /** The secret of a user, with the keys that AWS's templates require (ROT-25). */
  public static String secret(String user, String password) {
    return "{\"engine\":\"postgres\",\"host\":\"db\",\"username\":\"%s\",\"password\":\"%s\"}"
        .formatted(user, password);
  }

  @Override
  public boolean canLogIn(SecretValue secret) {
    var json = parsed(secret);
    return json.required("password")
        .textValue()
        .equals(passwords.get(json.required("username").textValue()));
  }

  void setPassword(SecretValue secret) {
    var json = parsed(secret);
    passwords.put(json.required("username").textValue(), json.required("password").textValue());
  }

  public String password(String user) {
    return passwords.get(user);
  }

  static JsonNode parsed(SecretValue secret) {
    try {
      return JSON.readTree(secret.text());
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("The secret is no JSON", malformed);
    }
  }

  static SecretValue withPassword(SecretValue secret, String password) {
    var json = (ObjectNode) parsed(secret);
    return SecretValue.ofText(json.put("password", password).toString());
  }
}
