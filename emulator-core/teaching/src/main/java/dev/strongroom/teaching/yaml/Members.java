package dev.strongroom.teaching.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map, in the order of the file.
 *
 * @param keys where each key stands
 */
public record Members(Place place, Map<String, Located> values, Map<String, Place> keys)
    implements Located {

  public Members {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    keys = Map.copyOf(keys);
  }

  @Override
  public String kind() {
    return "a map";
  }

  @Override
  public ObjectNode json() {
    var object = JsonNodeFactory.instance.objectNode();
    values.forEach((key, value) -> object.set(key, value.json()));
    return object;
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The member of that name; null if there is none. */
  public @Nullable Located find(String name) {
    return values.get(name);
  }

  /** The member of that name, which must be there. */
  public Located get(String name) {
    var value = values.get(name);
    if (value == null) {
      throw error("the member '" + name + "' is missing");
    }
    return value;
  }

  public String text(String name) {
    return get(name).asName();
  }

  public String text(String name, String otherwise) {
    var value = find(name);
    return value == null ? otherwise : value.asName();
  }

  public @Nullable String optionalText(String name) {
    var value = find(name);
    return value == null ? null : value.asName();
  }

  public int integer(String name, int otherwise) {
    var value = find(name);
    return value == null ? otherwise : value.asInteger();
  }

  public boolean flag(String name) {
    return flag(name, false);
  }

  public boolean flag(String name, boolean otherwise) {
    var value = find(name);
    return value == null ? otherwise : value.asBoolean();
  }

  /** A map of that name; an empty one if there is none. */
  public Members members(String name) {
    var value = find(name);
    return value == null ? new Members(place, Map.of(), Map.of()) : value.asMembers();
  }

  /** The elements of a list, or a single value; none if there is no such member. */
  public List<Located> each(String name) {
    var value = find(name);
    return value == null ? List.of() : value.oneOrMore();
  }

  public List<String> texts(String name) {
    return each(name).stream().map(Located::asName).toList();
  }

  public void with(String name, Consumer<Located> use) {
    var value = find(name);
    if (value != null) {
      use.accept(value);
    }
  }

  /** Where a key stands. */
  public Place placeOf(String key) {
    return keys.getOrDefault(key, place);
  }

  /** Refuses members that are none of these, with the nearest one. */
  public Members only(List<String> allowed) {
    for (var name : names()) {
      if (!allowed.contains(name)) {
        throw new ScenarioException(
            placeOf(name),
            Suggestion.unknown("there is no member '" + name + "' here", name, allowed));
      }
    }
    return this;
  }

  public Members only(String... allowed) {
    return only(List.of(allowed));
  }

  /** The single one of these members that is present. */
  public String oneOf(List<String> alternatives) {
    var present = alternatives.stream().filter(this::has).toList();
    if (present.size() == 1) {
      return present.get(0);
    }
    throw error(
        present.isEmpty()
            ? "one of these members is missing: " + String.join(", ", alternatives)
            : "only one of these members may be here: " + String.join(", ", present));
  }
}
