package dev.strongroom.teaching.world;

import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.teaching.world.Event.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Steps of rotations as events. */
final class Steps {

  private Steps() {}

  static Event event(String secret, RotationTimeline.Entry entry) {
    var text = new StringBuilder(secret).append(": ").append(entry.what());
    if (entry.attempt() > 1) {
      text.append(" (attempt ").append(entry.attempt()).append(')');
    }
    if (!entry.outcome().isEmpty()) {
      text.append(", ").append(entry.outcome());
    }
    var logins = new ArrayList<String>();
    entry.logins().forEach((label, can) -> logins.add(label + (can ? " yes" : " no")));
    if (!logins.isEmpty()) {
      text.append("; logs in: ").append(String.join(", ", logins));
    }
    var details = new LinkedHashMap<String, Object>();
    details.put("secret", secret);
    details.put("step", entry.what());
    details.put("attempt", entry.attempt());
    details.put("outcome", entry.outcome());
    details.put("labels", entry.labelsAfter());
    details.put("logins", entry.logins());
    return new Event(entry.time(), Kind.ROTATION, text.toString(), details);
  }
}
