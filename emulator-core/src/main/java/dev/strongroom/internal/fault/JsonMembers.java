package dev.strongroom.internal.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a JSON object must and may have. */
public final class JsonMembers {

  private JsonMembers() {}

  /**
   * Requires that an object has no other members than these.
   *
   * @throws IllegalArgumentException naming another one
   */
  public static JsonNode requireOnly(JsonNode object, String... members) {
    for (var names = object.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!List.of(members).contains(name)) {
        throw new IllegalArgumentException(
            "There is no member '%s' here; there may be %s".formatted(name, List.of(members)));
      }
    }
    return object;
  }

  /**
   * Returns the string that a member must be.
   *
   * @throws IllegalArgumentException naming the member if it is no string
   */
  public static String text(JsonNode object, String member) {
    var node = object.path(member);
    if (!node.isTextual()) {
      throw new IllegalArgumentException("'" + member + "' must be a string");
    }
    return node.textValue();
  }
}
