package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.local.CloudFormationTemplate;
import dev.strongroom.local.EcsTaskDefinition;
import dev.strongroom.local.SecretProviderClass;
import dev.strongroom.rotation.DatabaseEngine;
import dev.strongroom.rotation.DatabaseRotation;
import dev.strongroom.rotation.JdbcUsers;
import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SeedLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Processes of an application that gets its password from ECS, Kubernetes or CloudFormation, before
 * and after a rotation changes it in the database.
 */
@Tag("thorough")
@SecretsManagerTest
@Timeout(120)
class ContainersTest {

  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";
  private static final String REFUSED = "refused with 28000";

  private final OrdersDatabase database = new OrdersDatabase("APP", "one");
  private final Server server = server();

  @BeforeEach
  void seed(SecretsEmulator aws) {
    var secret =
        """
        {"engine": "postgres", "host": "localhost", "username": "APP", "password": "one"}
        """;
    aws.seed(Seed.of(Seed.secret("prod/db").arnSuffix("AbCdEf").json(secret)));
    aws.rotation("prod/db")
        .with(
            DatabaseRotation.singleUser(JdbcUsers.h2(DatabaseEngine.POSTGRES).at(database.url())));
  }

  @AfterEach
  void stop() {
    server.stop();
    database.close();
  }

  @Test
  @DisplayName(
      "ECS-4: a container keeps the password with which it started; the next one has the new")
  void containerMissesARotation(SecretsEmulator aws, SecretsManagerClient secrets)
      throws IOException {
    aws.account("123456789012").role("execution").allow("secretsmanager:GetSecretValue");
    var task =
        EcsTaskDefinition.parse(
            """
            {"executionRoleArn": "arn:aws:iam::123456789012:role/execution",
             "containerDefinitions": [{"name": "orders",
               "environment": [{"name": "DB_USER", "value": "APP"}],
               "secrets": [{"name": "DB_PASSWORD", "valueFrom": "%s:password::"}]}]}
            """
                .formatted(ARN));

    try (var container = start(task.resolve(aws).get(0).environment())) {
      assertThat(container.order("tea")).isEqualTo("placed tea");
      rotate(aws, secrets);
      assertThat(container.order("coffee")).isEqualTo(REFUSED);
    }
    try (var replacement = start(task.resolve(aws).get(0).environment())) {
      assertThat(replacement.order("coffee")).isEqualTo("placed coffee");
    }
  }

  @Test
  @DisplayName("CSI-6: a pod that reads its file again goes on after a rotation")
  void mountedFileFollowsARotation(
      SecretsEmulator aws, SecretsManagerClient secrets, @TempDir Path folder) throws IOException {
    var mount =
        SecretProviderClass.parse(
                """
                spec:
                  provider: aws
                  parameters:
                    objects: |
                      - objectName: prod/db
                        objectType: secretsmanager
                        jmesPath: [{path: password, objectAlias: password}]
                """)
            .mount(aws, aws.administrator(), folder);
    var file = folder.resolve("password").toString();

    try (var pod = start(Map.of("DB_USER", "APP", "DB_PASSWORD_FILE", file))) {
      assertThat(pod.order("tea")).isEqualTo("placed tea");
      rotate(aws, secrets);
      assertThat(pod.order("coffee")).isEqualTo(REFUSED); // not yet remounted
      mount.remount();
      assertThat(pod.order("coffee")).isEqualTo("placed coffee");
    }
  }

  @Test
  @DisplayName("CF-3: a stack's process has the old password until its resource changes otherwise")
  void stackMissesARotation(SecretsEmulator aws, SecretsManagerClient secrets) throws IOException {
    var administrator = aws.as(aws.administrator());
    var before = template("1");
    var stack = before.resolve(administrator);

    rotate(aws, secrets);

    try (var process = start(variables(stack.update(before, administrator)))) {
      assertThat(process.order("tea")).isEqualTo(REFUSED);
    }
    try (var process = start(variables(stack.update(template("2"), administrator)))) {
      assertThat(process.order("tea")).isEqualTo("placed tea");
    }
  }

  private static CloudFormationTemplate template(String release) {
    return CloudFormationTemplate.parse(
        """
        Resources:
          Orders:
            Type: AWS::Lambda::Function
            Properties:
              Environment:
                Variables:
                  DB_USER: APP
                  DB_PASSWORD: "{{resolve:secretsmanager:prod/db:SecretString:password}}"
                  RELEASE: "%s"
        """
            .formatted(release),
        new SeedLoader());
  }

  private static Map<String, String> variables(CloudFormationTemplate.Stack stack) {
    var variables = new HashMap<String, String>();
    var environment = (Map<?, ?>) stack.properties("Orders").get("Environment");
    ((Map<?, ?>) environment.get("Variables"))
        .forEach((name, value) -> variables.put(name.toString(), value.toString()));
    return variables;
  }

  private void rotate(SecretsEmulator aws, SecretsManagerClient secrets) {
    var before = secrets.getSecretValue(r -> r.secretId("prod/db")).secretString();
    secrets.rotateSecret(
        r -> r.secretId("prod/db").rotationLambdaARN(aws.rotation("prod/db").lambdaArn()));

    assertThat(secrets.getSecretValue(r -> r.secretId("prod/db")).secretString())
        .isNotEqualTo(before);
    assertThat(database.logsIn("APP", "one")).isFalse();
  }

  private static Server server() {
    try {
      return Server.createTcpServer("-tcpPort", "0").start();
    } catch (SQLException busy) {
      throw new IllegalStateException(busy);
    }
  }

  private Container start(Map<String, String> variables) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OrdersContainer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    command.environment().putAll(variables);
    command
        .environment()
        .put(
            "DB_URL",
            database.url().replace("jdbc:h2:mem:", "jdbc:h2:" + server.getURL() + "/mem:"));
    return new Container(command.start());
  }

  /** A process of the application. */
  private static final class Container implements AutoCloseable {

    private final Process process;
    private final PrintWriter input;
    private final BufferedReader output;

    Container(Process process) {
      this.process = process;
      this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
      this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    String order(String item) throws IOException {
      input.println(item);
      return output.readLine();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
