package dev.strongroom.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.rotation.RotationTimeline.Entry;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rotation function that is a handler in a jar. */
@Tag("thorough")
@Timeout(120)
class JarFunctionTest {

  private static final Logger LOG = Logger.getLogger("dev.strongroom.function");

  private final SecretsEmulator aws =
      SecretsEmulator.builder().secret(Seed.secret("prod/db").string("hunter2")).build();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path folder;

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void handlerRotatesInAProcessOfItsOwnAndItsOutputIsLoggedWithoutValues() throws Exception {
    var jar = Handlers.jar(folder, "Rotate", Handlers.ROTATE);
    var role = aws.account("123456789012").role("rotator").allow("secretsmanager:*");
    var function =
        function("whole", jar, "Rotate")
            .role(role.arn())
            .environment(Map.of("EXCLUDE_CHARACTERS", "/@\"'\\"));

    var steps = rotate(function);

    var value = value("prod/db");
    assertThat(steps)
        .extracting(Entry::outcome)
        .containsExactly("", "succeeded", "succeeded", "succeeded", "succeeded", "");
    assertThat(value).isNotEqualTo("hunter2").hasSize(32);
    assertThat(log)
        .contains(
            "whole: createSecret in whole",
            "whole: the new password is ****",
            "whole: finishSecret in whole")
        .anyMatch(line -> line.startsWith("whole: it was {") && line.contains("\"****\""))
        .noneMatch(line -> line.contains(value) || line.contains("hunter2"));
    assertThat(aws.audit().by(role.arn()).succeeded().records())
        .extracting(AuditRecord::operation)
        .contains("GetRandomPassword", "PutSecretValue", "UpdateSecretVersionStage");
    var environment =
        log.stream().filter(line -> line.contains("createSecret sees")).findFirst().orElseThrow();
    assertThat(environment)
        .contains("AWS_REGION", "SECRETS_MANAGER_ENDPOINT", "EXCLUDE_CHARACTERS", "AWS_LAMBDA_");
    assertThat(List.of(environment.replaceAll(".*\\[|\\]", "").split(", ")))
        .filteredOn(name -> System.getenv().containsKey(name))
        .isSubsetOf("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throws | throw new IllegalStateException(\"hunter2\"); | failed:"
            + " java.lang.IllegalStateException",
        "exits | System.exit(3); | failed: its process ended with code 3",
        "stops | while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } } |"
            + " failed: ended after 2 s",
      })
  void handlerThatFailsFailsItsStep(String name, String body, String outcome) throws Exception {
    var source =
        """
        package com.example;
        public class Bad {
          public String handleRequest(java.util.Map<String, String> event, com.amazonaws.services.lambda.runtime.Context context) {
            if (true) { %s }
            return null;
          }
        }
        """
            .formatted(body);
    var jar = Handlers.jar(folder, "Bad", source);

    var step = rotate(function(name, jar, "Bad").timeout(Duration.ofSeconds(2))).get(1);

    assertThat(step.outcome()).isEqualTo(outcome);
    assertThat(value("prod/db")).isEqualTo("hunter2");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .noneMatch(child -> child.info().commandLine().orElse("").contains(":function:" + name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stream | java.io.InputStream in, java.io.OutputStream out | new String(in.readAllBytes())",
        "pojo | Bad.Event event | event.step + event.id",
        "object | Object event | String.valueOf(event)",
      })
  void handlersOfAllKindsGetTheEvent(String name, String parameters, String text) throws Exception {
    var source =
        """
        package com.example;
        public class Bad {
          public static class Event {
            String step; String id;
            public void setStep(String s) { step = s; }
            public void setSecretId(String s) { id = s; }
          }
          public void handleRequest(%s, com.amazonaws.services.lambda.runtime.Context c) throws Exception {
            System.out.println(%s);
          }
        }
        """
            .formatted(parameters, text);
    var jar = Handlers.jar(folder, "Bad", source);

    var steps = rotate(function(name, jar, "Bad"));

    assertThat(steps.get(1).outcome()).isEqualTo("succeeded");
    assertThat(log)
        .anyMatch(line -> line.contains("createSecret") && line.contains("secret:prod/db-"));
  }

  @Test
  void jarOrClassThatIsNotThereIsRefusedOrFails() throws Exception {
    var jar = Handlers.jar(folder, "Rotate", Handlers.ROTATE);
    var absent = folder.resolve("absent.jar");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.register(function("a", absent, "Rotate")))
        .withMessage("There is no file " + absent);
    assertThat(rotate(function("b", jar, "Absent")).get(1).outcome())
        .isEqualTo("failed: java.lang.ClassNotFoundException");
  }

  private FunctionSeed function(String name, Path jar, String type) {
    return FunctionSeed.of(
            "arn:aws:lambda:us-east-1:123456789012:function:" + name, jar + "#com.example." + type)
        .classPath(Handlers.classPath());
  }

  private List<Entry> rotate(FunctionSeed function) {
    var name = function.arn().substring(function.arn().lastIndexOf(':') + 1);
    var handler = new Kept(name);
    LOG.addHandler(handler);
    try {
      aws.register(function);
      aws.as(aws.administrator())
          .call(
              RotateSecret.of("prod/db", aws.newClientRequestToken())
                  .withRotationLambdaARN(function.arn())
                  .withRotateImmediately(true));
      return aws.rotation("prod/db").timeline().entries();
    } finally {
      LOG.removeHandler(handler);
    }
  }

  private String value(String secret) {
    var read = aws.as(aws.administrator()).call(GetSecretValue.of(secret));
    return java.util.Objects.requireNonNull(read.secretString()).text();
  }

  /** Keeps what one function logs. */
  private final class Kept extends Handler {
    private final String name;

    Kept(String name) {
      this.name = name;
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getMessage().startsWith(name + ": ")) {
        log.add(record.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
