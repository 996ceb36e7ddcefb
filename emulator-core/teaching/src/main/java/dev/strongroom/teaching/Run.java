package dev.strongroom.teaching;

import dev.strongroom.teaching.world.Actions;
import dev.strongroom.teaching.world.Event;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.world.Outcome;
import dev.strongroom.teaching.world.World;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scenario that has been run up to some step. It keeps the world after every step, so that
 * anything can be tried from there.
 */
public final class Run implements AutoCloseable {

  /**
   * What became of a step.
   *
   * @param outcome of its last action
   * @param problem how it differs from what the scenario says; null if it doesn't
   * @param events what happened in it
   */
  public record Result(
      Step step, Outcome outcome, @Nullable ScenarioException problem, List<Event> events) {}

  private final Scenario scenario;
  private final World world;
  private final Map<String, World> after = new LinkedHashMap<>();
  private final List<Result> results = new ArrayList<>();

  private Run(Scenario scenario) {
    this.scenario = scenario;
    this.world = scenario.world();
    after.put(Scenario.START, world.fork());
  }

  /** The scenario before its first step. */
  public static Run begin(Scenario scenario) {
    return new Run(scenario);
  }

  /** The scenario after its last step. */
  public static Run of(Scenario scenario) {
    var run = begin(scenario);
    while (run.hasNext()) {
      run.next();
    }
    return run;
  }

  public Scenario scenario() {
    return scenario;
  }

  public boolean hasNext() {
    return results.size() < scenario.steps().size();
  }

  /** Takes the next step. */
  public Result next() {
    var step = scenario.steps().get(results.size());
    int before = world.events().size();
    var outcome = Actions.perform(world, step.actions());
    var events = world.events().subList(before, world.events().size());
    var result = new Result(step, outcome, problem(step, outcome), List.copyOf(events));
    results.add(result);
    after.put(step.id(), world.fork());
    return result;
  }

  private @Nullable ScenarioException problem(Step step, Outcome outcome) {
    if (step.expected() != null) {
      var difference = step.expected().difference(world, outcome);
      if (difference != null) {
        return new ScenarioException(
            step.expected().place(), "step '" + step.id() + "': " + difference);
      }
    }
    var unmet = Look.firstUnmet(world, step.looks());
    return unmet == null
        ? null
        : new ScenarioException(unmet.place(), "step '" + step.id() + "': " + unmet.why());
  }

  public List<Result> results() {
    return List.copyOf(results);
  }

  /** A world of its own that goes on after a step; the caller closes it. */
  public World after(String stepId) {
    while (!after.containsKey(stepId) && hasNext()) {
      next();
    }
    var held = after.get(stepId);
    if (held == null) {
      throw new IllegalArgumentException("There is no step '" + stepId + "'");
    }
    return held.fork();
  }

  /** What happened in all steps so far. */
  public List<Event> events() {
    return world.events();
  }

  @Override
  public void close() {
    after.values().forEach(World::close);
    world.close();
  }
}
