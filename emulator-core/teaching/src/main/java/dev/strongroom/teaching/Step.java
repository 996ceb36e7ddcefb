package dev.strongroom.teaching;

import dev.strongroom.teaching.world.Action;
import dev.strongroom.teaching.world.Actions;
import dev.strongroom.teaching.world.Expectation;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.world.Names;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a scenario: actions, what the last of them comes to, and what is true afterwards.
 *
 * @param say what a reader sees before it; empty if nothing
 * @param expected null for a step that only looks
 */
public record Step(
    String id,
    Place place,
    String say,
    List<Action> actions,
    @Nullable Expectation expected,
    List<Look> looks) {

  static Step parse(Members file, Names names, Map<String, Action> actions) {
    file.only("id", "say", "do", "expect", "look");
    boolean acts = file.has("do");
    if (!acts && !file.has("look")) {
      throw file.error("a step does something ('do') or looks at something ('look')");
    }
    return new Step(
        file.text("id"),
        file.place(),
        file.text("say", ""),
        acts ? Actions.list(file.get("do"), names, actions) : List.of(),
        acts ? Expectation.parse(file.get("expect"), names) : null,
        Look.parseAll(file.each("look"), names, actions));
  }
}
