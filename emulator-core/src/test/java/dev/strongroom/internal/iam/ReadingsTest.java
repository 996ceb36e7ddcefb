package dev.strongroom.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an independent evaluator reads otherwise, without that evaluator. */
class ReadingsTest {

  @Test
  void evaluatorWithoutForeignReadingsSaysWhatTheEmulatorSays() {
    for (int seed = 0; seed < 1_000; seed++) {
      var world = JudgedWorlds.random(new Random(seed));
      var decision = AccessDecision.of(world.request());

      assertThat(SimulatorEvaluator.allows(world, Set.of()))
          .as("seed %d: %s", seed, decision)
          .isEqualTo(decision.allowed());
    }
  }

  @Test
  void eachReadingIsExplainedByAPageOfAws() throws IOException {
    try (var file = ReadingsTest.class.getResourceAsStream("/differential/readings.tsv")) {
      var rows =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.split("\t", -1))
              .toList();

      assertThat(rows)
          .extracting(row -> row[0])
          .containsExactlyElementsOf(Stream.of(Reading.values()).map(Enum::name).toList());
      assertThat(rows)
          .allSatisfy(
              row -> {
                assertThat(row).hasSize(5).doesNotContain("");
                assertThat(row[1]).isIn("AWS decides", "open");
                assertThat(row[4]).startsWith("https://docs.aws.amazon.com/");
              });
    }
  }
}
