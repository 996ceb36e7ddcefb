package dev.strongroom.samples.app;

import static dev.strongroom.samples.app.Documents.FENCED;
import static dev.strongroom.samples.app.Documents.ROOT;
import static dev.strongroom.samples.app.Documents.all;
import static dev.strongroom.samples.app.Documents.files;
import static dev.strongroom.samples.app.Documents.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.samples.app.Documents.Document;
import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SeedLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code of the README, the guides and the Javadoc is code of the samples, so that it runs: every
 * block in Java or Kotlin, and every call that is mentioned.
 */
class DocumentationTest {

  private static final List<String> LIBRARIES =
      List.of("emulator-core", "sdk-adapter", "junit-extension");

  /** What a block of code may be in; {@code java docker} can't run without Docker. */
  private static final List<String> LANGUAGES =
      List.of(
          "java",
          "java docker",
          "json",
          "yaml",
          "xml",
          "kotlin",
          "kts",
          "properties",
          "bash",
          "sh",
          "python",
          "js",
          "text",
          "");

  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n}</pre>", Pattern.DOTALL);

  /** What has dots or a place holder in it can't run. */
  private static final String CODE = "(?:(?!\\.\\.\\.|<)[^`{}])*?";

  /** As in {@code faults.on("GetSecretValue")} or {@code aws.faults()}. */
  private static final String CALL =
      "(?:" + CODE + "\\(\"" + CODE + "|\\w+\\.\\w+\\(" + CODE + "\\)" + CODE + ")";

  private static final Pattern IN_MARKDOWN = Pattern.compile("`(" + CALL + ")`");
  private static final Pattern IN_JAVADOC = Pattern.compile("\\{@code\\s+(" + CALL + ")}");

  private static final List<Path> SAMPLES =
      all("<module>(.*?)</module>", read(ROOT.resolve("samples/pom.xml"))).stream()
          .map(ROOT.resolve("samples")::resolve)
          .toList();

  private static final List<String> CODE_OF_SAMPLES =
      SAMPLES.stream()
          .flatMap(
              sample ->
                  Stream.concat(
                      files(sample.resolve("src"), ".java"), files(sample.resolve("src"), ".kt")))
          .map(file -> squeezed(read(file)))
          .toList();

  record Snippet(String file, String language, String code) {

    @Override
    public String toString() {
      return file + ": " + code.strip().lines().findFirst().orElse("");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snippets")
  void snippetIsCodeOfASample(Snippet snippet) throws IOException {
    switch (snippet.language()) {
      case "java", "kotlin" ->
          assertThat(isCodeOfASample(snippet.code()))
              .as("a test in samples has this code of %s:%n%s", snippet.file(), snippet.code())
              .isTrue();
      case "json" -> assertThat(Seed.parse(snippet.code()).secrets()).isNotEmpty();
      case "yaml" -> assertThat(seed(snippet.code()).secrets()).isNotEmpty();
      default -> throw new AssertionError("No test for " + snippet.language());
    }
  }

  @Test
  void codeOfNoSampleIsFoundOut() {
    assertThat(isCodeOfASample("secrets.getSecretValue(r -> r.secretId(\"of no \" + \"test\"));"))
        .isFalse();
  }

  static Stream<Document> guides() {
    return Documents.guides();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("guides")
  void guideHasOneTitleAndAnExampleThatRuns(Document guide) {
    assertThat(guide.text()).startsWith("# ");
    assertThat(all("(?m)^(# .+)$", guide.prose())).hasSize(1);
    assertThat(languages(guide)).containsAnyOf("java", "kotlin").isSubsetOf(LANGUAGES);
  }

  @Test
  void examplesAreShort() {
    assertThat(Documents.guides().flatMap(DocumentationTest::blocks))
        .filteredOn(snippet -> snippet.language().equals("java"))
        .allSatisfy(snippet -> assertThat(snippet.code().lines().count()).isLessThan(40));
  }

  @Test
  void snippetsOfEveryKindAreSeen() {
    assertThat(snippets())
        .extracting(Snippet::file)
        .contains("README.md", "docs/guides/rotation.md") // blocks
        .contains("Endpoint.java", "SecretsManagerTest.java", "StrongroomAssertions.java")
        .contains("Faults.java", "PolicyDocument.java"); // mentions
    assertThat(snippets()).extracting(Snippet::language).contains("json");
    assertThat(snippets())
        .as("blocks and mentions in the README")
        .filteredOn(snippet -> snippet.file().equals("README.md"))
        .extracting(snippet -> snippet.code().contains("\n"))
        .contains(true, false);
  }

  @Test
  void everyBlockOfJavadocIsSeen() {
    var seen = snippets().filter(snippet -> snippet.file().endsWith(".java")).toList();

    var blocks = javadoc().flatMap(text -> text.code().lines()).filter("<pre>{@code"::equals);

    assertThat(blocks.count())
        .isEqualTo(seen.stream().filter(snippet -> snippet.code().contains("\n")).count());
  }

  @Test
  void coordinatesAreThoseOfTheBuild() {
    var version = first("<version>(.*?)</version>", read(ROOT.resolve("pom.xml")));
    var artifacts =
        all("<module>(.*?)</module>", read(ROOT.resolve("pom.xml"))).stream()
            .filter(module -> !module.equals("samples"))
            .map(module -> read(ROOT.resolve(module).resolve("pom.xml")))
            .map(pom -> first("<artifactId>(strongroom-(?!parent).*?)</artifactId>", pom))
            .toList();

    assertThat(Documents.all().map(Document::text))
        .allSatisfy(
            text -> {
              assertThat(all("`(strongroom-[a-z-]+[a-z])`", text)).isSubsetOf(artifacts);
              assertThat(all("(strongroom-[a-z-]+[a-z])(?=:|<)", text)).isSubsetOf(artifacts);
              assertThat(all("dev\\.strongroom:[a-z-]+:([^\"`]+)", text)).allMatch(version::equals);
              assertThat(all("(?s)<groupId>dev\\.strongroom<.*?<version>(.*?)<", text))
                  .allMatch(version::equals);
            });
    assertThat(read(ROOT.resolve("README.md")))
        .as("the dependency to copy, and all that the BOM has")
        .contains(
            "<artifactId>strongroom-junit-extension<", "strongroom-junit-extension:" + version)
        .contains(
            all(
                "<artifactId>(strongroom-(?!parent)[a-z-]+)<",
                read(ROOT.resolve(".mvn/bom/pom.xml"))));
  }

  @Test
  void commandsAreTwoLinesWithProfilesAndVersionsThatExist() {
    var section = first("(?s)(\n## Two commands\n.*?)\n## ", read(ROOT.resolve("README.md")));
    var poms =
        Stream.of(Stream.of(ROOT), LIBRARIES.stream().map(ROOT::resolve), SAMPLES.stream())
            .flatMap(modules -> modules)
            .map(module -> read(module.resolve("pom.xml")))
            .toList();

    var commands = FENCED.matcher(section).results().map(match -> match.group(2)).toList();

    assertThat(commands).hasSize(2).allMatch(command -> command.lines().count() == 1);
    assertThat(commands)
        .flatMap(command -> List.of(first("-P(\\S+)", command).split(",")))
        .allSatisfy(
            profile -> assertThat(poms).anyMatch(pom -> pom.contains("<id>" + profile + "</id>")));
    assertThat(all("\\(([0-9., ]+)\\)", section))
        .hasSize(2)
        .flatMap(versions -> List.of(versions.split(", ")))
        .allSatisfy(
            version -> assertThat(poms).anyMatch(pom -> pom.contains("version>" + version + ".")));
  }

  @Test
  void everyDecisionHasItsDate() {
    var rationale = Documents.named("docs/RATIONALE.md").text();

    var entries =
        rationale
            .lines()
            .filter(line -> line.startsWith("| ") || line.startsWith("**"))
            .filter(line -> !line.startsWith("| question ") && !line.startsWith("| ---"));

    assertThat(entries)
        .hasSizeGreaterThan(100)
        .allMatch(
            line ->
                line.matches(
                    ".*\\| 20\\d\\d-\\d\\d-\\d\\d \\||\\*\\*.*\\*\\* \\(20\\d\\d-\\d\\d-\\d\\d\\).*"));
  }

  @Test
  void noSampleIsPublished() {
    var release = read(ROOT.resolve("pom.xml"));

    assertThat(SAMPLES)
        .map(sample -> first("(strongroom-sample-.*?)<", read(sample.resolve("pom.xml"))))
        .allSatisfy(artifact -> assertThat(release).contains("<excludeArtifact>" + artifact + "<"));
  }

  /** With a value for each variable that a document names. */
  private static Seed seed(String yaml) throws IOException {
    var file = Files.writeString(Files.createTempFile("seed", ".yaml"), yaml);
    try {
      return new SeedLoader().environment(Map.of("DB_PASSWORD", "one")).load(file);
    } finally {
      Files.delete(file);
    }
  }

  private static boolean isCodeOfASample(String code) {
    var squeezed = squeezed(code);
    return CODE_OF_SAMPLES.stream().anyMatch(sample -> sample.contains(squeezed));
  }

  private static Stream<Snippet> snippets() {
    var snippets = new ArrayList<Snippet>();
    Documents.all()
        .forEach(
            document -> {
              blocks(document)
                  .filter(
                      snippet ->
                          List.of("java", "kotlin", "json", "yaml").contains(snippet.language()))
                  .forEach(snippets::add);
              IN_MARKDOWN
                  .matcher(document.prose())
                  .results()
                  .map(match -> mention(document.file(), match))
                  .forEach(snippets::add);
            });
    javadoc()
        .forEach(
            comment -> {
              BLOCK
                  .matcher(comment.code())
                  .results()
                  .map(match -> match.group(1) + "\n")
                  .map(code -> new Snippet(comment.file(), languageOf(code), code))
                  .forEach(snippets::add);
              var prose = BLOCK.matcher(comment.code()).replaceAll("");
              IN_JAVADOC
                  .matcher(prose)
                  .results()
                  .map(match -> mention(comment.file(), match))
                  .forEach(snippets::add);
            });
    return snippets.stream();
  }

  private static Stream<Snippet> blocks(Document document) {
    return FENCED
        .matcher(document.text())
        .results()
        .map(block -> new Snippet(document.file(), block.group(1), block.group(2)));
  }

  private static List<String> languages(Document document) {
    return blocks(document).map(Snippet::language).toList();
  }

  private static Snippet mention(String file, MatchResult match) {
    return new Snippet(file, "java", match.group(1).replaceAll("\\s*\\n\\s*", " "));
  }

  private static String languageOf(String code) {
    return code.startsWith("{\"") ? "json" : "java";
  }

  /** The comments, without the asterisks before their lines. */
  private static Stream<Snippet> javadoc() {
    return LIBRARIES.stream()
        .flatMap(module -> files(ROOT.resolve(module).resolve("src/main/java"), ".java"))
        .flatMap(
            file ->
                JAVADOC
                    .matcher(read(file))
                    .results()
                    .map(match -> match.group().replaceAll("(?m)^ +\\* ?", ""))
                    .map(text -> new Snippet(file.getFileName().toString(), "javadoc", text)));
  }

  private static String first(String pattern, String text) {
    return all(pattern, text).get(0);
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
