package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares decisions with those of an independent evaluator. Each disagreement must be one of the
 * simulator's readings in readings.tsv, which names the page of AWS's documentation that decides.
 */
@Tag("differential")
class DifferentialTest {

  private static final int WORLDS = Integer.getInteger("differential.worlds", 20_000);
  private static final Set<Reading> ALL = EnumSet.allOf(Reading.class);

  @Test
  void everyDisagreementIsAReadingThatAwsDecides() throws Exception {
    assumeTrue(IamSimulator.isPossible(), "skipped: node and npm are not on the PATH");
    Map<Reading, Integer> explained = new EnumMap<>(Reading.class);
    var unexplained = new ArrayList<String>();
    int allowed = 0;
    int disagreements = 0;
    try (var simulator = IamSimulator.start(Path.of("target/iam-simulate"))) {
      for (int seed = 0; seed < WORLDS; seed++) {
        var world = JudgedWorlds.random(new Random(seed));
        boolean ours = AccessDecision.of(world.request()).allowed();
        boolean theirs = simulator.allows(world);
        allowed += ours ? 1 : 0;
        if (theirs != SimulatorEvaluator.allows(world, ALL)) {
          unexplained.add("seed " + seed + ": the simulator says " + theirs + ", but " + world);
        } else if (ours != theirs) {
          disagreements++;
          explanation(world, theirs).forEach(r -> explained.merge(r, 1, Integer::sum));
        }
      }
    }

    System.out.printf(
        "Differential: %,d worlds (%,d allowed), %,d disagreements by the simulator's readings %s,"
            + " %,d unexplained%n",
        WORLDS, allowed, disagreements, explained, unexplained.size());
    assertThat(unexplained).isEmpty();
    if (WORLDS >= 20_000) {
      assertThat(explained.keySet()).as("readings that make a difference").isEqualTo(ALL);
    }
  }

  /** The fewest readings that make a decision the simulator's. */
  private static Set<Reading> explanation(World world, boolean theirs) {
    for (int size = 1; size <= 3; size++) {
      for (var readings : combinations(List.copyOf(ALL), size)) {
        if (SimulatorEvaluator.allows(world, readings) == theirs) {
          return readings;
        }
      }
    }
    return ALL;
  }

  private static List<Set<Reading>> combinations(List<Reading> from, int size) {
    var combinations = new ArrayList<Set<Reading>>();
    for (int i = 0; i < from.size(); i++) {
      if (size == 1) {
        combinations.add(EnumSet.of(from.get(i)));
      } else {
        for (var rest : combinations(from.subList(i + 1, from.size()), size - 1)) {
          var all = EnumSet.of(from.get(i));
          all.addAll(rest);
          combinations.add(all);
        }
      }
    }
    return combinations;
  }
}
