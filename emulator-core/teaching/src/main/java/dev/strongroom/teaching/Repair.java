package dev.strongroom.teaching;

import dev.strongroom.teaching.world.Action;
import dev.strongroom.teaching.world.Actions;
import dev.strongroom.teaching.world.Expectation;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.world.Names;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way to repair a scenario, or one that is tempting and fails.
 *
 * @param from the step after which it begins
 * @param refused of one that fails: how; null if not with an error
 * @param fails of one that fails: what is true then; empty if it is said by the error alone
 */
public record Repair(
    String id,
    Place place,
    String from,
    List<Action> actions,
    boolean isGood,
    @Nullable Expectation refused,
    List<Look> fails,
    String why) {

  static Repair parse(
      String id, Members file, String start, Names names, Map<String, Action> actions) {
    file.only("from", "do", "fails", "why");
    var fails = file.find("fails");
    Expectation refused = null;
    List<Look> looks = List.of();
    if (fails != null) {
      var members = fails.asMembers();
      if (members.has("error")) {
        refused = Expectation.parse(members, names);
      } else {
        looks = Look.parseAll(List.of(members), names, actions);
      }
    }
    return new Repair(
        id,
        file.place(),
        file.text("from", start),
        Actions.list(file.get("do"), names, actions),
        fails == null,
        refused,
        looks,
        file.text("why", ""));
  }

  /** All of a scenario, by their names. */
  static Map<String, Repair> parseAll(
      Members file, String start, Names names, Map<String, Action> actions) {
    var repairs = new LinkedHashMap<String, Repair>();
    for (var id : file.names()) {
      repairs.put(id, parse(id, file.get(id).asMembers(), start, names, actions));
    }
    return repairs;
  }
}
