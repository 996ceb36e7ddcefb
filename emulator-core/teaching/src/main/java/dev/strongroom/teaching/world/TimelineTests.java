package dev.strongroom.teaching.world;

import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.teaching.world.Look.Test;
import dev.strongroom.teaching.world.Look.Unmet;
import dev.strongroom.teaching.yaml.Items;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be said of the steps of a secret's rotations. */
final class TimelineTests {

  private TimelineTests() {}

  /** {@code [testSecret, RotationFailed]}, or {@code {secret, steps}}: how the timeline ends. */
  static Test ends(Located file, Names names) {
    return steps(
        file,
        names,
        "ends with",
        (wanted, actual) ->
            actual.size() >= wanted.size()
                && actual.subList(actual.size() - wanted.size(), actual.size()).equals(wanted));
  }

  /** All steps and events there were. */
  static Test whole(Located file, Names names) {
    return steps(file, names, "is", List::equals);
  }

  private interface Comparison {
    boolean holds(List<String> wanted, List<String> actual);
  }

  private static Test steps(Located file, Names names, String verb, Comparison comparison) {
    var secret = secretOf(file, names);
    var wanted =
        (file instanceof Items items
                ? items
                : file.asMembers().only("secret", "steps").get("steps"))
            .oneOrMore().stream().map(Located::asName).toList();
    return world -> {
      var actual = entries(world, secret).stream().map(RotationTimeline.Entry::what).toList();
      return comparison.holds(wanted, actual)
          ? null
          : new Unmet(
              file.place(),
              "the timeline %s %s".formatted(verb, last(actual, wanted.size() + 2)),
              null);
    };
  }

  private static String secretOf(Located file, Names names) {
    return LabelTests.secret(
        file instanceof Members members ? members : new Members(file.place(), Map.of(), Map.of()),
        names);
  }

  private static List<RotationTimeline.Entry> entries(World world, String secret) {
    return world.steps().getOrDefault(secret, List.of());
  }

  private static <T> List<T> last(List<T> list, int count) {
    return list.subList(Math.max(0, list.size() - count), list.size());
  }

  /** What the last step that failed said. */
  static Test failure(Located file, Names names) {
    var secret =
        file instanceof Members members
            ? LabelTests.secret(members.only("secret", "text"), names)
            : secretOf(file, names);
    var wanted = file instanceof Members members ? members.text("text") : file.asName();
    return world -> {
      var failure = lastFailure(entries(world, secret));
      return failure != null && failure.contains(wanted)
          ? null
          : new Unmet(file.place(), "the last failure is '" + failure + "'", null);
    };
  }

  private static @Nullable String lastFailure(List<RotationTimeline.Entry> entries) {
    String last = null;
    for (var entry : entries) {
      if (entry.failure() != null) {
        last = String.valueOf(entry.failure().getMessage());
      }
    }
    return last;
  }

  /**
   * {@code {setSecret: {AWSCURRENT: false}}}: which labels' values logged in after a step, and how
   * long after the rotation's start it ended.
   */
  static Test during(Located file, Names names) {
    var members = file.asMembers();
    var secret = LabelTests.secret(members, names);
    return world -> {
      var entries = entries(world, secret);
      for (var step : members.names()) {
        if (step.equals("secret")) {
          continue;
        }
        var entry = lastOf(entries, e -> e.what().equals(step));
        if (entry == null) {
          return new Unmet(members.placeOf(step), "there was no step " + step, null);
        }
        var logins = members.get(step).asMembers();
        for (var label : logins.names()) {
          boolean wanted = logins.get(label).asBoolean();
          if (wanted != entry.logins().getOrDefault(label, false)) {
            return new Unmet(
                logins.get(label).place(),
                "after %s, %s %s".formatted(step, label, wanted ? "did not log in" : "logged in"),
                null);
          }
        }
      }
      return null;
    };
  }

  private static RotationTimeline.@Nullable Entry lastOf(
      List<RotationTimeline.Entry> entries, Function<RotationTimeline.Entry, Boolean> condition) {
    RotationTimeline.Entry last = null;
    for (var entry : entries) {
      if (condition.apply(entry)) {
        last = entry;
      }
    }
    return last;
  }
}
