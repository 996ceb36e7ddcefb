package dev.strongroom.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.world.Verbs;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.teaching.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema for editors, and the loader: they take and refuse the same scenarios. */
class ScenarioSchemaTest {

  private static final String TEXT = GateTest.read("scenario.schema.json");
  private static final Schema SCHEMA =
      SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(TEXT, InputFormat.JSON);

  private static final String SAMPLE = GateTest.read("sample.yaml");

  private static boolean schemaTakes(String yaml) {
    var json = YamlFile.parse(yaml, "a.yaml").asMembers().json().toString();
    return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
  }

  static Stream<String> goodFiles() {
    return Stream.concat(
        Stream.of("sample.yaml", "cli/skeleton.yaml"),
        Course.book().scenarios().stream().map(one -> "scenarios/" + one.id() + ".yaml"));
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void schemaTakesWhatTheLoaderTakes(String name) {
    var text = GateTest.read(name);

    assertThat(Scenario.parse(text, name).id()).isNotBlank();
    assertThat(
            SCHEMA.validate(
                YamlFile.parse(text, name).asMembers().json().toString(), InputFormat.JSON))
        .isEmpty();
  }

  static Stream<Arguments> badEdits() {
    return Stream.of(
        Arguments.of("another format", "format: 1", "format: 2"),
        Arguments.of("a bad id", "id: sample", "id: My Sample"),
        Arguments.of("no level", "level: 2\n", ""),
        Arguments.of("a level beyond 5", "level: 2", "level: 6"),
        Arguments.of("a level in words", "level: 2", "level: two"),
        Arguments.of("an empty title", "title: A sample with everything", "title: ''"),
        Arguments.of("a misspelt member", "questions:", "question:"),
        Arguments.of("an unknown kind of thing", "  keys: {shop: {}}", "  key: {shop: {}}"),
        Arguments.of(
            "a misspelt member of a secret",
            "string: sample-token-one",
            "String: sample-token-one"),
        Arguments.of("a principal that is nothing", "role: app}}", "tags: {a: b}}}"),
        Arguments.of("an unknown verb", "wait: {advance: PT1M}", "wait: {sleep: PT1M}"),
        Arguments.of(
            "two verbs", "wait: {advance: PT1M}", "wait: {advance: PT1M, restart: nothing}"),
        Arguments.of("a duration in words", "advance: PT1M", "advance: 1 minute"),
        Arguments.of(
            "an attachment to nobody", "identity: {attach: {to: app,", "identity: {attach: {"),
        Arguments.of(
            "a statement for nothing",
            "key-policy: {add-statement: {key: shop,",
            "key-policy: {add-statement: {"),
        Arguments.of(
            "a step that does nothing",
            "do: [cmk, key-policy, read], expect: {error: AccessDeniedException, layer: resource policy}",
            "say: Look"),
        Arguments.of(
            "an expectation in words",
            "{text: It succeeds, expect: ok,",
            "{text: It succeeds, expect: fine,"),
        Arguments.of(
            "an error without its name",
            "expect: {error: AccessDeniedException, layer: resource policy}",
            "expect: {layer: resource policy}"),
        Arguments.of(
            "an unknown look",
            "- {do: read, expect: {secret: shared/token}}",
            "- {readable: shared/token}"),
        Arguments.of(
            "an unknown thing to forbid",
            "forbid: [public-resource-policy",
            "forbid: [public-policy"),
        Arguments.of("an unknown type of question", "type: choice", "type: essay"),
        Arguments.of("several right options without their number", "    pick: 2\n", ""),
        Arguments.of(
            "answers where nothing is matched",
            "    do: read\n",
            "    do: read\n    answers: {A: {text: a, expect: ok}, B: {text: b, expect: ok}}\n"),
        Arguments.of(
            "a single option",
            "      B: {text: It is denied, expect: {error: AccessDeniedException}}\n",
            ""),
        Arguments.of("a letter too many", "B: {text: It is denied", "BB: {text: It is denied"),
        Arguments.of(
            "an option that proves nothing",
            "{text: To wait, do: [wait], why",
            "{text: To wait, why"),
        Arguments.of("a repair that does nothing", "both: {do: [share, identity]}", "both: {}"),
        Arguments.of(
            "a challenge that edits nothing",
            "edit: [resource-policy, identity-policy]",
            "edit: []"),
        Arguments.of("an unknown thing to edit", "edit: [resource-policy,", "edit: [policy,"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badEdits")
  void schemaRefusesWhatTheLoaderRefuses(String mistake, String sound, String broken) {
    assertThat(SAMPLE).contains(sound);
    var text = SAMPLE.replace(sound, broken);

    assertThatThrownBy(
            () -> {
              try (var world = Scenario.parse(text, "a.yaml").world()) {
                assertThat(world).isNotNull();
              }
            })
        .isInstanceOf(ScenarioException.class);
    assertThat(schemaTakes(text)).isFalse();
  }

  @Test
  void schemaKnowsEveryVerbAndEveryThingToLookAt() {
    for (var verb : Verbs.words()) {
      assertThat(TEXT).contains("\"action-" + verb + "\": {");
    }
    for (var look : Look.words()) {
      assertThat(TEXT).contains("\"" + look + "\": {");
    }
  }

  @Test
  void documentsHaveTheSameSchema() throws IOException {
    assertThat(Files.readString(Path.of("../../docs/teaching/scenario.schema.json")))
        .isEqualTo(TEXT);
  }
}
