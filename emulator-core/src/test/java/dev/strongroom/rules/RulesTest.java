package dev.strongroom.rules;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/RULES.md} lists each rule and the tests that name it; it is written by {@code mvn -q
 * -pl emulator-core test -Dtest=RulesTest -Drules.write}.
 */
class RulesTest {

  private static final String COMMAND =
      "mvn -q -pl emulator-core test -Dtest=RulesTest -Drules.write";

  private static final String HEAD =
      """
      # Rules

      What AWS Secrets Manager does, rule by rule, and the tests that hold the emulator to it. A test names the rules it
      shows in its display name or its rows; the suites in `dev.strongroom.contract` run over every way into the emulator.

      Generated from `rules.tsv` and the sources of the tests, by `%s`.

      | source | what the rule stands on |
      | --- | --- |
      | (1) | recorded from real AWS |
      | (1a) | asserted by a test that was validated against real AWS |
      | (1s) | an older recording of real AWS |
      | (1x) | recorded from a sibling service with the same request framework |
      | (2), (2f) | verified on real AWS by another project's test; f: a flaky one |
      | (3) | the service model |
      | (4) | AWS's documentation |
      | (C) | read in the public code of AWS's own program |
      | (R) | a public report that quotes AWS's answer |
      | (5) | the behaviour of another emulator, not verified |
      | (D) | a decision of ours |
      | (U) | not known |
      """
          .formatted(COMMAND);

  private final List<Rule> rules = Rule.all();
  private final NavigableMap<String, NavigableSet<String>> tests = NamedRules.in(testSources());

  RulesTest() throws IOException {}

  @Test
  void documentIsUpToDate() throws IOException {
    var document = Repository.ROOT.resolve("docs/RULES.md");
    if (System.getProperty("rules.write") != null) {
      Files.writeString(document, rendered());
    }

    assertThat(Files.exists(document) ? Files.readString(document) : "")
        .as("docs/RULES.md is out of date; this writes it: %s", COMMAND)
        .isEqualTo(rendered());
  }

  @Test
  void everyRuleSeenOnRealAwsHasATest() {
    var untested =
        rules.stream()
            .filter(rule -> rule.isEvidenced() && rule.later().isEmpty())
            .map(Rule::id)
            .filter(id -> !tests.containsKey(id))
            .toList();

    assertThat(untested)
        .as("rules without a test that names them, nor a reason in rules.tsv why it comes later")
        .isEmpty();
  }

  @Test
  void testedRuleIsNotSaidToComeLater() {
    var stale =
        rules.stream()
            .filter(rule -> !rule.later().isEmpty() && tests.containsKey(rule.id()))
            .map(Rule::id)
            .toList();

    assertThat(stale).as("rules that have a test; remove their 'later' in rules.tsv").isEmpty();
  }

  @Test
  void testsNameRulesThatExist() {
    var sections = rules.stream().map(Rule::section).collect(toSet());
    var known = rules.stream().map(Rule::id).collect(toSet());

    var unknown = new TreeSet<>(tests.keySet());
    unknown.removeIf(id -> known.contains(id) || !sections.contains(section(id)));

    assertThat(unknown.stream().collect(toMap(id -> id, tests::get)))
        .as("tests that name a rule which rules.tsv doesn't have")
        .isEmpty();
  }

  @Test
  void everyRuleIsToldOnceAndInFull() {
    assertThat(rules).extracting(Rule::id).doesNotHaveDuplicates();
    assertThat(rules).allMatch(rule -> !rule.source().isBlank() && !rule.statement().isBlank());
    assertThat(rules)
        .extracting(Rule::later)
        .allMatch(it -> it.isEmpty() || it.startsWith("later: "));
  }

  private String rendered() {
    var document = new StringBuilder(HEAD);
    String section = "";
    for (var rule : rules) {
      if (!rule.section().equals(section)) {
        section = rule.section();
        document
            .append("\n## ")
            .append(section)
            .append("\n\n| rule | source | statement | tests |\n| --- | --- | --- | --- |\n");
      }
      document.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  rule.id(),
                  rule.source(),
                  rule.statement(),
                  rule.later().isEmpty() ? links(rule.id()) : rule.later()));
    }
    return document.toString();
  }

  private String links(String id) {
    Collection<String> named = tests.containsKey(id) ? tests.get(id) : List.of();
    return named.isEmpty() ? "-" : "`" + String.join("`<br>`", named) + "`";
  }

  private static String section(String id) {
    return id.substring(0, id.indexOf('-'));
  }

  /** The folders with the tests of all modules. */
  private static List<Path> testSources() throws IOException {
    try (var folders =
        Files.find(Repository.ROOT, 5, (path, file) -> path.endsWith("src/test/java"))) {
      return folders.sorted().toList();
    }
  }
}
