package dev.strongroom.teaching;

import dev.strongroom.teaching.yaml.Place;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * The tests of a folder's scenarios in JUnit Jupiter: one for each step, option and repair, and one
 * for each other gate.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> scenarios() {
 *   return Scenarios.in(Path.of("scenarios"));
 * }
 * }</pre>
 */
public final class Scenarios {

  /** The gates whose problems are those of a step, an option or a repair. */
  private static final Set<Gate> OF_PARTS =
      EnumSet.of(
          Gate.STEPS_HOLD,
          Gate.REPAIRS_WORK,
          Gate.NOTHING_SUPERFLUOUS,
          Gate.WRONG_REPAIRS_FAIL,
          Gate.WRONG_OPTIONS_EXPLAINED);

  private final Scenario scenario;
  private final Map<Gate, List<ScenarioException>> report;

  private Scenarios(Scenario scenario) {
    this.scenario = scenario;
    this.report = scenario.check();
  }

  /**
   * Returns the tests of the scenarios that a folder's {@code course.yaml} lists, or of all of its
   * {@code .yaml} files. A file that can't be read as a scenario is a test that fails, with line
   * and column.
   */
  public static Stream<DynamicNode> in(Path folder) {
    try {
      var scenarios = Course.in(folder).scenarios();
      if (scenarios.isEmpty()) {
        throw new IOException("There is no scenario in " + folder.toAbsolutePath());
      }
      return scenarios.stream().map(Scenarios::tests);
    } catch (ScenarioException malformed) {
      return Stream.of(failing(malformed));
    } catch (IOException unreadable) {
      return Stream.of(failing(unreadable));
    }
  }

  private static DynamicNode failing(Exception reason) {
    return DynamicTest.dynamicTest(
        "can be read",
        () -> {
          throw reason;
        });
  }

  private static DynamicNode tests(Scenario scenario) {
    return DynamicContainer.dynamicContainer(
        scenario.id() + ": " + scenario.title(), new Scenarios(scenario).tests());
  }

  private Stream<DynamicNode> tests() {
    var tests = new ArrayList<DynamicNode>();
    for (var step : scenario.steps()) {
      tests.add(test("step " + step.id(), problemsOfStep(step)));
    }
    for (var question : scenario.questions()) {
      for (var option : question.options().values()) {
        tests.add(
            test(
                "question %s, option %s: %s".formatted(question.id(), option.key(), option.text()),
                at(option.place())));
      }
    }
    for (var repair : scenario.repairs().values()) {
      tests.add(
          test(
              "repair %s %s".formatted(repair.id(), repair.isGood() ? "works" : "fails"),
              at(repair.place())));
    }
    for (var gate : Gate.values()) {
      if (!OF_PARTS.contains(gate)) {
        tests.add(test(gate.rule(), Objects.requireNonNull(report.get(gate))));
      }
    }
    return tests.stream();
  }

  private List<ScenarioException> problemsOfStep(Step step) {
    return Objects.requireNonNull(report.get(Gate.STEPS_HOLD)).stream()
        .filter(
            problem ->
                problem.problem().startsWith("step '" + step.id() + "'")
                    || (isFirst(step) && !problem.problem().startsWith("step '")))
        .toList();
  }

  /** What no step says of itself, such as a world that can't be made, is a problem of the first. */
  private boolean isFirst(Step step) {
    return step.equals(scenario.steps().get(0));
  }

  private List<ScenarioException> at(Place place) {
    return OF_PARTS.stream()
        .filter(gate -> gate != Gate.STEPS_HOLD)
        .flatMap(gate -> Objects.requireNonNull(report.get(gate)).stream())
        .filter(problem -> problem.place().equals(place))
        .toList();
  }

  private static DynamicNode test(String name, List<ScenarioException> problems) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          if (!problems.isEmpty()) {
            throw new AssertionFailedError(
                String.join("\n", problems.stream().map(Throwable::getMessage).toList()));
          }
        });
  }
}
