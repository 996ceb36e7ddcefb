package dev.strongroom.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.model.StoreOperations.OfAForgetfulEmulator;
import dev.strongroom.model.StoreOperations.OfTheEmulator;
import dev.strongroom.model.StoreOperations.OfTheModel;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever several threads see of the store at once, the reference model gives in some order of the
 * same calls: Lincheck runs random scenarios many times and looks for that order.
 */
@Tag("soak")
@Execution(ExecutionMode.SAME_THREAD) // Lincheck runs one check at a time
class LinearizabilityTest {

  private static final int SCENARIOS = 50;
  private static final int RUNS = 100;

  private static StressOptions scenarios(int number, int runsOfEach) {
    return new StressOptions()
        .iterations(number)
        .invocationsPerIteration(runsOfEach)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        .minimizeFailedScenario(false)
        .sequentialSpecification(OfTheModel.class)
        .logLevel(LoggingLevel.WARN);
  }

  @Test
  void storeIsLinearizable() {
    long start = System.nanoTime();
    scenarios(SCENARIOS, RUNS).check(OfTheEmulator.class);
    System.out.printf(
        "Lincheck: %,d scenarios of 2 threads, %,d runs of each, in %,d s: linearizable%n",
        SCENARIOS, RUNS, (System.nanoTime() - start) / 1_000_000_000);
  }

  @Test
  void deletionThatDoesNotDeleteIsFound() {
    assertThatThrownBy(() -> scenarios(50, 5).check(OfAForgetfulEmulator.class))
        .hasMessageContaining("Invalid execution results");
  }
}
