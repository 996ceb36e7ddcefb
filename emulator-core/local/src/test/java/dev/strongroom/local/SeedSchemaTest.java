package dev.strongroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.strongroom.internal.seed.JsonText;
import dev.strongroom.local.internal.yaml.YamlTree;
import dev.strongroom.seed.SeedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema for editors, and the reader: they take and refuse the same seeds. */
class SeedSchemaTest {

  private static final String TEXT = text();
  private static final Schema SCHEMA =
      SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(TEXT, InputFormat.JSON);

  static List<SeedTable.Row> rowsOfTheCore() {
    return SeedTable.rows("seeds.txt");
  }

  /** Those that are YAML at all. */
  static List<SeedTable.Row> rowsInYaml() {
    return Tables.rows("yaml.txt").stream()
        .filter(row -> row.isGood() || row.message().matches(".* (must be|has no member) .*"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowsOfTheCore")
  void schemaTakesWhatTheReaderTakes(SeedTable.Row row) {
    assertThat(SCHEMA.validate(row.text(), InputFormat.JSON).isEmpty())
        .isEqualTo(row.isGood() || row.isBeyondTheSchema());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowsInYaml")
  void schemaTakesWhatTheReaderTakesInYaml(SeedTable.Row row) {
    var json = JsonText.of(YamlTree.parse(row.text(), ""));

    assertThat(SCHEMA.validate(json, InputFormat.JSON).isEmpty()).isEqualTo(row.isGood());
  }

  @Test
  void documentsHaveTheSameSchema() throws Exception {
    assertThat(Files.readString(Path.of("../../docs/seed.schema.json"))).isEqualTo(TEXT);
  }

  private static String text() {
    var name = "/dev/strongroom/seed/seed.schema.json";
    try (var in = SeedTable.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
