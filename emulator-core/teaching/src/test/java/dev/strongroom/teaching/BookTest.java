package dev.strongroom.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.teaching.yaml.ScenarioException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario of the book passes every gate. */
class BookTest {

  private final Map<String, Map<Gate, List<ScenarioException>>> reports = new ConcurrentHashMap<>();

  @TestFactory
  Stream<DynamicContainer> everyScenarioPassesEveryGate() {
    return Book.get().scenarios().stream()
        .map(
            scenario ->
                DynamicContainer.dynamicContainer(
                    scenario.id(),
                    Stream.of(Gate.values())
                        .map(
                            gate ->
                                DynamicTest.dynamicTest(
                                    gate.rule(),
                                    () -> assertThat(problems(scenario, gate)).isEmpty()))));
  }

  private List<ScenarioException> problems(Scenario scenario, Gate gate) {
    var report = reports.computeIfAbsent(scenario.id(), first -> scenario.check());
    return report.getOrDefault(gate, List.of());
  }
}
