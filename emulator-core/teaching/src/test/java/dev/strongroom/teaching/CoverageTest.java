package dev.strongroom.teaching;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.teaching.Catalogue.Trap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/teaching/COVERAGE.md} lists every trap with its scenarios; it is written by {@code
 * mvn -q -pl emulator-core/teaching test -Dtest=CoverageTest -Dcoverage.write}.
 */
class CoverageTest {

  private static final String COMMAND =
      "mvn -q -pl emulator-core/teaching test -Dtest=CoverageTest -Dcoverage.write";

  private final Catalogue catalogue = Catalogue.get();
  private final List<Scenario> scenarios = Course.book().scenarios();

  @Test
  void documentIsUpToDate() throws IOException {
    var document = root().resolve("docs/teaching/COVERAGE.md");
    if (System.getProperty("coverage.write") != null) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, rendered());
    }

    assertThat(Files.exists(document) ? Files.readString(document) : "")
        .as("docs/teaching/COVERAGE.md is out of date; this writes it: %s", COMMAND)
        .isEqualTo(rendered());
  }

  @Test
  void everyTrapThatCanRunHasAScenario() {
    var covered = new TreeSet<Integer>();
    scenarios.forEach(scenario -> covered.addAll(scenario.traps()));

    assertThat(
            catalogue.traps().values().stream()
                .filter(trap -> trap.runs().equals("now") && !covered.contains(trap.number())))
        .isEmpty();
    assertThat(covered).hasSizeGreaterThan(100);
    assertThat(scenarios).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void everyTrapThatRunsNowhereIsAQuestionOfTheMockExam() {
    var asked = new TreeSet<Integer>();
    TextQuestion.all().forEach(question -> asked.addAll(question.traps()));

    assertThat(
            catalogue.traps().values().stream()
                .filter(trap -> trap.runs().equals("text") && !asked.contains(trap.number())))
        .isEmpty();
  }

  @Test
  void everyTaskOfEveryExamHasAScenario() {
    var missing = new TreeSet<String>();
    catalogue
        .exams()
        .forEach(
            (code, exam) -> exam.tasks().keySet().forEach(task -> missing.add(code + " " + task)));
    for (var scenario : scenarios) {
      scenario
          .exams()
          .forEach((code, tasks) -> tasks.forEach(task -> missing.remove(code + " " + task)));
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void trapsAreNumberedAndNameTheirSources() {
    assertThat(catalogue.traps().keySet()).containsExactlyElementsOf(oneTo(117));
    assertThat(catalogue.traps().values())
        .allSatisfy(
            trap -> {
              assertThat(trap.sources()).isNotEmpty().allMatch(catalogue::isSource);
              assertThat(catalogue.texts().keySet()).containsAll(trap.says());
            });
  }

  @Test
  void sourcesThatAreRulesExist() throws IOException {
    var rules = Files.readString(root().resolve("docs/RULES.md"));
    var unknown = new TreeSet<String>();
    for (var scenario : scenarios) {
      for (var source : scenario.sources()) {
        if (source.matches("[A-Z]{2,4}-[0-9]+") && !isRule(rules, source)) {
          unknown.add(scenario.id() + ": " + source);
        }
      }
    }

    assertThat(unknown).isEmpty();
  }

  /** Rules about what stands beside the service have no tests of the service, and no row there. */
  private static boolean isRule(String rules, String source) {
    return rules.contains("| " + source + " |")
        || source.matches("(SSM|COST|CFG|ECS|AG|LE|CF|CSI|ADJ|FN)-[0-9]+");
  }

  private static List<Integer> oneTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private String rendered() {
    var byTrap = new TreeMap<Integer, TreeSet<String>>();
    for (var scenario : scenarios) {
      for (var trap : scenario.traps()) {
        byTrap.computeIfAbsent(trap, first -> new TreeSet<>()).add(scenario.id());
      }
    }
    var text = new StringBuilder();
    text.append("# What the scenarios cover\n\n")
        .append("Generated from `catalogue.yaml` and the scenarios, by `")
        .append(COMMAND)
        .append("`.\n\n")
        .append("Each row is a statement that study texts make, or that people make without one, ")
        .append("in our words; whether it is true; and\nthe scenarios that run it. ")
        .append("Of the texts we say what they are: ")
        .append(
            catalogue.texts().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(joining("; ")))
        .append(
            ".\n\n| trap | said by | what is said | verdict | what is true | scenarios | sources |\n")
        .append("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (var trap : catalogue.traps().values()) {
      text.append(row(trap, byTrap.getOrDefault(trap.number(), new TreeSet<>())));
    }
    text.append("\n## Sources\n\nRules are those of [RULES.md](../RULES.md).\n\n");
    catalogue
        .sources()
        .forEach(
            (key, source) ->
                text.append("- ").append(key).append(": ").append(source).append('\n'));
    return text.toString();
  }

  private static String row(Trap trap, Set<String> ids) {
    var none =
        switch (trap.runs()) {
          case "text" -> "nothing runs: a question in the mock exam";
          default -> "-";
        };
    return "| %d | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            trap.number(),
            trap.says().isEmpty() ? "" : String.join(", ", trap.says()),
            trap.claim(),
            trap.verdict(),
            trap.finding(),
            ids.isEmpty() ? none : String.join(", ", ids),
            String.join(", ", trap.sources()));
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
