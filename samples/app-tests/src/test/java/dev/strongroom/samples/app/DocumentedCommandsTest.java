package dev.strongroom.samples.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guides' commands and scripts in other languages print what the guides say, against an
 * endpoint that is seeded with the guide's JSON. Where a tool isn't installed, its tests are
 * skipped.
 */
@Tag("thorough")
class DocumentedCommandsTest {

  private static final Path GUIDES = Path.of("..", "..", "docs", "guides");
  private static final Pattern FENCED =
      Pattern.compile("^```([a-z]+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern EXPORT = Pattern.compile("(?m)^export (\\w+)=(\\S+)$");

  /** How to find out whether a language's tool is there, and how to run a script. */
  private static final Map<String, List<String>> PROBES =
      Map.of(
          "aws", List.of("aws", "--version"),
          "curl", List.of("curl", "--version"),
          "python", List.of("python3", "-c", "import boto3"),
          "js", List.of("node", "-e", "require('@aws-sdk/client-secrets-manager')"),
          "fetch", List.of("node", "-e", "fetch.name"));

  private static final Map<String, Boolean> PRESENT = new LinkedHashMap<>();

  /** A block that prints something, and what it prints. */
  record Script(String guide, String language, String code, String output) {

    String tool() {
      if (language.equals("js") && !code.contains("require(")) {
        return "fetch"; // of node itself
      }
      return language.equals("sh") ? code.substring(0, code.indexOf(' ')) : language;
    }

    @Override
    public String toString() {
      return guide + ", " + tool() + ": " + code.lines().findFirst().orElse("");
    }
  }

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void printsWhatTheGuideSays(Script script) throws Exception {
    assumeTrue(isPresent(script.tool()), () -> script.tool() + " is not installed here");
    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      aws.seed(seed(script.guide()));

      var printed = run(command(script, endpoint), environment(script.guide(), endpoint));

      assertThat(withoutTimes(printed)).isEqualTo(withoutTimes(script.output()));
    }
  }

  private static String withoutTimes(String text) {
    return text.strip().replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "(a time)");
  }

  @Test
  void javaApplicationTakesItsEndpointFromTheEnvironment() throws Exception {
    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      aws.seed(seed("offline.md"));
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var command =
          List.of(
              java,
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              PasswordOnTheTerminal.class.getName());

      assertThat(run(command, environment("offline.md", endpoint))).contains("one");
      assertThat(aws.audit().of("GetSecretValue").on("prod/db")).hasSize(1);
    }
  }

  @Test
  void everyKindOfToolIsDocumented() throws IOException {
    assertThat(scripts()).extracting(Script::tool).contains("aws", "curl", "python", "js");
  }

  static Stream<Script> scripts() throws IOException {
    var scripts = new ArrayList<Script>();
    for (var guide : List.of("endpoint.md", "offline.md", "administration.md")) {
      var blocks = FENCED.matcher(read(guide)).results().toList();
      for (int i = 1; i < blocks.size(); i++) {
        var block = blocks.get(i - 1);
        if (language(blocks.get(i)).equals("text") && !language(block).equals("text")) {
          scripts.add(new Script(guide, language(block), block.group(2), blocks.get(i).group(2)));
        }
      }
    }
    return scripts.stream();
  }

  private static String language(MatchResult block) {
    return block.group(1);
  }

  private static Seed seed(String guide) throws IOException {
    return FENCED
        .matcher(read(guide))
        .results()
        .filter(block -> language(block).equals("json"))
        .map(block -> Seed.parse(block.group(2)))
        .findFirst()
        .orElseThrow();
  }

  /** The guide's exports, with the endpoint's own port. */
  private static Map<String, String> environment(String guide, Endpoint endpoint)
      throws IOException {
    var environment = new LinkedHashMap<String, String>();
    EXPORT
        .matcher(read(guide))
        .results()
        .forEach(export -> environment.put(export.group(1), at(endpoint, export.group(2))));
    return environment;
  }

  private List<String> command(Script script, Endpoint endpoint) throws IOException {
    var code = at(endpoint, script.code());
    if (script.language().equals("sh")) {
      return List.of("bash", "-e", "-c", code);
    }
    var file = folder.resolve("script." + (script.language().equals("js") ? "cjs" : "py"));
    Files.writeString(file, code);
    return List.of(script.language().equals("js") ? "node" : "python3", file.toString());
  }

  private static String at(Endpoint endpoint, String text) {
    return text.replace("http://127.0.0.1:4566", endpoint.uri().toString());
  }

  private static synchronized boolean isPresent(String tool) {
    return PRESENT.computeIfAbsent(
        tool,
        absent -> {
          try {
            var probe = new ProcessBuilder(PROBES.get(tool)).redirectErrorStream(true).start();
            probe.getInputStream().readAllBytes();
            return probe.waitFor() == 0;
          } catch (IOException notThere) {
            return false;
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
          }
        });
  }

  private String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var errors = folder.resolve("errors.txt");
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return output;
  }

  private static String read(String guide) throws IOException {
    return Files.readString(GUIDES.resolve(guide)).replace("\r\n", "\n");
  }
}
