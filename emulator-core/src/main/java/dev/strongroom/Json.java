package dev.strongroom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as seeds contain it. */
final class Json {

  private static final JsonFactory JSON = new JsonFactory();

  private Json() {}

  /**
   * The text itself if it is one JSON value; the refusal tells where it breaks, never what it says.
   */
  static String requireValid(String json, String what) {
    try (var parser = JSON.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException(what + " is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(what + " goes on after its first value");
      }
      return json;
    } catch (JsonProcessingException malformed) {
      var place = malformed.getLocation();
      throw new IllegalArgumentException(
          what + " is malformed at line " + place.getLineNr() + ", column " + place.getColumnNr());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
