package dev.strongroom.teaching.world;

import dev.strongroom.api.ServiceError;
import dev.strongroom.teaching.world.Event.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which labels of which secrets were on which versions when somebody last looked. */
final class Labels {

  private final Map<String, Map<String, String>> seen = new LinkedHashMap<>();

  void takeFrom(Labels other) {
    seen.putAll(other.seen);
  }

  /** What has changed since then, an event for each secret. */
  List<Event> changes(World world) {
    var changes = new ArrayList<Event>();
    var view = new View(world);
    for (var secret : view.secrets()) {
      var now = labels(view, secret);
      var before = seen.put(secret, now);
      if (!now.equals(before == null ? Map.of() : before)) {
        changes.add(
            new Event(
                world.now(),
                Kind.LABELS,
                secret + ": " + text(before == null ? Map.of() : before) + " -> " + text(now),
                Map.of(
                    "secret", secret, "before", before == null ? Map.of() : before, "after", now)));
      }
    }
    return changes;
  }

  private static Map<String, String> labels(View view, String secret) {
    try {
      return view.labels(secret);
    } catch (ServiceError gone) {
      return Map.of();
    }
  }

  /** As in {@code AWSCURRENT 5e41ab08, AWSPENDING 9c0d1f22}. */
  private static String text(Map<String, String> labels) {
    var text = new ArrayList<String>();
    labels.forEach(
        (label, id) -> text.add(label + " " + id.substring(0, Math.min(8, id.length()))));
    return text.isEmpty() ? "no labels" : String.join(", ", text);
  }
}
