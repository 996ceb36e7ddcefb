package dev.strongroom.internal.iam;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as plain JDK values: Map, List, String, BigDecimal, Boolean. No policy element takes null.
 */
final class Json {

  private static final int DEEPEST = 8; // a condition's value list lies at depth 6

  /** Fifty classes, which a process that reads no policy does not load. */
  private static final class Reading {

    static final JsonFactory FACTORY =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  private Json() {}

  static Object read(String text) {
    try (var parser = Reading.FACTORY.createParser(text)) {
      parser.nextToken();
      var value = value(parser, 0);
      if (parser.nextToken() != null) {
        throw Malformed.syntax("Something follows after the policy's last brace.");
      }
      return value;
    } catch (JsonProcessingException e) {
      // the parser's own message quotes the text: say only where it stopped
      var at = e.getLocation();
      throw Malformed.syntax(
          at == null
              ? "The policy is not JSON."
              : "The policy is not JSON: line %d, column %d."
                  .formatted(at.getLineNr(), at.getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the places of the statements in the text of a policy that can be read. */
  static List<Policy.Place> statements(String text) {
    var places = new ArrayList<Policy.Place>();
    try (var parser = Reading.FACTORY.createParser(text)) {
      parser.nextToken();
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        var token = parser.nextToken();
        if (!name.equals("Statement")) {
          parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
          places.add(place(parser));
        } else {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            places.add(place(parser));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(places);
  }

  private static Policy.Place place(JsonParser parser) throws IOException {
    var start = parser.currentLocation();
    parser.skipChildren();
    var end = parser.currentLocation();
    return new Policy.Place(
        start.getLineNr(), start.getColumnNr(), end.getLineNr(), end.getColumnNr());
  }

  private static Object value(JsonParser parser, int depth) throws IOException {
    var token = parser.currentToken();
    if (token == null) {
      throw Malformed.syntax("The policy is empty.");
    }
    if (depth > DEEPEST) {
      throw Malformed.syntax("The policy is nested too deeply.");
    }
    switch (token) {
      case START_OBJECT -> {
        var object = new LinkedHashMap<String, Object>();
        for (var key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
          parser.nextToken();
          object.put(key, value(parser, depth + 1));
        }
        return Collections.unmodifiableMap(object);
      }
      case START_ARRAY -> {
        var array = new ArrayList<>();
        while (!parser.nextToken().isStructEnd()) {
          array.add(value(parser, depth + 1));
        }
        return List.copyOf(array);
      }
      case VALUE_STRING -> {
        return parser.getText();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return number(parser.getText());
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return parser.getBooleanValue();
      }
      default -> throw Malformed.syntax("null is no value in a policy.");
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw Malformed.syntax("A number is too large.");
    }
  }

  @SuppressWarnings("unchecked") // keys are texts: only value() makes maps
  static Map<String, Object> object(Object value, String element) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw Malformed.syntax(element + " must be an object.");
  }

  /** Returns about how many characters a value has when it is written. */
  static int length(Object value) {
    int length = 2;
    if (value instanceof Map<?, ?> object) {
      for (var entry : object.entrySet()) {
        length += String.valueOf(entry.getKey()).length() + 4 + length(entry.getValue());
      }
    } else if (value instanceof List<?> array) {
      for (var element : array) {
        length += 1 + length(element);
      }
    } else {
      length += value instanceof String text ? text.length() : 8;
    }
    return length;
  }

  static String write(Object value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> object) {
      var separator = "{";
      for (var entry : object.entrySet()) {
        out.append(separator);
        quote(String.valueOf(entry.getKey()), out);
        out.append(':');
        write(entry.getValue(), out);
        separator = ",";
      }
      out.append(object.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> array) {
      var separator = "[";
      for (var element : array) {
        out.append(separator);
        write(element, out);
        separator = ",";
      }
      out.append(array.isEmpty() ? "[]" : "]");
    } else if (value instanceof String text) {
      quote(text, out);
    } else {
      out.append(value);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
