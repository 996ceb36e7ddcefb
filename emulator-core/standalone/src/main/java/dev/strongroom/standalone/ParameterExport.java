package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.ArrayList;

/** The parameters of a running service as a seed has them, each with its newest version. */
final class ParameterExport {

  private static final String AWS_KEY = "alias/aws/ssm";

  private final ArrayNode seeds = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode values = JsonNodeFactory.instance.arrayNode();

  static ParameterExport of(Server server) throws CommandException {
    var export = new ParameterExport();
    for (var listed : server.administration("parameters").path("parameters")) {
      var arn = URLEncoder.encode(listed.path("ARN").asText(), UTF_8);
      export.add(listed, server.administration("parameters/" + arn + "?values=true"));
    }
    return export;
  }

  /** Returns the parameters without their values. */
  ArrayNode seeds() {
    return seeds;
  }

  /** Returns the values, in the same order. */
  ArrayNode values() {
    return values;
  }

  private void add(JsonNode described, JsonNode shown) {
    var history = new ArrayList<JsonNode>();
    shown.path("history").forEach(history::add);
    var newest = history.get(history.size() - 1);
    var seed = seeds.addObject();
    put(seed, "name", described.path("Name"));
    put(seed, "account", described.path("account"));
    put(seed, "region", described.path("region"));
    put(seed, "type", described.path("Type"));
    put(seed, "description", described.path("Description"));
    if (!described.path("KeyId").asText().equals(AWS_KEY)) {
      put(seed, "kmsKey", described.path("KeyId"));
    }
    put(seed, "tier", described.path("Tier"));
    put(seed, "allowedPattern", described.path("AllowedPattern"));
    put(seed, "dataType", described.path("DataType"));
    if (!described.path("Policies").isEmpty()) {
      var texts = new ArrayList<String>();
      described.path("Policies").forEach(policy -> texts.add(policy.path("PolicyText").asText()));
      seed.put("policies", "[" + String.join(",", texts) + "]");
    }
    if (!newest.path("Labels").isEmpty()) {
      var labels = seed.putArray("labels");
      newest.path("Labels").forEach(labels::add);
    }
    if (!shown.path("tags").isEmpty()) {
      var tags = seed.putObject("tags");
      shown
          .path("tags")
          .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
    }
    values.add(newest.path("Value").asText());
  }

  private static void put(ObjectNode seed, String member, JsonNode text) {
    if (text.isTextual()) {
      seed.put(member, text.asText());
    }
  }
}
