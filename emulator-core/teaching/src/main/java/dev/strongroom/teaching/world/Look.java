package dev.strongroom.teaching.world;

import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something that is true of a world, or isn't: where labels are, who can log in, what an action
 * comes to. All of what one map says must hold.
 */
public final class Look {

  /**
   * Why something doesn't hold.
   *
   * @param outcome of the action that was tried; null if none was
   */
  public record Unmet(Place place, String why, @Nullable Outcome outcome) {}

  /** One thing that is looked at; null if it is as it should be. */
  interface Test {
    @Nullable Unmet unmet(World world);
  }

  /** How each member of the map is read; the names in the order of the documentation. */
  private static final Map<String, BiFunction<Located, Names, Test>> TABLE = table();

  private final Place place;
  private final List<Test> tests;

  private Look(Place place, List<Test> tests) {
    this.place = place;
    this.tests = tests;
  }

  public Place place() {
    return place;
  }

  private static Map<String, BiFunction<Located, Names, Test>> table() {
    var table = new LinkedHashMap<String, BiFunction<Located, Names, Test>>();
    table.put("labels", LabelTests::labels);
    table.put("logs-in", LabelTests::logsIn);
    table.put("opens", LabelTests::opens);
    table.put("describes", LabelTests::describes);
    table.put("timeline-ends", TimelineTests::ends);
    table.put("timeline", TimelineTests::whole);
    table.put("failure", TimelineTests::failure);
    table.put("during", TimelineTests::during);
    table.put("calls", CallTests::calls);
    table.put("events", CallTests::events);
    table.put("access", CallTests::access);
    table.put("application", CallTests::application);
    table.put("leaks", CallTests::leaks);
    return Collections.unmodifiableMap(table);
  }

  /** The names of what can be looked at. */
  public static Set<String> words() {
    return TABLE.keySet();
  }

  /** Reads a map of things that must hold; with {@code do}, an action and what it must come to. */
  public static Look parse(Located file, Names names, Map<String, Action> actions) {
    var members = file.asMembers();
    var tests = new ArrayList<Test>();
    if (members.has("do")) {
      members.only("do", "expect");
      tests.add(attempt(members, names, actions));
    } else {
      members.only(List.copyOf(TABLE.keySet()));
      members
          .values()
          .forEach(
              (name, value) -> {
                var read = TABLE.get(name);
                if (read != null) {
                  tests.add(read.apply(value, names));
                }
              });
      if (tests.isEmpty()) {
        throw members.error("say what must hold: one of " + String.join(", ", TABLE.keySet()));
      }
    }
    return new Look(file.place(), tests);
  }

  /** Reads a list of such maps, or one. */
  public static List<Look> parseAll(List<Located> files, Names names, Map<String, Action> actions) {
    return files.stream().map(file -> parse(file, names, actions)).toList();
  }

  private static Test attempt(Members members, Names names, Map<String, Action> actions) {
    var attempted = Actions.list(members.get("do"), names, actions);
    var expected = Expectation.parse(members.get("expect"), names);
    return world -> {
      var outcome = Actions.perform(world, attempted);
      var difference = expected.difference(world, outcome);
      return difference == null
          ? null
          : new Unmet(
              expected.place(),
              attempted.get(attempted.size() - 1).text() + ": " + difference,
              outcome);
    };
  }

  /** Why it doesn't hold; null if it does. Actions that it tries change the world. */
  public @Nullable Unmet unmet(World world) {
    for (var test : tests) {
      var unmet = test.unmet(world);
      if (unmet != null) {
        return unmet;
      }
    }
    return null;
  }

  /** The first of several that doesn't hold, in one fork of the world; null if all do. */
  public static @Nullable Unmet firstUnmet(World world, List<Look> looks) {
    try (var fork = world.fork()) {
      for (var look : looks) {
        var unmet = look.unmet(fork);
        if (unmet != null) {
          return unmet;
        }
      }
      return null;
    }
  }
}
