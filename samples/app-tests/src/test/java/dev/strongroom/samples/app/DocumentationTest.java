package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code of the README, the documents and the Javadoc is code of the samples, so that it runs:
 * every block in Java, and every mention of a call.
 */
class DocumentationTest {

  private static final Path ROOT = Path.of("..", "..");

  private static final List<String> LIBRARIES =
      List.of("emulator-core", "sdk-adapter", "junit-extension");

  private static final Pattern FENCED =
      Pattern.compile("^```([a-z ]*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
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
      Stream.of("app-tests", "real-clients", "rotation-lab", "spring-boot", "quarkus")
          .map(ROOT.resolve("samples")::resolve)
          .toList();

  private static final List<String> CODE_OF_SAMPLES =
      SAMPLES.stream()
          .flatMap(sample -> files(sample.resolve("src"), ".java"))
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
  void snippetIsCodeOfASample(Snippet snippet) {
    switch (snippet.language()) {
      case "java" ->
          assertThat(isCodeOfASample(snippet.code()))
              .as("a test in samples has this code of %s:%n%s", snippet.file(), snippet.code())
              .isTrue();
      case "json" -> assertThat(Seed.parse(snippet.code()).secrets()).isNotEmpty();
      default -> throw new AssertionError("No test for " + snippet.language());
    }
  }

  @Test
  void codeOfNoSampleIsFoundOut() {
    assertThat(isCodeOfASample("secrets.getSecretValue(r -> r.secretId(\"of no \" + \"test\"));"))
        .isFalse();
  }

  @Test
  void snippetsOfEveryKindAreSeen() {
    assertThat(snippets())
        .extracting(Snippet::file)
        .contains("README.md", "docs/MIGRATING.md") // blocks
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
        Stream.concat(LIBRARIES.stream(), Stream.of(".mvn/bom"))
            .map(module -> read(ROOT.resolve(module).resolve("pom.xml")))
            .map(pom -> first("<artifactId>(strongroom-(?!parent).*?)</artifactId>", pom))
            .toList();

    assertThat(markdown())
        .allSatisfy(
            document -> {
              var text = document.code();
              assertThat(all("(strongroom-[a-z-]+[a-z])(?=`|:|<)", text)).isSubsetOf(artifacts);
              assertThat(all("dev\\.strongroom:[a-z-]+:([^\"`]+)", text)).allMatch(version::equals);
              assertThat(all("(?s)<groupId>dev\\.strongroom<.*?<version>(.*?)<", text))
                  .allMatch(version::equals);
            });
    assertThat(read(ROOT.resolve("README.md")))
        .contains("<artifactId>" + artifacts.get(2) + "<", artifacts.get(2) + ":" + version);
  }

  @Test
  void commandsAreTwoLinesWithProfilesAndVersionsThatExist() {
    var readme = read(ROOT.resolve("README.md"));
    var section = readme.substring(readme.indexOf("## Two commands"), readme.indexOf("## Install"));
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

  private static boolean isCodeOfASample(String code) {
    var squeezed = squeezed(code);
    return CODE_OF_SAMPLES.stream().anyMatch(sample -> sample.contains(squeezed));
  }

  private static Stream<Snippet> snippets() {
    var snippets = new ArrayList<Snippet>();
    markdown()
        .forEach(
            document -> {
              FENCED
                  .matcher(document.code())
                  .results()
                  .map(match -> new Snippet(document.file(), match.group(1), match.group(2)))
                  .filter(snippet -> List.of("java", "json").contains(snippet.language()))
                  .forEach(snippets::add);
              var prose = FENCED.matcher(document.code()).replaceAll("");
              IN_MARKDOWN
                  .matcher(prose)
                  .results()
                  .map(match -> mention(document, match))
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
                  .map(match -> mention(comment, match))
                  .forEach(snippets::add);
            });
    return snippets.stream();
  }

  private static Snippet mention(Snippet source, MatchResult match) {
    return new Snippet(source.file(), "java", match.group(1).replaceAll("\\s*\\n\\s*", " "));
  }

  private static String languageOf(String code) {
    return code.startsWith("{\"") ? "json" : "java";
  }

  private static Stream<Snippet> markdown() {
    return Stream.concat(
            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
            files(ROOT.resolve("docs"), ".md"))
        .map(file -> new Snippet(name(file), "markdown", read(file)));
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

  private static Stream<Path> files(Path directory, String ending) {
    try (var files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static String first(String pattern, String text) {
    return all(pattern, text).get(0);
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
