package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.contract.Requests;
import dev.strongroom.contract.Secrets;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A marker value goes through everything, and must come out nowhere but as a value. */
class NoSecretValueTest {

  private static final String MARKER = "m4rk3r-0f-4-s3cr3t";
  private static final SecretValue TEXT = SecretValue.ofText(MARKER);
  private static final SecretValue BYTES =
      SecretValue.ofBinary(MARKER.getBytes(StandardCharsets.UTF_8));

  private final StringBuilder output = new StringBuilder();

  @Test
  @DisplayName("no operation tells a value, whether it succeeds or is refused")
  @ResourceLock(Resources.SYSTEM_OUT)
  @ResourceLock(Resources.SYSTEM_ERR)
  void noOperationTellsAValue() throws Exception {
    try (var log = new CapturedLog()) {
      var emulator = SecretsEmulator.builder().versionQuota(true).build();
      goThroughAllOperations(emulator);
      goThroughRefusals(emulator);
      remember(emulator, emulator.snapshot(), emulator.audit(), emulator.clock());
      remember(emulator.snapshot().world, emulator.snapshot().world.regions());
      remember(emulator.fork(), emulator.administrator());
      output.append(log.text());
    }

    assertNothingIsTold();
  }

  /** On a live secret, on one that becomes scheduled half-way, and on one that is gone. */
  private void goThroughAllOperations(SecretsEmulator emulator) {
    var all = Requests.all("a", MARKER);
    call(emulator, CreateSecret.of("a", Secrets.token(1)).withSecretString(TEXT));
    rotate(emulator);
    all.stream()
        .filter(request -> !(request instanceof DeleteSecret))
        .forEach(request -> call(emulator, request));
    all.forEach(request -> call(emulator, request));
    call(emulator, DeleteSecret.of("a"));
    emulator.clock().advance(Duration.ofDays(30));
    all.forEach(request -> call(emulator, request));
    for (var operation : all) {
      var recorded = emulator.audit().of(operation.operation());
      assertThat(recorded).anyMatch(AuditRecord::succeeded);
    }
  }

  /** By a function that makes a value like any other, and fails with the value in its text. */
  private void rotate(SecretsEmulator emulator) {
    var rotation =
        emulator
            .rotation("a")
            .with(
                (event, service) -> {
                  remember(event);
                  if (event.step() == RotationStep.CREATE_SECRET) {
                    service.call(
                        PutSecretValue.of(event.secretId(), event.clientRequestToken())
                            .withSecretString(SecretValue.ofText(MARKER + "-rotated"))
                            .withVersionStages(List.of("AWSPENDING")));
                  }
                  throw new IllegalStateException(MARKER);
                })
            .logins(value -> value.text().startsWith(MARKER));
    call(
        emulator,
        RotateSecret.of("a", Secrets.token(105)).withRotationLambdaARN(rotation.lambdaArn()));
    remember(rotation, rotation.timeline(), emulator.rotations());
    call(emulator, new CancelRotateSecret("a"));
    call(
        emulator,
        UpdateSecretVersionStage.of("a", "AWSPENDING").withRemoveFromVersionId(Secrets.token(105)));
  }

  private void goThroughRefusals(SecretsEmulator emulator) {
    var tooLong = MARKER.repeat(65536 / MARKER.length() + 1);
    var name = "refused";
    var first = Secrets.token(1);
    call(emulator, CreateSecret.of(name, first).withSecretString(TEXT));
    for (var value : List.of(SecretValue.ofText(tooLong), SecretValue.ofText(MARKER + "2"))) {
      call(emulator, CreateSecret.of(name, first).withSecretString(value));
      call(emulator, CreateSecret.of(name, Secrets.token(2)).withSecretString(value));
      call(emulator, CreateSecret.of("bad name", first).withSecretString(value));
      call(emulator, CreateSecret.of(name, null).withSecretString(value));
      call(emulator, CreateSecret.of(name, first).withSecretBinary(BYTES).withSecretString(value));
      call(emulator, PutSecretValue.of(name, first).withSecretString(value));
      call(
          emulator,
          PutSecretValue.of(name, first)
              .withSecretBinary(BYTES)
              .withSecretString(value)
              .withVersionStages(List.of("")));
      call(emulator, PutSecretValue.of("nowhere", first).withSecretString(value));
      call(emulator, UpdateSecret.of(name, first).withSecretString(value));
      call(emulator, UpdateSecret.of(name, first).withSecretBinary(BYTES).withSecretString(value));
      call(emulator, UpdateSecret.of(name, "short").withSecretBinary(BYTES));
    }
    for (int i = 3; i < 110; i++) {
      call(emulator, PutSecretValue.of(name, Secrets.token(i)).withSecretBinary(BYTES));
    }
    call(emulator, new GetSecretValue(name, Secrets.token(1), "AWSCURRENT"));
  }

  /** Remembers everything that a caller could print of a call. */
  private void call(SecretsEmulator emulator, Request<?> request) {
    remember(request);
    try {
      var response = emulator.execute(emulator.administrator(), request);
      remember(response, response.result());
    } catch (RuntimeException refusal) {
      remember(refusal);
    }
  }

  @ParameterizedTest(name = "malformed: {0}")
  @ValueSource(
      strings = {
        MARKER,
        "",
        "  ",
        "{\"password\":\"" + MARKER + "\"",
        "{\"password\":" + MARKER + "}",
        "{" + MARKER + ":1}",
        "{\"" + MARKER + "\" 1}",
        "[\"" + MARKER + "\"]]",
        "\"" + MARKER + "\" \"" + MARKER + "\"",
        "\"" + MARKER + "\n\"",
        "\"\\" + MARKER + "\"",
        "tru" + MARKER,
        "1" + MARKER,
        "{\"a\":1} " + MARKER,
      })
  @DisplayName("a malformed JSON seed is refused without quoting it")
  void malformedSeedIsNotQuoted(String json) {
    var refusal = catchThrowable(() -> Seed.secret("a").json(json));

    assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'a'");
    remember(refusal);
    assertNothingIsTold();
  }

  static Stream<SecretSeed> unacceptableSeeds() {
    var secret = Seed.secret("a");
    return Stream.of(
        secret.string(MARKER.repeat(4000)),
        secret.binary(MARKER.repeat(4000).getBytes(StandardCharsets.UTF_8)),
        Seed.secret("bad name").string(MARKER),
        Seed.secret("bad name").json("{\"password\":\"" + MARKER + "\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unacceptableSeeds")
  @DisplayName("a seed that the service refuses isn't quoted either, and neither is a good one")
  void refusedSeedIsNotQuoted(SecretSeed secret) {
    var builder = SecretsEmulator.builder().secret(secret);

    var refusal = catchThrowable(builder::build);

    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    remember(refusal, builder, secret, Seed.of(secret), Seed.EMPTY.and(secret));
    assertNothingIsTold();
  }

  @Test
  @DisplayName("a random password isn't told by its result or by the audit")
  void passwordIsNotTold() {
    var emulator = SecretsEmulator.create();

    var response = emulator.execute(emulator.administrator(), GetRandomPassword.byDefault());

    assertThat(response.toString() + emulator.audit())
        .doesNotContain(response.result().randomPassword().text());
  }

  private void remember(Object... told) {
    for (var each : told) {
      output.append(each).append('\n');
      if (each instanceof Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        output.append(trace);
      }
    }
  }

  private void assertNothingIsTold() {
    var bytes = MARKER.getBytes(StandardCharsets.UTF_8);
    var base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    assertThat(output.toString().contains("m4rk3r")).as("the value's beginning is told").isFalse();
    assertThat(output.toString()).doesNotContain(base64.substring(0, base64.length() - 2));
  }

  /** Everything that is logged or printed while it is open. */
  private static final class CapturedLog extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    CapturedLog() {
      setLevel(Level.ALL);
      root.setLevel(Level.ALL);
      root.addHandler(this);
      System.setOut(copying(out));
      System.setErr(copying(err));
    }

    private PrintStream copying(PrintStream original) {
      return new PrintStream(
          new OutputStream() {
            @Override
            public void write(int b) {
              original.write(b);
              printed.write(b);
            }
          },
          true,
          StandardCharsets.UTF_8);
    }

    String text() {
      return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void publish(LogRecord record) {
      var told = record.getMessage() + Arrays.toString(record.getParameters()) + record.getThrown();
      printed.writeBytes(told.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      System.setOut(out);
      System.setErr(err);
      root.removeHandler(this);
      root.setLevel(level);
    }
  }
}
