package dev.strongroom.internal.iam;

import static dev.strongroom.iam.Layer.IDENTITY_POLICY;
import static dev.strongroom.iam.Layer.KEY_POLICY;
import static dev.strongroom.iam.Layer.PERMISSIONS_BOUNDARY;
import static dev.strongroom.iam.Layer.RESOURCE_CONTROL_POLICY;
import static dev.strongroom.iam.Layer.RESOURCE_POLICY;
import static dev.strongroom.iam.Layer.SERVICE_CONTROL_POLICY;
import static dev.strongroom.iam.Layer.SESSION_POLICY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.iam.Layer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An IAM evaluator that others wrote, {@code @cloud-copilot/iam-simulate} of npm, as a process that
 * answers one world a line. It is installed under {@code target} and never part of this project.
 */
final class IamSimulator implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "simulate.cjs");

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private IamSimulator(Process process) {
    this.process = process;
    questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Whether Node.js and npm are on the PATH. */
  static boolean isPossible() {
    return Stream.of("node", "npm")
        .allMatch(
            program ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))));
  }

  /** Installs the simulator as its lock file says, if it is not there yet, and starts it. */
  static IamSimulator start(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    for (var file : FILES) {
      try (var resource = IamSimulator.class.getResourceAsStream("/differential/" + file)) {
        Files.write(directory.resolve(file), resource.readAllBytes());
      }
    }
    if (!Files.exists(directory.resolve("node_modules/.package-lock.json"))) {
      var log = directory.resolve("npm.log");
      var npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      npm.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
      if (npm.start().waitFor() != 0) {
        throw new IOException("npm could not install the simulator: " + Files.readString(log));
      }
    }
    var node = new ProcessBuilder("node", "simulate.cjs").directory(directory.toFile());
    node.redirectError(ProcessBuilder.Redirect.INHERIT).environment().put("TZ", "UTC");
    return new IamSimulator(node.start());
  }

  boolean allows(World world) throws IOException {
    questions.write(question(world).toString());
    questions.newLine();
    questions.flush();
    var line = answers.readLine();
    if (line == null) {
      throw new IOException("The simulator ended at " + world);
    }
    var answer = JSON.readTree(line);
    if (!answer.get("errors").isNull() || !answer.get("ignored").isEmpty()) {
      throw new AssertionError("The simulator doesn't know this world: " + line + "\n" + world);
    }
    return answer.get("result").asText().equals("Allowed");
  }

  private static ObjectNode question(World world) throws IOException {
    var question = JSON.createObjectNode();
    var request = question.putObject("request");
    request.put("principal", world.caller());
    request.put("action", world.action());
    request
        .putObject("resource")
        .put("resource", world.resource())
        .put("accountId", NaiveEvaluator.account(world.resource()));
    var asked = world.request();
    var context = request.putObject("contextVariables");
    for (var key : JudgedWorlds.KEYS) {
      var values = asked.values(key);
      if (values.size() == 1) {
        context.put(key, values.get(0));
      } else if (values.size() > 1) {
        values.forEach(context.putArray(key)::add);
      }
    }

    named(question.putArray("identityPolicies"), documents(world, IDENTITY_POLICY));
    named(question.putArray("permissionBoundaryPolicies"), documents(world, PERMISSIONS_BOUNDARY));
    one(question, "sessionPolicy", documents(world, SESSION_POLICY));
    one(question, "resourcePolicy", documents(world, world.isKey() ? KEY_POLICY : RESOURCE_POLICY));
    var serviceControls = question.putArray("serviceControlPolicies");
    level(serviceControls, "root", world.rootControls());
    level(serviceControls, "account", documents(world, SERVICE_CONTROL_POLICY));
    level(
        question.putArray("resourceControlPolicies"),
        "account",
        documents(world, RESOURCE_CONTROL_POLICY));
    return question;
  }

  private static List<String> documents(World world, Layer layer) {
    return world.policies().getOrDefault(layer, List.of());
  }

  private static void level(ArrayNode levels, String name, List<String> policies)
      throws IOException {
    if (!policies.isEmpty()) {
      named(levels.addObject().put("orgIdentifier", name).putArray("policies"), policies);
    }
  }

  private static void named(ArrayNode array, List<String> policies) throws IOException {
    for (var document : read(policies)) {
      array.addObject().put("name", "p" + array.size()).set("policy", document);
    }
  }

  private static void one(ObjectNode question, String name, List<String> policies)
      throws IOException {
    for (var document : read(policies)) {
      question.set(name, document);
    }
  }

  private static List<JsonNode> read(List<String> policies) throws IOException {
    var documents = new ArrayList<JsonNode>();
    for (var policy : policies) {
      documents.add(JSON.readTree(policy));
    }
    return documents;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    answers.close();
    process.destroy();
  }
}
