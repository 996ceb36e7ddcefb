package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.rotation.RotationTimeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Rotation functions over the SDK, as the emulator invokes them. */
class RotationFunctionsTest {

  private static final String FIRST = "t-00000000-0000-0000-0000-00000001";
  private static final String SECOND = "t-00000000-0000-0000-0000-00000002";
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:rotates-a";
  private static final RotationEvent EVENT =
      new RotationEvent(RotationStep.SET_SECRET, "arn:a", SECOND, "MARKER");

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .randomSeed(1)
          .build();
  private final SecretsManagerClient secrets = Clients.of(aws).secretsManager();

  @Test
  void aFunctionWithAClientRotates() {
    rotate(
        RotationFunctions.of(
            (event, client) -> {
              switch (event.step()) {
                case CREATE_SECRET ->
                    client.putSecretValue(
                        r ->
                            r.secretId(event.secretId())
                                .clientRequestToken(event.clientRequestToken())
                                .secretString("two")
                                .versionStages("AWSPENDING"));
                case FINISH_SECRET ->
                    client.updateSecretVersionStage(
                        r ->
                            r.secretId(event.secretId())
                                .versionStage("AWSCURRENT")
                                .moveToVersionId(event.clientRequestToken())
                                .removeFromVersionId(FIRST));
                default -> {}
              }
            }));

    assertThat(secrets.getSecretValue(r -> r.secretId("a")).secretString()).isEqualTo("two");
    assertThat(timeline().names()).contains("RotationSucceeded");
  }

  @Test
  void theClientIsThatOfTheFunctionsRole() {
    var role = aws.account("123456789012").role("rotation").allow("secretsmanager:*");
    aws.register(
        LambdaFunction.of(ARN, RotationFunctions.of((event, client) -> client.listSecrets()))
            .as(role.caller()));

    rotate(ARN);

    var listed = aws.audit().of("ListSecrets").last();
    assertThat(listed.caller().principalArn()).isEqualTo(role.arn());
    assertThat(listed.caller().region()).isEqualTo("us-east-1");
    assertThat(listed.caller().values("lambda:SourceFunctionArn")).containsExactly(ARN);
  }

  @Test
  void whatAFunctionThrowsFailsItsStep() {
    var checked = new IOException("checked");

    rotate(
        RotationFunctions.of(
            (event, client) -> {
              throw checked;
            }));

    assertThat(failureOf("createSecret")).isSameAs(checked);
  }

  /** Not an emulator's. */
  private record OtherClient() implements ServiceClient {
    @Override
    public Caller caller() {
      return Caller.administrator("123456789012", "us-east-1");
    }

    @Override
    public <Q extends Request<R>, R extends Record> R call(Q request) {
      throw new AssertionError();
    }
  }

  static Stream<RotationFunction> functions() {
    RequestStreamHandler stream = (input, output, context) -> {};
    return Stream.of(
        RotationFunctions.of((event, client) -> {}),
        RotationFunctions.lambda(new Recording()),
        RotationFunctions.lambda(stream));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aClientThatIsNotAnEmulatorsIsRefused(RotationFunction function) {
    assertThatThrownBy(() -> function.rotate(EVENT, new OtherClient()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(OtherClient.class.getName(), "aws.rotation(name).with(...)");
  }

  /** Keeps what it is given, and returns something. */
  private static final class Recording implements RequestHandler<Map<String, String>, String> {
    final List<Map<String, String>> events = new ArrayList<>();
    final List<Context> contexts = new ArrayList<>();

    @Override
    public String handleRequest(Map<String, String> event, Context context) {
      events.add(event);
      contexts.add(context);
      return "failed"; // is ignored
    }
  }

  @Test
  @DisplayName("ROT-18: a handler gets the event of each step, and its return value is ignored")
  void handlerOfAMap() {
    var handler = new Recording();

    var arn = rotate(RotationFunctions.lambda(handler));

    assertThat(handler.events)
        .extracting(event -> event.get("Step"))
        .containsExactly("createSecret", "setSecret", "testSecret", "finishSecret");
    assertThat(handler.events)
        .allSatisfy(
            event ->
                assertThat(event)
                    .containsOnlyKeys("Step", "SecretId", "ClientRequestToken", "RotationToken")
                    .containsEntry("SecretId", arn)
                    .containsEntry("ClientRequestToken", SECOND));
    assertThat(failureOf("createSecret")).isNull();
  }

  @Test
  @DisplayName("ROT-18: a stream handler reads the event's JSON")
  void streamHandler() throws Exception {
    var read = new ArrayList<String>();
    RequestStreamHandler handler =
        (input, output, context) -> {
          read.add(new String(input.readAllBytes(), StandardCharsets.UTF_8));
          output.write(1);
        };

    RotationFunctions.lambda(handler).rotate(EVENT, aws.as(aws.administrator()));

    assertThat(read)
        .containsExactly(
            "{\"Step\":\"setSecret\",\"SecretId\":\"arn:a\",\"ClientRequestToken\":\""
                + SECOND
                + "\",\"RotationToken\":\"MARKER\"}");
  }

  private record Throwing(Throwable failure) implements RequestHandler<Object, Object>, Thrower {
    @Override
    public Object handleRequest(Object event, Context context) {
      raise(failure);
      return null;
    }
  }

  /** Lambda handlers throw what they like. */
  private interface Thrower {
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    default <T extends Throwable> void raise(Throwable failure) throws T {
      throw (T) failure;
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("unchecked"), new IOException("checked"), new AssertionError());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatAHandlerThrowsFailsItsStep(Throwable failure) {
    rotate(RotationFunctions.lambda(new Throwing(failure)));

    assertThat(failureOf("createSecret")).isSameAs(failure);
    assertThat(timeline().names()).contains("RotationFailed").doesNotContain("setSecret");
  }

  private static final class Unreadable implements RequestHandler<String, Void> {
    @Override
    public Void handleRequest(String event, Context context) {
      throw new AssertionError();
    }
  }

  @Test
  void anInputThatLambdaCannotReadFailsTheStep() {
    rotate(RotationFunctions.lambda(new Unreadable()));

    assertThat(failureOf("createSecret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(Unreadable.class.getName(), "java.lang.String");
  }

  @Test
  void aHandlerLearnsOfItsInvocation() {
    var handler = new Recording();
    aws.register(LambdaFunction.of(ARN, RotationFunctions.lambda(handler)));

    rotate(ARN);

    var context = handler.contexts.get(0);
    assertThat(context.getInvokedFunctionArn()).isEqualTo(ARN);
    assertThat(context.getFunctionName()).isEqualTo("rotates-a");
    assertThat(context.getFunctionVersion()).isEqualTo("$LATEST");
    assertThat(context.getMemoryLimitInMB()).isEqualTo(128);
    assertThat(context.getLogGroupName()).isNull();
    assertThat(context.getLogStreamName()).isNull();
    assertThat(context.getIdentity()).isNull();
    assertThat(context.getClientContext()).isNull();
    assertThat(handler.contexts).extracting(Context::getAwsRequestId).doesNotHaveDuplicates();
  }

  @Test
  void theTimeThatIsLeftIsTheEmulators() {
    var handler = new Recording();
    rotate(RotationFunctions.lambda(handler));
    var context = handler.contexts.get(0);

    assertThat(context.getRemainingTimeInMillis()).isEqualTo(30_000);
    aws.clock().advance(Duration.ofSeconds(20));
    assertThat(context.getRemainingTimeInMillis()).isEqualTo(10_000);
    aws.clock().advance(Duration.ofDays(365));
    assertThat(context.getRemainingTimeInMillis()).isZero();
  }

  @Test
  void whatAHandlerLogsGoesToTheSystemsLogger() {
    var function = ARN + "-and-logs";
    var records = new ArrayList<LogRecord>();
    var logger = Logger.getLogger("lambda.rotates-a-and-logs");
    logger.setUseParentHandlers(false);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    aws.register(
        LambdaFunction.of(
            function,
            RotationFunctions.lambda(
                (InputStream input, OutputStream output, Context context) -> {
                  context.getLogger().log("a {0} text");
                  context.getLogger().log("bytes".getBytes(StandardCharsets.UTF_8));
                })));

    rotate(function);

    assertThat(records)
        .extracting(LogRecord::getMessage)
        .startsWith("a {0} text", "bytes")
        .hasSize(8);
  }

  /** Has a function rotate, and tells what happened. */
  static final class Rotates implements Callable<String> {
    @Override
    public String call() {
      var aws = SecretsEmulator.create();
      var rotation =
          aws.rotation("a").with(RotationFunctions.of((event, client) -> client.listSecrets()));
      var secrets = Clients.of(aws).secretsManager();
      secrets.createSecret(r -> r.name("a").secretString("one"));
      secrets.rotateSecret(r -> r.secretId("a").rotationLambdaARN(rotation.lambdaArn()));
      return rotation.timeline().names().toString();
    }
  }

  @Test
  void functionsWithAClientNeedNoLibraryOfLambdas() throws Exception {
    var happened = Isolated.call(Rotates.class, jar -> !jar.contains("lambda"), resource -> true);

    assertThat(happened).contains("createSecret", "finishSecret");
  }

  private String rotate(RotationFunction function) {
    aws.rotation("a").with(function);
    return rotate(aws.rotation("a").lambdaArn());
  }

  private String rotate(String lambdaArn) {
    secrets.createSecret(r -> r.name("a").clientRequestToken(FIRST).secretString("one"));
    return secrets
        .rotateSecret(r -> r.secretId("a").clientRequestToken(SECOND).rotationLambdaARN(lambdaArn))
        .arn();
  }

  private RotationTimeline timeline() {
    return aws.rotation("a").timeline();
  }

  private Throwable failureOf(String step) {
    return timeline().entries().stream()
        .filter(entry -> entry.what().equals(step))
        .findFirst()
        .orElseThrow()
        .failure();
  }
}
