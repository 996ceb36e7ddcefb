package dev.strongroom.internal.service.ssm;

import static dev.strongroom.api.ErrorCode.INCOMPATIBLE_POLICY;
import static dev.strongroom.api.ErrorCode.INVALID_POLICY_ATTRIBUTE;
import static dev.strongroom.api.ErrorCode.INVALID_POLICY_TYPE;
import static dev.strongroom.api.ErrorCode.POLICIES_LIMIT_EXCEEDED;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.internal.service.ssm.api.ParameterInlinePolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A policy of a parameter (SSM-24).
 *
 * @param text its JSON
 * @param at when it is to be applied
 * @param done whether it has been applied
 */
record ParameterPolicy(String type, String text, Instant at, boolean done) {

  static final String EXPIRATION = "Expiration";

  private static final String EXPIRATION_NOTIFICATION = "ExpirationNotification";
  private static final String NO_CHANGE_NOTIFICATION = "NoChangeNotification";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 10;
  private static final int MOST_UNITS = 100_000;

  /** Returns what it does. */
  String inWords() {
    return switch (type) {
      case EXPIRATION -> "expiration";
      case EXPIRATION_NOTIFICATION -> "notification of its expiration";
      default -> "notification that it has not changed";
    };
  }

  ParameterPolicy applied() {
    return new ParameterPolicy(type, text, at, true);
  }

  ParameterInlinePolicy shown() {
    return new ParameterInlinePolicy(text, type, done ? "Finished" : "Pending");
  }

  /** Returns the policies of a parameter that is put at an instant. */
  static List<ParameterPolicy> parse(String policies, Instant now) {
    var nodes = new ArrayList<JsonNode>();
    array(policies).forEach(nodes::add);
    nodes.removeIf(node -> node.isObject() && node.isEmpty()); // "[{}]" removes all policies
    if (nodes.size() > MOST) {
      throw POLICIES_LIMIT_EXCEEDED.error(
          "You specified more than the maximum number of allowed policies for the parameter. The"
              + " maximum is "
              + MOST
              + ".");
    }
    var expirations = nodes.stream().filter(node -> typeOf(node).equals(EXPIRATION)).toList();
    var notifies = nodes.stream().anyMatch(node -> typeOf(node).equals(EXPIRATION_NOTIFICATION));
    if (expirations.size() > 1
        || (notifies && expirations.isEmpty())
        || new HashSet<>(nodes).size() < nodes.size()) {
      throw INCOMPATIBLE_POLICY.error(
          "There is a conflict in the policies specified for this parameter. You can't, for"
              + " example, specify two Expiration policies for a parameter. Review your policies,"
              + " and try again.");
    }
    var expiration = expirations.isEmpty() ? null : timestamp(expirations.get(0));
    return nodes.stream()
        .map(
            node ->
                switch (typeOf(node)) {
                  case EXPIRATION -> of(node, timestamp(node), now);
                  case EXPIRATION_NOTIFICATION ->
                      of(
                          node,
                          (expiration == null ? now : expiration).minus(time(node, "Before")),
                          now);
                  case NO_CHANGE_NOTIFICATION -> of(node, now.plus(time(node, "After")), now);
                  default ->
                      throw INVALID_POLICY_TYPE.error(
                          "The policy type isn't supported. Parameter Store supports the following"
                              + " policy types: Expiration, ExpirationNotification, and"
                              + " NoChangeNotification.");
                })
        .toList();
  }

  /** Returns the policy for a version that is put at an instant, without changing what it says. */
  ParameterPolicy carriedOver(Instant now) { // SSM-25: what counts from a change counts anew
    return type.equals(NO_CHANGE_NOTIFICATION)
        ? new ParameterPolicy(type, text, now.plus(time(tree(text), "After")), false)
        : this;
  }

  private static ParameterPolicy of(JsonNode node, Instant at, Instant now) {
    if (at.isBefore(now)) {
      throw invalid();
    }
    return new ParameterPolicy(typeOf(node), node.toString(), at, false);
  }

  private static String typeOf(JsonNode node) {
    return node.path("Type").asText("");
  }

  private static JsonNode array(String policies) {
    var tree = tree(policies);
    if (!tree.isArray()) {
      throw invalid();
    }
    return tree;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw invalid();
    }
  }

  private static Instant timestamp(JsonNode policy) {
    try {
      return OffsetDateTime.parse(policy.path("Attributes").path("Timestamp").asText())
          .toInstant()
          .truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException malformed) {
      throw invalid();
    }
  }

  private static Duration time(JsonNode policy, String attribute) {
    var attributes = policy.path("Attributes");
    int number;
    try {
      number = Integer.parseInt(attributes.path(attribute).asText());
    } catch (NumberFormatException malformed) {
      throw invalid();
    }
    if (number < 1 || number > MOST_UNITS) {
      throw invalid();
    }
    return switch (attributes.path("Unit").asText()) {
      case "Days" -> Duration.ofDays(number);
      case "Hours" -> Duration.ofHours(number);
      default -> throw invalid();
    };
  }

  private static RuntimeException invalid() {
    return INVALID_POLICY_ATTRIBUTE.error("A policy attribute or its value is invalid.");
  }
}
