package dev.strongroom.samples.rotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of a database secret. */
final class Json {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Json() {}

  static String login(
      String host, int port, String dbname, String username, String password, String masterArn) {
    return JSON.createObjectNode()
        .put("engine", "postgres")
        .put("host", host)
        .put("port", port)
        .put("dbname", dbname)
        .put("username", username)
        .put("password", password)
        .put("masterarn", masterArn)
        .toString();
  }

  static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException("No JSON");
    }
  }
}
