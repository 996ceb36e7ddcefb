package dev.strongroom.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.strongroom.internal.EmulatorClient;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a handler learns of its invocation: the emulator's time, and no CloudWatch.
 *
 * @param deadline when the function's time is over
 */
record LambdaContext(String functionArn, String requestId, VirtualClock clock, Instant deadline)
    implements Context {

  /** What AWS's rotation templates are deployed with. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The interface, so that {@link RotationFunctions} can be loaded where it is missing. */
  static Context of(RotationEvent event, EmulatorClient client) {
    var arns = client.caller().values(LambdaFunction.SOURCE_FUNCTION_ARN);
    var clock = client.emulator().clock();
    var now = clock.instant();
    var invocation = event.clientRequestToken() + event.step() + now;
    return new LambdaContext(
        arns.isEmpty() ? "" : arns.get(0),
        UUID.nameUUIDFromBytes(invocation.getBytes(UTF_8)).toString(),
        clock,
        now.plus(TIMEOUT));
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public @Nullable String getLogGroupName() {
    return null;
  }

  @Override
  public @Nullable String getLogStreamName() {
    return null;
  }

  @Override
  public String getFunctionName() {
    var parts = functionArn.split(":", -1);
    return parts.length > 6 ? parts[6] : functionArn;
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return functionArn;
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return 128;
  }

  @Override
  public LambdaLogger getLogger() {
    return new Log(System.getLogger("lambda." + getFunctionName()));
  }

  private record Log(System.Logger logger) implements LambdaLogger {

    @Override
    public void log(String message) {
      logger.log(System.Logger.Level.INFO, message);
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, UTF_8));
    }
  }
}
