package dev.strongroom.teaching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.teaching.world.Event;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A defect that is planted in a sound scenario turns its gate red, and says where. */
class GateTest {

  private static final String SAMPLE = read("sample.yaml");

  static String read(String name) {
    try (var file = GateTest.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<Gate, List<ScenarioException>> check(String text) {
    return Scenario.parse(text, "sample.yaml").check();
  }

  @Test
  void soundScenarioPassesEveryGate() {
    assertThat(check(SAMPLE)).containsOnlyKeys(Gate.values());
    assertThat(check(SAMPLE).values()).allMatch(List::isEmpty);
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of(
            "a task that the exam doesn't have",
            Gate.LOADS,
            "DVA-C02: \"2.1\"",
            "DVA-C02: \"2.4\"",
            "sample.yaml:5:8: DVA-C02 has no task '2.4'; did you mean '2.1'?"),
        Arguments.of(
            "a wrong expectation",
            Gate.STEPS_HOLD,
            "layer: resource policy",
            "layer: key policy",
            "expected a refusal by the key policy, but it is one by the resource policy"),
        Arguments.of(
            "a value printed",
            Gate.PRINTS_NO_VALUE,
            "explain: Both sides must allow.",
            "explain: Both sides must allow sample-token-one.",
            "a text of the scenario shows the value of a secret"),
        Arguments.of(
            "a value that gets into a request",
            Gate.PRINTS_NO_VALUE,
            "read: {as: app, call: GetSecretValue, with: {SecretId: \"${arn:shared/token}\"}}",
            "read: {as: app, call: GetSecretValue, with: {SecretId: \"${arn:shared/token}\", VersionStage: \"${value:shared/token}\"}}",
            "an event shows the value of a secret: a CALL"),
        Arguments.of(
            "a goal that already holds",
            Gate.GOAL_IS_OPEN,
            "{do: read, expect: {secret: shared/token}}",
            "{do: wait, expect: ok}",
            "the goal is reached already after 'begun'"),
        Arguments.of(
            "a repair that doesn't work",
            Gate.REPAIRS_WORK,
            "both: {do: [share, identity]}",
            "both: {do: [identity]}",
            "the repair 'both' does not reach the goal"),
        Arguments.of(
            "a public policy as repair",
            Gate.REPAIRS_WORK,
            "both: {do: [share, identity]}",
            "both: {do: [publish, identity]}",
            "it works by what is forbidden here: public-resource-policy"),
        Arguments.of(
            "a repair with a superfluous action",
            Gate.NOTHING_SUPERFLUOUS,
            "both: {do: [share, identity]}",
            "both: {do: [share, wait, identity]}",
            "the repair 'both' works without 'wait' too"),
        Arguments.of(
            "a wrong repair that works",
            Gate.WRONG_REPAIRS_FAIL,
            "one: {do: [share]",
            "one: {do: [share, identity]",
            "the repair 'one' works, but should fail"),
        Arguments.of(
            "a wrong repair that fails in another way",
            Gate.WRONG_REPAIRS_FAIL,
            "layer: identity policy}}",
            "layer: key policy}}",
            "the repair 'one' fails in another way"),
        Arguments.of(
            "two right options",
            Gate.ONE_RIGHT_ANSWER,
            "A: {text: It succeeds, expect: ok,",
            "A: {text: It fails, expect: {error: AccessDeniedException},",
            "the question 'what-happens' has 2 right answers: [[A], [B]]"),
        Arguments.of(
            "no right option",
            Gate.ONE_RIGHT_ANSWER,
            "expect: {error: AccessDeniedException}}",
            "expect: {error: ResourceNotFoundException}}",
            "no answer to the question 'what-happens' is right"),
        Arguments.of(
            "a right option too many",
            Gate.ONE_RIGHT_ANSWER,
            "A: {text: The secret's policy, do: [share]}",
            "A: {text: The secret's policy, do: [share, identity]}",
            "the question 'what-helps' has 2 right answers"),
        Arguments.of(
            "a missing why",
            Gate.WRONG_OPTIONS_EXPLAINED,
            "do: [wait], why: Time changes nothing.}",
            "do: [wait]}",
            "option C of the question 'what-helps' is wrong: say 'why'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void defectTurnsItsGateRed(String defect, Gate gate, String sound, String broken, String words) {
    assertThat(SAMPLE).contains(sound);

    var report = check(SAMPLE.replace(sound, broken));

    assertThat(report.get(gate)).isNotEmpty();
    assertThat(report.get(gate).get(0)).hasMessageContaining(words);
    assertThat(report.get(gate).get(0).place().line()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"resource-policy", "identity-policy"})
  void trickThatCountsAsSolvedTurnsItsGateRed(String edit) {
    var sameAccount = SAMPLE.replace("{account: \"222222222222\", role: app}", "{role: app}");
    assertThat(sameAccount).isNotEqualTo(SAMPLE);
    var careless =
        sameAccount
            .replace("forbid: [public-resource-policy]", "forbid: []")
            .replace("edit: [resource-policy]", "edit: [" + edit + "]");

    assertThat(check(careless).get(Gate.TRICKS_ARE_FORBIDDEN))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem)
                    .hasMessageContaining(
                        "a %s that allows everything to everybody solves this", edit));
  }

  @Test
  void runThatDiffersIsFound() {
    var first = new Event(Instant.EPOCH, Event.Kind.TIME, "a minute passes", Map.of());
    var later = new Event(Instant.EPOCH.plusMillis(1), Event.Kind.TIME, "it passes", Map.of());

    assertThat(GateChecks.difference(List.of(first), List.of(first))).isNull();
    assertThat(GateChecks.difference(List.of(first), List.of(later)))
        .isEqualTo("'a minute passes', then 'it passes'");
    assertThat(GateChecks.difference(List.of(first), List.of(first, later)))
        .isEqualTo("nothing, then 'it passes'");
  }
}
