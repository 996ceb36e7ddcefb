package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.wire.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rotation in the jar: handlers in other processes, and whatever the AWS CLI says of them. */
@Tag("thorough")
@Timeout(180)
class FunctionsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

  /** A handler as it is deployed to Lambda, with an SDK of its own and no endpoint in its code. */
  private static final String HANDLER =
      """
      package com.example;

      import com.amazonaws.services.lambda.runtime.Context;
      import com.amazonaws.services.lambda.runtime.RequestHandler;
      import java.util.Map;
      import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

      public class Rotate implements RequestHandler<Map<String, String>, String> {
        @Override
        public String handleRequest(Map<String, String> event, Context context) {
          String id = event.get("SecretId");
          String token = event.get("ClientRequestToken");
          try (SecretsManagerClient secrets = SecretsManagerClient.create()) {
            switch (event.get("Step")) {
              case "createSecret":
                String password = secrets.getRandomPassword(r -> r.excludePunctuation(true)).randomPassword();
                context.getLogger().log("drew " + password);
                secrets.putSecretValue(r -> r.secretId(id).clientRequestToken(token)
                    .secretString(password).versionStages("AWSPENDING"));
                break;
              case "finishSecret":
                String current = secrets.describeSecret(r -> r.secretId(id)).versionIdsToStages().entrySet().stream()
                    .filter(version -> version.getValue().contains("AWSCURRENT")).findFirst().get().getKey();
                secrets.updateSecretVersionStage(r -> r.secretId(id).versionStage("AWSCURRENT")
                    .moveToVersionId(token).removeFromVersionId(current));
                break;
              default:
                context.getLogger().log(event.get("Step") + ": nothing to do");
            }
          }
          return null;
        }
      }
      """;

  /** A handler in Python behind the interface emulator's API, in a process of its own. */
  private static final String PYTHON =
      """
      import boto3, json, os, sys
      from http.server import BaseHTTPRequestHandler, HTTPServer

      def lambda_handler(event, context):
          service = boto3.client('secretsmanager', endpoint_url=os.environ['SECRETS_MANAGER_ENDPOINT'])
          arn, token = event['SecretId'], event['ClientRequestToken']
          if event['Step'] == 'createSecret':
              password = service.get_random_password(ExcludeCharacters='/@"')['RandomPassword']
              service.put_secret_value(SecretId=arn, ClientRequestToken=token, SecretString=password,
                                       VersionStages=['AWSPENDING'])
          elif event['Step'] == 'finishSecret':
              versions = service.describe_secret(SecretId=arn)['VersionIdsToStages']
              current = [id for id in versions if 'AWSCURRENT' in versions[id]][0]
              service.update_secret_version_stage(SecretId=arn, VersionStage='AWSCURRENT',
                                                  MoveToVersionId=token, RemoveFromVersionId=current)

      class Invoke(BaseHTTPRequestHandler):
          def do_POST(self):
              event = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
              try:
                  lambda_handler(event, None)
                  answer = b'null'
              except Exception as e:
                  answer = json.dumps({'errorMessage': str(e), 'errorType': type(e).__name__}).encode()
              self.send_response(200)
              self.end_headers()
              self.wfile.write(answer)
          def log_message(self, *args):
              pass

      server = HTTPServer(('127.0.0.1', 0), Invoke)
      print(server.server_port, flush=True)
      os.environ['SECRETS_MANAGER_ENDPOINT'] = sys.stdin.readline().strip()
      server.serve_forever()
      """;

  @TempDir Path folder;

  @Test
  void handlerInAJarIsRotatedByTheAwsCli() throws Exception {
    assumeTrue(RunningJar.isInstalled("aws", "--version"), "the AWS CLI is not installed");
    var handler = jar();

    try (var jar =
        RunningJar.start(
            "--function",
            ARN + "=" + handler + "#com.example.Rotate",
            "--classpath",
            RunningJar.libraries(),
            "--function-timeout",
            "60")) {
      aws(jar, "create-secret", "--name", "prod/db", "--secret-string", "hunter2");
      var rotated =
          aws(
              jar,
              "rotate-secret",
              "--secret-id",
              "prod/db",
              "--rotation-lambda-arn",
              ARN,
              "--rotation-rules",
              "AutomaticallyAfterDays=30");

      var value = aws(jar, "get-secret-value", "--secret-id", "prod/db");
      var described = aws(jar, "describe-secret", "--secret-id", "prod/db");
      var password = value.path("SecretString").asText();
      assertThat(password).hasSize(32);
      assertThat(value.path("VersionId")).isEqualTo(rotated.path("VersionId"));
      assertThat(described.path("LastRotatedDate").isMissingNode()).isFalse();
      assertThat(jar.log())
          .anyMatch(line -> line.endsWith("rotate: drew ****"))
          .anyMatch(line -> line.endsWith("rotate: setSecret: nothing to do"))
          .noneMatch(line -> line.contains(password) || line.contains("hunter2"));
      assertThat(jar.process().toHandle().info().commandLine().orElse(""))
          .doesNotContain("hunter2", password);
    }
  }

  @Test
  void handlerBehindAUrlIsRotatedByTheAwsCli() throws Exception {
    assumeTrue(RunningJar.isInstalled("aws", "--version"), "the AWS CLI is not installed");
    assumeTrue(RunningJar.isInstalled("python3", "-c", "import boto3"), "boto3 is not installed");
    var script = Files.writeString(folder.resolve("handler.py"), PYTHON);
    var builder = new ProcessBuilder("python3", script.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(Endpoint.environment("http://nowhere", "us-east-1", "test"));
    var python = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader ready = python.inputReader()) {
      var url =
          "http://127.0.0.1:" + ready.readLine() + "/2015-03-31/functions/function/invocations";

      try (var jar = RunningJar.start("--function", ARN + "=" + url)) {
        python.outputWriter().append(jar.endpoint() + "\n").flush();
        aws(jar, "create-secret", "--name", "prod/db", "--secret-string", "hunter2");
        aws(jar, "rotate-secret", "--secret-id", "prod/db", "--rotation-lambda-arn", ARN);

        var value = aws(jar, "get-secret-value", "--secret-id", "prod/db");
        assertThat(value.path("SecretString").asText()).hasSize(32);
      }
    } finally {
      python.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void rotationOfASeedThatStartsAtOnceFindsTheEndpoint() throws Exception {
    var seed = folder.resolve("seed.yaml");
    Files.writeString(
        seed,
        """
        secrets:
          - {name: prod/db, string: hunter2, rotation: {function: "%1$s", days: 30, immediately: true}}
        functions:
          - {arn: "%1$s", code: "%2$s#com.example.Rotate", classPath: [%3$s]}
        """
            .formatted(ARN, jar(), "\"" + RunningJar.libraries().replace(":", "\", \"") + "\""));

    try (var jar = RunningJar.start("--seed", seed.toString())) {
      assertThat(jar.log()).anyMatch(line -> line.endsWith("rotate: drew ****"));
    }
  }

  @Test
  void functionsThatCannotBeUsedAreSaid() throws Exception {
    var remote = "http://10.0.0.1:9000";
    var ended =
        RunningJar.run(
            Map.of(),
            RunningJar.JAVA,
            "-jar",
            RunningJar.JAR,
            "--port",
            "0",
            "--function",
            ARN + "=" + remote);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.text())
        .contains("Function '" + ARN + "': The function at " + remote + " is not on this machine")
        .contains("--allow-remote-functions");
  }

  private static Map<String, String> environment(RunningJar jar) {
    return Endpoint.environment(jar.endpoint().toString(), "us-east-1", "test");
  }

  private static JsonNode aws(RunningJar jar, String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "aws",
                "--endpoint-url",
                jar.endpoint().toString(),
                "--output",
                "json",
                "secretsmanager"));
    command.addAll(List.of(arguments));
    return JSON.readTree(
        RunningJar.run(environment(jar), command.toArray(String[]::new)).success());
  }

  private Path jar() throws IOException {
    var source = folder.resolve("Rotate.java");
    Files.writeString(source, HANDLER, StandardCharsets.UTF_8);
    var classes = Files.createDirectories(folder.resolve("classes"));
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                RunningJar.libraries(),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(exitCode).isZero();
    var jar = folder.resolve("rotate.jar");
    var name = "com/example/Rotate.class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(name));
      Files.copy(classes.resolve(name), out);
    }
    return jar;
  }
}
