package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are run as ECS runs containers, and templates that are resolved. */
@Timeout(120)
class RunTest {

  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";

  @TempDir Path folder;

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .secret(Seed.secret("prod/db").arnSuffix("AbCdEf").json("{\"password\":\"one\"}"))
          .build();
  private final Endpoint endpoint = start(aws);

  RunTest() {
    var account = aws.account("123456789012");
    account.role("execution").allow("secretsmanager:GetSecretValue", ARN);
    account.role("app").tag("team", "shop");
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  @DisplayName("ECS-5: a process starts with a parameter")
  void processHasAParameter() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    aws.seed(Seed.EMPTY.and(ParameterSeed.secure("/prod/password", "one")));
    aws.account("123456789012").role("execution").allow("ssm:GetParameters", "*");
    var command = "test \"$DB_PASSWORD\" = one";

    var ended = run("--task-definition", task("/prod/password"), "--", "/bin/sh", "-c", command);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  @DisplayName(
      "ECS-4: a process starts with its secrets, as the execution role, and misses a rotation")
  void processMissesARotation() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    var script =
        "cd %s; printenv DB_PASSWORD > part; mv part first; until test -e go; do sleep 0.1; done; printenv DB_PASSWORD AWS_ACCESS_KEY_ID AWS_ENDPOINT_URL_SECRETS_MANAGER > second; exit 7"
            .formatted(folder);
    var task = task(ARN + ":password::");
    var running =
        CompletableFuture.supplyAsync(
            () -> run("--task-definition", task, "--", "/bin/sh", "-c", script));
    while (!Files.exists(folder.resolve("first")) && !running.isDone()) {
      Thread.onSpinWait(); // until it has started
    }
    aws.as(aws.administrator())
        .call(
            PutSecretValue.of("prod/db", aws.newClientRequestToken())
                .withSecretString(SecretValue.ofText("{\"password\":\"two\"}")));
    Files.createFile(folder.resolve("go"));

    var ended = running.get(60, TimeUnit.SECONDS);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(Files.readString(folder.resolve("first"))).isEqualTo("one\n");
    var second = Files.readAllLines(folder.resolve("second"));
    assertThat(second.get(0)).isEqualTo("one");
    assertThat(aws.caller(second.get(1), null).principalArn()).endsWith(":role/app");
    assertThat(second.get(2)).isEqualTo(endpoint.uri().toString());
    assertThat(aws.audit().of("GetSecretValue").last().caller().principalArn())
        .contains("execution");
  }

  @Test
  @DisplayName(
      "ECS-3: a secret that the execution role may not read is the reason why nothing runs")
  void deniedToTheExecutionRole() throws Exception {
    aws.account("123456789012").role("execution").deny("secretsmanager:GetSecretValue");

    var ended = run("--task-definition", task(ARN), "--", "touch", folder.resolve("x").toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith(
            "TaskFailedToStart: ResourceInitializationError: unable to pull secrets or registry auth:")
        .contains("RequestID: " + aws.audit().last().requestId())
        .contains("api error AccessDeniedException: User: ");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void roleThatIsNotThereIsNamed() throws Exception {
    var task = task(ARN).replace("task.json", "other.json");
    Files.writeString(
        Path.of(task), Files.readString(folder.resolve("task.json")).replace("execution\"", "x\""));

    var ended = run("--task-definition", task, "--", "true");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .containsExactly(
            "There is no role arn:aws:iam::123456789012:role/x on %s: put it into the seed, with a policy that allows secretsmanager:GetSecretValue"
                .formatted(endpoint.uri()));
  }

  @Test
  @DisplayName("CF-1: a template is printed with values")
  void templateIsResolved() throws Exception {
    var template = template("{{resolve:secretsmanager:prod/db:SecretString:password}}");

    var printed = resolve("--template", template, "--parameter", "Key=x");

    assertThat(printed.err()).isEmpty();
    assertThat(printed.exitCode()).isZero();
    assertThat(String.join("", printed.out()))
        .contains("\"MasterUserPassword\" : \"one\"", "\"Key\" : \"x\"");
  }

  @Test
  @DisplayName("CF-2: a reference without a value is an error, and nothing is printed")
  void referenceWithoutAValue() throws Exception {
    var template = template("{{resolve:secretsmanager:prod/db:SecretString:absent}}");

    var printed = resolve("--template", template, "--parameter", "Key=x");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).isEmpty();
    assertThat(printed.err())
        .containsExactly(
            "Database: Could not find a value associated with JSONKey in SecretString");
  }

  private String template(String reference) throws IOException {
    return Files.writeString(
            folder.resolve("template.yaml"),
            """
            Parameters: {Key: {Type: String}}
            Resources:
              Database:
                Type: AWS::RDS::DBInstance
                Properties: {MasterUserPassword: "%s", Key: !Ref Key}
            """
                .formatted(reference))
        .toString();
  }

  private String task(String valueFrom) throws IOException {
    return Files.writeString(
            folder.resolve("task.json"),
            """
            {"executionRoleArn": "arn:aws:iam::123456789012:role/execution",
             "taskRoleArn": "arn:aws:iam::123456789012:role/app",
             "containerDefinitions": [
               {"name": "app", "secrets": [{"name": "DB_PASSWORD", "valueFrom": "%s"}]}]}
            """
                .formatted(valueFrom))
        .toString();
  }

  private Command run(String... arguments) {
    return command("run", arguments);
  }

  private Command resolve(String... arguments) {
    return command("resolve", arguments);
  }

  private Command command(String name, String... arguments) {
    var all = new ArrayList<String>();
    all.add(name);
    all.add("--port");
    all.add(String.valueOf(endpoint.uri().getPort()));
    all.addAll(List.of(arguments));
    return Command.run(all.toArray(String[]::new));
  }

  private static Endpoint start(SecretsEmulator aws) {
    try {
      return Endpoint.start(aws, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
