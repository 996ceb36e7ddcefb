package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The standalone jar, called by tools that know nothing of it; each only where it is installed. */
@Tag("thorough")
@Timeout(180)
class StrangersIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JAR = System.getProperty("standalone.jar");

  private static final String BOTO3 =
      """
      import boto3, json, sys
      from botocore.exceptions import ClientError
      of = lambda service: boto3.client(service, endpoint_url=sys.argv[1])
      secrets = of('secretsmanager')
      arn = secrets.create_secret(Name='py/db', SecretBinary=b'\\x00\\xff')['ARN']
      value = secrets.get_secret_value(SecretId=arn)
      try:
          secrets.get_secret_value(SecretId='absent')
      except ClientError as refusal:
          error = refusal.response['Error']['Code']
      key = of('kms').create_key()['KeyMetadata']['Arn']
      secrets.update_secret(SecretId='py/db', KmsKeyId=key)
      print(json.dumps({
          'binary': value['SecretBinary'].hex(),
          'year': value['CreatedDate'].year,
          'error': error,
          'key': secrets.describe_secret(SecretId='py/db')['KmsKeyId'] == key,
          'listed': sum(len(p['SecretList']) for p in secrets.get_paginator('list_secrets').paginate(
              PaginationConfig={'PageSize': 1})),
          'account': of('sts').get_caller_identity()['Account']}))
      """;

  @TempDir Path folder;
  private Process jar;
  private String endpoint = "";

  @BeforeEach
  void startTheJar() throws IOException {
    var seed =
        Files.writeString(
            folder.resolve("seed.json"),
            "{\"secrets\": [{\"name\": \"prod/db\", \"string\": \"one\"}]}");
    jar =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-jar",
                JAR,
                "--port",
                "0",
                "--frozen-at",
                "2026-01-01T00:00:00Z",
                "--seed",
                seed.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var ready = jar.inputReader(UTF_8).readLine();
    assertThat(ready).startsWith("strongroom listening on ");
    endpoint = ready.substring(ready.indexOf("http"));
  }

  @AfterEach
  void endTheJar() {
    jar.destroyForcibly();
  }

  @Test
  void awsCliReadsWritesAndIsRefused() throws Exception {
    assumeTrue(run("aws", "--version").exitCode() == 0, "the AWS CLI is not installed");

    var read = aws("secretsmanager", "get-secret-value", "--secret-id", "prod/db");
    var write =
        aws(
            "secretsmanager",
            "put-secret-value",
            "--secret-id",
            "prod/db",
            "--secret-string",
            "two");
    var again = aws("secretsmanager", "get-secret-value", "--secret-id", "prod/db");
    var absent = aws("secretsmanager", "get-secret-value", "--secret-id", "absent");
    var keys = aws("kms", "list-keys");
    var caller = aws("sts", "get-caller-identity");

    assertThat(read.json().path("SecretString").asText()).isEqualTo("one");
    assertThat(write.json().path("VersionStages")).hasSize(1);
    assertThat(again.json().path("SecretString").asText()).isEqualTo("two");
    assertThat(absent.exitCode()).isNotZero(); // 255 of version 1, 254 of version 2
    assertThat(absent.text()).contains("ResourceNotFoundException");
    assertThat(keys.json().path("Keys").isArray()).isTrue();
    assertThat(caller.json().path("Account").asText()).isEqualTo("123456789012");
  }

  @Test
  void awsCliReadsParametersAndLooksUpWhoDid() throws Exception {
    assumeTrue(run("aws", "--version").exitCode() == 0, "the AWS CLI is not installed");

    var put =
        aws(
            "ssm",
            "put-parameter",
            "--name",
            "/prod/token",
            "--value",
            "abc",
            "--type",
            "SecureString");
    var path = aws("ssm", "get-parameters-by-path", "--path", "/prod", "--with-decryption");
    var secret =
        aws(
            "ssm",
            "get-parameter",
            "--name",
            "/aws/reference/secretsmanager/prod/db",
            "--with-decryption");
    var absent = aws("ssm", "get-parameter", "--name", "absent");
    var events =
        aws(
            "cloudtrail",
            "lookup-events",
            "--start-time",
            "2025-12-31",
            "--lookup-attributes",
            "AttributeKey=EventName,AttributeValue=GetSecretValue");

    assertThat(put.json().path("Version").asInt()).isEqualTo(1);
    assertThat(path.json().path("Parameters").path(0).path("Value").asText()).isEqualTo("abc");
    assertThat(secret.json().path("Parameter").path("Value").asText()).isEqualTo("one");
    assertThat(absent.text()).contains("ParameterNotFound");
    var event = events.json().path("Events").path(0);
    assertThat(event.path("Username").asText()).isEqualTo("root");
    assertThat(JSON.readTree(event.path("CloudTrailEvent").asText()).path("sourceIPAddress"))
        .hasToString("\"ssm.amazonaws.com\"");
  }

  @Test
  void boto3ReadsWritesAndIsRefused() throws Exception {
    assumeTrue(run("python3", "-c", "import boto3").exitCode() == 0, "boto3 is not installed");

    var told = run("python3", "-c", BOTO3, endpoint).json();

    assertThat(told)
        .isEqualTo(
            JSON.readTree(
                "{\"binary\":\"00ff\",\"year\":2026,\"error\":\"ResourceNotFoundException\","
                    + "\"key\":true,\"listed\":2,\"account\":\"123456789012\"}"));
  }

  /** A tool that has ended, and what it wrote. */
  private record Ended(int exitCode, String text) {
    JsonNode json() throws IOException {
      assertThat(exitCode).as(text).isZero();
      return JSON.readTree(text);
    }
  }

  private Ended aws(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("aws", "--endpoint-url", endpoint, "--output", "json"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** Runs a tool without the settings of the machine's user. */
  private static Ended run(String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var environment = builder.environment();
    environment
        .keySet()
        .removeIf(
            name -> name.startsWith("AWS_") || name.endsWith("_PROXY") || name.endsWith("_proxy"));
    environment.put("AWS_CONFIG_FILE", File.separator + "none");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", File.separator + "none");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_PAGER", "");
    Process process;
    try {
      process = builder.start();
    } catch (IOException notInstalled) {
      return new Ended(-1, String.valueOf(notInstalled.getMessage()));
    }
    try {
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }
}
