package dev.strongroom.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.rules.PublicApi.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code docs/API.md} lists what is public. */
class PublicApiTest {

  private static final String COMMAND =
      "mvn -q -pl emulator-core test -Dtest=PublicApiTest -Dapi.write";

  private static final String HEAD =
      """
      # Public API

      The public types of the packages that the three libraries export: %d types, and the records of the operations. Everything in a package
      named `internal` may change at any time.

      Generated from the sources, by `%s`.
      """;

  static final PublicApi API = read();

  private static PublicApi read() {
    try {
      return PublicApi.under(Repository.ROOT);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  static Stream<Type> types() {
    return API.types().stream();
  }

  @Test
  void documentIsUpToDate() throws IOException {
    var document = Repository.ROOT.resolve("docs/API.md");
    if (System.getProperty("api.write") != null) {
      Files.writeString(document, rendered());
    }

    assertThat(Files.exists(document) ? Files.readString(document) : "")
        .as("docs/API.md is out of date; this writes it: %s", COMMAND)
        .isEqualTo(rendered());
  }

  @Test
  void everyTypeSaysWhatItIs() {
    assertThat(types())
        .filteredOn(type -> type.sentence().isBlank())
        .as("public types whose Javadoc has no first sentence")
        .isEmpty();
  }

  @Test
  @DisplayName("D9: users never meet an internal type")
  void noSignatureNamesAnInternalType() {
    var members =
        types()
            .flatMap(type -> type.signatures().stream().map(member -> type + ": " + member))
            .toList();

    assertThat(members)
        .contains("dev.strongroom.SecretsEmulator: clock [dev.strongroom.time.VirtualClock]")
        .noneMatch(member -> member.contains(".internal."));
  }

  @Test
  @DisplayName("D9: a completion list shows a name once, unless AWS gives it to several shapes")
  void noTwoTypesHaveOneName() {
    assertThat(types().filter(type -> !type.isStructure() && !type.isOperation()))
        .extracting(Type::name)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("D9: each page of the Javadoc leads from the codes in it to the rules")
  void codesInJavadocLinkToTheRules() throws IOException {
    assertThat(Files.readString(Repository.ROOT.resolve("pom.xml")))
        .containsPattern("<bottom>.*<a href=\"[^\"]+/docs/RULES\\.md\">");
    assertThat(Repository.ROOT.resolve("docs/RULES.md")).exists();
  }

  private static String rendered() {
    var document = new StringBuilder();
    var besides = types().filter(PublicApiTest::isListed).toList();
    document.append(HEAD.formatted(besides.size(), COMMAND));
    types()
        .collect(groupingBy(Type::packageName, TreeMap::new, toList()))
        .forEach(
            (name, types) -> {
              document.append("\n## ").append(name).append("\n");
              var table =
                  types.stream()
                      .filter(PublicApiTest::isListed)
                      .map(type -> "| `%s` | %s |\n".formatted(type.name(), cell(type)))
                      .collect(joining());
              if (!table.isEmpty()) {
                document.append("\n| type | |\n| --- | --- |\n").append(table);
              }
              appendNames("Operations", types.stream().filter(Type::isOperation), document);
              appendNames("Structures in them", types.stream().filter(Type::isStructure), document);
            });
    return document.toString();
  }

  private static boolean isListed(Type type) {
    return !type.isOperation() && !type.isStructure();
  }

  private static void appendNames(String what, Stream<Type> types, StringBuilder document) {
    var names = types.map(Type::name).collect(joining(", "));
    if (!names.isEmpty()) {
      document.append("\n").append(what).append(": ").append(names).append(".\n");
    }
  }

  private static String cell(Type type) {
    return type.sentence().replace("|", "\\|");
  }
}
