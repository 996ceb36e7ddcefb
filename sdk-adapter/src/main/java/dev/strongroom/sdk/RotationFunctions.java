package dev.strongroom.sdk;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.internal.EmulatorClient;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationFunction;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Rotation functions written against the AWS SDK, and those that run on AWS Lambda as they are. */
public final class RotationFunctions {

  /** What a rotation function does in one step, with a client of the SDK. */
  @FunctionalInterface
  public interface WithClient {

    /** Does one step; whatever is thrown fails it. */
    void rotate(RotationEvent event, SecretsManagerClient client) throws Exception;
  }

  private RotationFunctions() {}

  /**
   * A function whose client has the rights of the function's execution role, in the function's
   * Region. The client calls the emulator directly, see {@link Clients}.
   */
  public static RotationFunction of(WithClient function) {
    return (event, service) -> {
      var emulated = emulated(service);
      function.rotate(
          event, Clients.of(emulated.emulator()).as(emulated.caller()).secretsManager());
    };
  }

  /**
   * A handler as it is deployed to AWS Lambda. It gets AWS's event (ROT-18) the way Lambda's Java
   * runtime reads it for the handler's input type: a {@code Map}, AWS's {@code
   * SecretsManagerRotationEvent}, or a class of one's own, where Lambda ignores Jackson annotations
   * and distinguishes {@code SecretId} from {@code secretId}. What the handler returns is ignored;
   * whatever it throws fails the step.
   *
   * <p>A handler brings its own client, and that client's rights count, not those of the role that
   * the function is registered with: hand it one of {@link Clients} with the role, or let it build
   * one over the emulator in place of a network.
   *
   * <p>Environment variables belong to the whole process. There is no way to give one handler a
   * {@code SECRETS_MANAGER_ENDPOINT} here, as AWS's rotation templates have it: set it for the JVM
   * that runs the tests, or let the handler take it as an argument.
   *
   * @throws IllegalArgumentException if the handler's class does not say its input type, as that of
   *     a lambda expression does not
   */
  @SuppressWarnings("exports") // who has handlers has their library
  public static <I, O> RotationFunction lambda(RequestHandler<I, O> handler) {
    var input = LambdaEvent.inputOf(handler);
    return (event, service) ->
        handler.handleRequest(input.read(event), LambdaContext.of(event, emulated(service)));
  }

  /**
   * The same for a handler that reads the event's JSON itself; what it writes is ignored.
   *
   * @see #lambda(RequestHandler)
   */
  @SuppressWarnings("exports") // who has handlers has their library
  public static RotationFunction lambda(RequestStreamHandler handler) {
    return (event, service) ->
        handler.handleRequest(
            new ByteArrayInputStream(LambdaEvent.json(event)),
            OutputStream.nullOutputStream(),
            LambdaContext.of(event, emulated(service)));
  }

  private static EmulatorClient emulated(ServiceClient service) {
    if (service instanceof EmulatorClient client) {
      return client;
    }
    throw new IllegalArgumentException(
        "A function made by RotationFunctions is invoked by an emulator, with a client of it, but"
            + " was given a "
            + service.getClass().getName()
            + ": register it with aws.rotation(name).with(...), or pass aws.as(caller)");
  }
}
