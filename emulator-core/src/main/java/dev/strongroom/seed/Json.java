package dev.strongroom.seed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON as seeds contain it. */
final class Json {

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREES =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(new JsonNodeFactory(true));

  private Json() {}

  /**
   * Returns the text itself if it is one JSON value; the refusal says where it breaks, never what
   * it says.
   */
  static String requireValid(String json, String what) {
    require(json, what, null);
    return json;
  }

  /** Refuses what is no JSON object. */
  static void requireObject(String json, String what) {
    require(json, what, JsonToken.START_OBJECT);
  }

  private static void require(String json, String what, @Nullable JsonToken begin) {
    try (var parser = JSON.createParser(json)) {
      var first = parser.nextToken();
      if (first == null) {
        throw new IllegalArgumentException(what + " is empty");
      }
      if (begin != null && first != begin) {
        throw new IllegalArgumentException(what + " must be a JSON object");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(what + " goes on after its first value");
      }
    } catch (JsonProcessingException malformed) {
      var place = malformed.getLocation();
      throw new IllegalArgumentException(
          what + " is malformed at line " + place.getLineNr() + ", column " + place.getColumnNr());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Returns an object with one more member, or another value of the one that it has. */
  static String put(String object, String member, String text) {
    try {
      var tree = (ObjectNode) TREES.readTree(object);
      return tree.put(member, text).toString();
    } catch (JsonProcessingException impossible) { // checked before
      throw new UncheckedIOException(impossible);
    }
  }
}
