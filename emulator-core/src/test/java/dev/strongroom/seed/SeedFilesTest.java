package dev.strongroom.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds as JSON, in texts and files. */
class SeedFilesTest {

  @TempDir Path folder;

  static List<SeedTable.Row> rows() {
    return SeedTable.rows("seeds.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void seedIsReadOrRefusedWithItsPlaceAndWithoutItsValues(SeedTable.Row row) {
    if (row.isGood()) {
      assertThat(Seed.parse(row.text())).isNotNull();
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Seed.parse(row.text()))
          .withMessage(row.message())
          .withMessageNotContaining("hunter2");
    }
  }

  @Test
  void fileSaysWhatCodeSays() {
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
    assertThat(Seed.parse("{}")).isEqualTo(Seed.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'secrets': [{'name': 'a', 'string': 'hunter2  | line 1, column 46",
        "{'secrets': [], 'secrets': []}                 | line 1, column 26",
        "{} {}                                          | line 1, column 4",
        "{'secrets': [}                                 | line 1, column 14",
      })
  void textThatIsNoJsonIsRefusedWithThePlace(String json, String place) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.parse(json.replace('\'', '"')))
        .withMessage(place + ": expected JSON, each member once, not deeper than 100 values");
  }

  @Test
  void depthIsBounded() {
    var deep = "{\"secrets\":" + "[".repeat(100_000);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.parse(deep))
        .withMessageStartingWith("line 1, column 1")
        .withMessageEndingWith("not deeper than 100 values");
  }

  @Test
  void errorsInAFileBeginWithFileLineAndColumn() throws Exception {
    var bad = write("bad.json", "{\"secrets\": [\n  {\"nam\": \"a\"}\n]}");
    var binary = Files.write(folder.resolve("binary.json"), new byte[] {'{', (byte) 0xff, '}'});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.load(bad))
        .withMessageStartingWith(bad + ":2:4: secrets[0] has no member 'nam'; it may have name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.load(binary))
        .withMessage(binary + ": it is not UTF-8");
    assertThat(Seed.load(write("good.json", "{\"secrets\": [{\"name\": \"a\"}]}")))
        .isEqualTo(Seed.of(Seed.secret("a")));
  }

  @Test
  void fileThatIsNotThereIsAnIoException() {
    assertThat(catchThrowable(() -> Seed.load(folder.resolve("x"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed.yaml", "seed.yml", "seed.txt"})
  void yamlNamesTheDependencyToAdd(String name) throws Exception {
    var file = write(name, "secrets:\n- name: a\n");

    assertThatIllegalStateException()
        .isThrownBy(() -> Seed.load(file))
        .withMessage("A seed in YAML needs the dependency dev.strongroom:strongroom-local: add it");
  }

  @Test
  void templateNamesTheDependencyToAdd() throws Exception {
    var file = write("template.json", "{\"Resources\": {}}");

    assertThatIllegalStateException()
        .isThrownBy(() -> Seed.load(file))
        .withMessage("A template needs the dependency dev.strongroom:strongroom-local: add it");
  }

  // ---- placeholders

  @Test
  void environmentAndFilesStandForValues() throws Exception {
    Files.createDirectory(folder.resolve("tls"));
    write("tls/cert.pem", "-----BEGIN\n");
    Files.write(folder.resolve("tls/store.p12"), new byte[] {0, (byte) 0xff});
    var file =
        write(
            "seed.json",
            """
            {"secrets": [
              {"name": "a", "string": "${env:USER_NAME}:${env:PASSWORD}"},
              {"name": "b", "json": {"password": "${env:PASSWORD}", "port": 5432}},
              {"name": "c", "string": "${file:tls/cert.pem}"},
              {"name": "d", "binary": "${file:tls/store.p12}"},
              {"name": "e", "file": "tls/cert.pem"},
              {"name": "f", "file": "tls/store.p12"},
              {"name": "g", "string": "$${env:PASSWORD}"}
            ]}
            """);

    var seed =
        new SeedLoader()
            .environment(Map.of("USER_NAME", "app", "PASSWORD", "it's \"$1\\"))
            .load(file);

    assertThat(seed.secrets())
        .containsExactly(
            Seed.secret("a").string("app:it's \"$1\\"),
            Seed.secret("b").json("{\"password\":\"it's \\\"$1\\\\\",\"port\":5432}"),
            Seed.secret("c").string("-----BEGIN\n"),
            Seed.secret("d").binary(new byte[] {0, (byte) 0xff}),
            Seed.secret("e").string("-----BEGIN\n"),
            Seed.secret("f").binary(new byte[] {0, (byte) 0xff}),
            Seed.secret("g").string("${env:PASSWORD}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'string': '${env:NOT_SET}'        | secrets[0].string needs the environment variable"
            + " NOT_SET, which is not set",
        "'string': '${file:../outside}'    | secrets[0].string names the file ../outside, which is"
            + " not below the seed's folder",
        "'string': '${file:link}'          | secrets[0].string names the file link, which is not"
            + " below the seed's folder",
        "'file': '/etc/hostname'           | secrets[0].file names the file /etc/hostname, which is"
            + " not below the seed's folder",
        "'string': '${file:absent}'        | secrets[0].string names the file absent, which can't be"
            + " read",
        "'string': '${file:large}'         | secrets[0].string names the file large, which is larger"
            + " than any secret",
        "'string': '${file:binary}'        | secrets[0].string takes a text, but the file binary is"
            + " not UTF-8: use binary",
      })
  void placeholderThatCannotBeReplacedIsNamed(String value, String problem) throws Exception {
    var inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("outside"), "hunter2");
    Files.createSymbolicLink(inner.resolve("link"), folder.resolve("outside"));
    Files.write(inner.resolve("large"), new byte[(1 << 20) + 1]);
    Files.write(inner.resolve("binary"), new byte[] {(byte) 0xff});
    var file =
        write(
            "inner/seed.json", ("{'secrets': [{'name': 'a', " + value + "}]}").replace('\'', '"'));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SeedLoader().environment(Map.of()).load(file))
        .withMessageStartingWith(file + ":1:")
        .withMessageEndingWith(": " + problem);
  }

  // ---- the AWS CLI's outputs

  @Test
  void listOfTheCliIsASeed() throws Exception {
    var seed = Seed.load(resource("list-secrets.json"));

    assertThat(seed.account()).isEqualTo("111122223333");
    assertThat(seed.region()).isEqualTo("eu-west-1");
    assertThat(seed.secrets())
        .containsExactly(
            in(Seed.secret("prod/db-main"), "AbCdE1")
                .description("the shop's database")
                .kmsKey(
                    "arn:aws:kms:eu-west-1:111122223333:key/1b5f4bbd-0c5e-4b7a-9f3e-1c2d3e4f5a6b")
                .tag("team", "shop")
                .rotation(
                    "arn:aws:lambda:eu-west-1:111122223333:function:rotate",
                    new RotationRules(null, "2h", "rate(10 days)")),
            in(Seed.secret("rds!db-1"), "AbCdE2").managedBy("rds"),
            in(Seed.secret("old"), "AbCdE3").scheduledForDeletion());
    assertThat(seed.keys())
        .containsExactly(
            KeySeed.of()
                .id("1b5f4bbd-0c5e-4b7a-9f3e-1c2d3e4f5a6b")
                .in("111122223333", "eu-west-1"));
    assertThat(seed.notes())
        .containsExactly(
            "SecretList[3] is the replica of a secret in us-east-1 and is left out: seed that one");
  }

  @Test
  void valuesOfTheCliCompleteItsList() throws Exception {
    var list = Seed.load(resource("list-secrets.json"));
    var values = Seed.load(resource("batch-get-secret-value.json"));

    var both = list.and(values);

    assertThat(both.secrets()).hasSize(4);
    assertThat(both.secrets().get(0).description()).isEqualTo("the shop's database");
    assertThat(both.secrets().get(0).versions())
        .containsExactly(
            new SecretSeed.Version(
                "a1b2c3d4-5678-90ab-cdef-example11111",
                new SecretSeed.Value.Fixed(SecretValue.ofText("{\"password\":\"one\"}")),
                List.of("AWSCURRENT")));
    assertThat(both.secrets().get(3).versions().get(0).value())
        .isEqualTo(new SecretSeed.Value.Fixed(SecretValue.ofBinary(new byte[] {0, 1, 2})));
    assertThat(both.notes()).contains("Errors[0] says that a value could not be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'SecretList': [{'Name': 'a'}]}              | line 1, column 17: SecretList[0] has no"
            + " member 'ARN'",
        "{'SecretValues': [{'ARN': 'arn:aws:s3:::b'}]} | line 1, column 27: SecretValues[0].ARN is"
            + " not the ARN of a secret",
        "{'SecretList': 'all'}                        | line 1, column 16: SecretList must be of"
            + " type array, but is string",
      })
  void whatIsNoOutputOfTheCliIsRefused(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.parse(json.replace('\'', '"')))
        .withMessage(message);
  }

  private static SecretSeed in(SecretSeed secret, String suffix) {
    return secret.account("111122223333").region("eu-west-1").arnSuffix(suffix);
  }

  private static Path resource(String name) throws IOException {
    return Path.of("src/test/resources/dev/strongroom/seed", name);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
