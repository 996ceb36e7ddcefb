package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeds as JSON. */
class SeedJsonTest {

  @Test
  void everyMemberIsRead() {
    var seed =
        Seed.parse(
            """
            {"secrets": [
              {"name": "text", "string": "s", "description": "d", "tags": {"b": "2", "a": "1"}},
              {"name": "object", "json": {"port": 5432, "rate": 1.10, "nested": {"x": [true, null]}}},
              {"name": "bytes", "binary": "AAEC"},
              {"name": "none"},
              {"name": "key", "kmsKey": "alias/shop", "replicas": ["eu-west-1", "eu-north-1"]},
              {"name": "old", "string": "s", "scheduledForDeletion": true},
              {"name": "new", "replicas": ["eu-west-1"], "scheduledForDeletion": false}
            ]}
            """);

    assertThat(seed.secrets())
        .containsExactly(
            Seed.secret("text").string("s").description("d").tag("b", "2").tag("a", "1"),
            Seed.secret("object")
                .string("{\"port\":5432,\"rate\":1.10,\"nested\":{\"x\":[true,null]}}"),
            Seed.secret("bytes").binary(new byte[] {0, 1, 2}),
            Seed.secret("none"),
            Seed.secret("key").kmsKey("alias/shop").replicas("eu-west-1", "eu-north-1"),
            Seed.secret("old").string("s").scheduledForDeletion(),
            Seed.secret("new").replicas("eu-west-1"));
    assertThat(seed.secrets().get(0).tags()).containsExactly(new Tag("b", "2"), new Tag("a", "1"));
    assertThat(seed.secrets().get(2).value()).isEqualTo(SecretValue.ofBinary(new byte[] {0, 1, 2}));
  }

  @Test
  void emptyObjectIsTheEmptySeed() {
    assertThat(Seed.parse("{}")).isEqualTo(Seed.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                             | The seed must be of type object, but is"
            + " array",
        "{'secret': []}                                 | The seed has no member 'secret'; it may"
            + " have secrets",
        "{'secrets': {}}                                | secrets must be of type array, but is"
            + " object",
        "{'secrets': ['hunter2']}                       | secrets[0] must be of type object, but is"
            + " string",
        "{'secrets': [{}]}                              | secrets[0] has no member 'name'",
        "{'secrets': [{'name': 7}]}                     | secrets[0].name must be of type string,"
            + " but is number",
        "{'secrets': [{'name': 'a', 'value': 'hunter2'}]} | secrets[0] has no member 'value'; it"
            + " may have name, description, tags, kmsKey, replicas, scheduledForDeletion, string,"
            + " json, binary",
        "{'secrets': [{'name': 'a', 'string': 'hunter2', 'json': {}}]} | secrets[0] has one value,"
            + " but here are string and json",
        "{'secrets': [{'name': 'a'}, {'name': 'b', 'json': 'hunter2'}]} | secrets[1].json must be"
            + " of type object, but is string",
        "{'secrets': [{'name': 'a', 'binary': 'hunter2!'}]} | secrets[0].binary must be base64",
        "{'secrets': [{'name': 'a', 'tags': {'k': 1}}]} | secrets[0].tags['k'] must be of type"
            + " string, but is number",
        "{'secrets': [{'name': 'a', 'kmsKey': null}]}   | secrets[0].kmsKey must be of type string,"
            + " but is null",
        "{'secrets': [{'name': 'a', 'replicas': 'eu'}]} | secrets[0].replicas must be of type"
            + " array, but is string",
        "{'secrets': [{'name': 'a', 'replicas': ['eu-west-1', {}]}]} | secrets[0].replicas[1] must"
            + " be of type string, but is object",
        "{'secrets': [{'name': 'a', 'scheduledForDeletion': 'yes'}]} |"
            + " secrets[0].scheduledForDeletion must be of type boolean, but is string",
        "{'secrets': [{'name': 'a', 'replicas': ['eu-west-1'], 'scheduledForDeletion': true}]} |"
            + " Secret 'a' is scheduled for deletion and has replicas, which AWS refuses: keep one",
        "{'secrets': [{'name': 'a', 'string': 'hunter2  | The seed is malformed at line 1, column"
            + " 46: expected JSON, each member once",
        "{'secrets': [], 'secrets': []}                 | The seed is malformed at line 1, column"
            + " 26: expected JSON, each member once",
        "{} {}                                          | The seed is malformed at line 1, column"
            + " 4: expected JSON, each member once",
      })
  void whatIsWrongIsNamedAndNoValueIsQuoted(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.parse(json.replace('\'', '"')))
        .withMessage(message.replace('"', '\''))
        .withMessageNotContaining("hunter2");
  }

  @Test
  void fileIsReadAndNamedInARefusal(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("seed.json"), "{\"secrets\": [{\"name\": \"a\"}]}");
    var bad = Files.write(folder.resolve("bad.json"), new byte[] {'{', (byte) 0xff, '}'});

    assertThat(Seed.load(file)).isEqualTo(Seed.of(Seed.secret("a")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.load(bad))
        .withMessage("Seed file " + bad + ": it is not UTF-8");
  }
}
