package dev.strongroom.teaching.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** A list. */
public record Items(Place place, List<Located> values) implements Located {

  public Items {
    values = List.copyOf(values);
  }

  @Override
  public String kind() {
    return "a list";
  }

  @Override
  public JsonNode json() {
    var array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(value.json()));
    return array;
  }
}
