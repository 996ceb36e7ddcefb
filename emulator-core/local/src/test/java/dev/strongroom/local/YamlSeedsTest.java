package dev.strongroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SeedLoader;
import dev.strongroom.seed.SeedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeds in YAML. */
class YamlSeedsTest {

  @TempDir Path folder;

  static List<SeedTable.Row> rows() {
    return Tables.rows("yaml.txt");
  }

  static List<SeedTable.Row> rowsOfTheCore() {
    return SeedTable.rows("seeds.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void seedIsReadOrRefusedWithItsPlaceAndWithoutItsValues(SeedTable.Row row) throws Exception {
    var file = write("seed.yaml", row.text());
    var message = row.message().replaceFirst("line ([0-9]+), column ([0-9]+)", "$1:$2");

    if (row.isGood()) {
      assertThat(Seed.load(file)).isNotNull();
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Seed.load(file))
          .withMessage(file + ":" + message)
          .withMessageNotContaining("hunter2");
    }
  }

  /** JSON is YAML: what the core reads and refuses, this does in the same words. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rowsOfTheCore")
  void jsonReadAsYamlSaysTheSame(SeedTable.Row row) throws Exception {
    var yaml = write("seed.yaml", row.text());
    var json = write("seed.json", row.text());

    if (row.isGood()) {
      assertThat(Seed.load(yaml)).isEqualTo(Seed.load(json));
    } else if (!row.what().contains("in a text that is no file")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Seed.load(yaml))
          .withMessage(yaml + ":" + message(row));
    }
  }

  private static String message(SeedTable.Row row) {
    return row.message().replaceFirst("line ([0-9]+), column ([0-9]+)", "$1:$2");
  }

  @Test
  void yamlSaysWhatJsonSays() throws Exception {
    var yaml =
        write(
            "seed.yaml",
            """
            region: eu-west-1
            secrets:
              - name: prod/db
                json:            # numbers stay as they are written
                  port: 5432
                  rate: 1.10
                  hex: 0x1F
                  big: 123456789012345678901234567890
                  text: "5432"
                  yes: yes
                  on: true
              - {name: prod/token, string: "${env:TOKEN}", replicas: [eu-north-1]}
            """);
    var json =
        write(
            "seed.json",
            """
            {"region": "eu-west-1", "secrets": [
              {"name": "prod/db", "json": {"port": 5432, "rate": 1.10, "hex": 31,
               "big": 123456789012345678901234567890, "text": "5432", "yes": "yes", "on": true}},
              {"name": "prod/token", "string": "abc", "replicas": ["eu-north-1"]}
            ]}
            """);

    var loader = new SeedLoader().environment(Map.of("TOKEN", "abc"));
    assertThat(loader.load(yaml)).isEqualTo(loader.load(json));
  }

  @Test
  void textThatIsNoJsonIsYaml() {
    assertThat(Seed.parse("secrets:\n- name: a\n").secrets()).containsExactly(Seed.secret("a"));
  }

  @Test
  void fileOfAnotherNameIsReadByItsContents() throws Exception {
    assertThat(Seed.load(write("seed.template", "secrets: []"))).isEqualTo(Seed.EMPTY);
    assertThat(Seed.load(write("seed.txt", " {\"secrets\": []}"))).isEqualTo(Seed.EMPTY);
  }

  @Test
  void aliasesOfAliasesAreBounded() throws Exception {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("x]\n");
    }
    var file = write("bomb.yaml", bomb.toString());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.load(file))
        .withMessageEndingWith("more than 100000 values, aliases counted as what they stand for");
  }

  @Test
  void depthIsBounded() throws Exception {
    var flow = write("flow.yaml", "[".repeat(100_000));
    var block = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      block.append(" ".repeat(i)).append("a:\n");
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.load(flow))
        .withMessageEndingWith("values are nested more than 100 deep");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seed.load(write("block.yaml", block.toString())))
        .withMessageEndingWith("values are nested more than 100 deep");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
