package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened in a world; a terminal prints its text, a page draws its details. It
 * never contains a secret value.
 *
 * @param at on the world's clock
 * @param text one line for a reader
 * @param details what a page needs to draw it, by name
 */
public record Event(Instant at, Kind kind, String text, Map<String, Object> details) {

  /** What kind of thing happened. */
  public enum Kind {
    /**
     * A call of the API: principal, operation, outcome and, where it was refused, by which layer.
     */
    CALL,
    /** A policy changed: what it was before and what it is now. */
    POLICY,
    /** Labels of a secret moved. */
    LABELS,
    /** A step of a rotation, or one of its events. */
    ROTATION,
    /** Somebody tried to log in to a database. */
    LOGIN,
    /** The clock moved. */
    TIME,
    /** Something outside of AWS changed: a database's password, a network, a function. */
    OUTSIDE
  }

  public Event {
    details = Map.copyOf(details);
  }

  /** The event as JSON: time, kind, text and details. */
  public ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("at", at.toString());
    json.put("kind", kind.name());
    json.put("text", text);
    var object = json.putObject("details");
    new TreeMap<>(details).forEach(object::putPOJO);
    return json;
  }
}
