package dev.strongroom.teaching.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A value of a YAML file together with the place where it stands. */
public sealed interface Located permits Scalar, Items, Members {

  Place place();

  /** What it is, in the words of messages: a text, a list, a map. */
  String kind();

  /** The same value as JSON. */
  JsonNode json();

  default ScenarioException error(String problem) {
    return new ScenarioException(place(), problem);
  }

  /** The text; a number or a truth value is the text that was written. */
  default String asText() {
    if (this instanceof Scalar scalar && !scalar.isNull()) {
      return scalar.text();
    }
    throw error("expected a text, but here is " + kind());
  }

  /** A text that is none of a list's, number's or map's: at least one character. */
  default String asName() {
    var text = asText();
    if (text.isBlank()) {
      throw error("expected a text, but here is an empty one");
    }
    return text;
  }

  default int asInteger() {
    try {
      return Integer.parseInt(asText());
    } catch (NumberFormatException noNumber) {
      throw error("expected a whole number, but here is '" + asText() + "'");
    }
  }

  default boolean asBoolean() {
    return switch (asText()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error("expected true or false, but here is '" + asText() + "'");
    };
  }

  default Duration asDuration() {
    try {
      var duration = Duration.parse(asText());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeException malformed) {
      // reported below
    }
    throw error("expected a duration such as PT10M or P30D, but here is '" + asText() + "'");
  }

  default Instant asInstant() {
    try {
      return Instant.parse(asText());
    } catch (DateTimeException malformed) {
      throw error(
          "expected an instant such as 2026-01-01T09:00:00Z, but here is '" + asText() + "'");
    }
  }

  default Members asMembers() {
    if (this instanceof Members members) {
      return members;
    }
    throw error("expected a map, but here is " + kind());
  }

  default Items asItems() {
    if (this instanceof Items items) {
      return items;
    }
    throw error("expected a list, but here is " + kind());
  }

  /** The elements of a list; anything else counts as a list of itself. */
  default List<Located> oneOrMore() {
    return this instanceof Items items ? items.values() : List.of(this);
  }

  /** One of a set of words. */
  default String asOneOf(List<String> words) {
    var text = asText();
    if (!words.contains(text)) {
      throw error(Suggestion.unknown("'" + text + "' is not allowed here", text, words));
    }
    return text;
  }
}
