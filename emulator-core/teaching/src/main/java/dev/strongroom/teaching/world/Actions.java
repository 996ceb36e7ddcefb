package dev.strongroom.teaching.world;

import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Scalar;
import dev.strongroom.teaching.yaml.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists of actions. */
public final class Actions {

  private Actions() {}

  /** Reads a list of actions, or one; each is a name, or an action itself. */
  public static List<Action> list(Located file, Names names, Map<String, Action> actions) {
    var list = new ArrayList<Action>();
    for (var one : file.oneOrMore()) {
      if (one instanceof Scalar) {
        var name = one.asName();
        var action = actions.get(name);
        if (action == null) {
          throw one.error(
              Suggestion.unknown("there is no action '" + name + "'", name, actions.keySet()));
        }
        list.add(action);
      } else {
        list.add(Verbs.parse(null, one, names));
      }
    }
    return List.copyOf(list);
  }

  /** Carries out actions one after the other, up to the first that fails. */
  public static Outcome perform(World world, List<Action> actions) {
    var outcome = Outcome.OK;
    for (var action : actions) {
      outcome = world.perform(action);
      if (!outcome.succeeded()) {
        return outcome;
      }
    }
    return outcome;
  }
}
