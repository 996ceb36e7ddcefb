package dev.strongroom.rotation;

import dev.strongroom.api.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A rotation function as AWS Lambda has it: code under an ARN.
 *
 * @param role with whose rights the code calls the service; null for those of the administrator of
 *     the function's account
 * @param invocable whether its policy allows {@code secretsmanager.amazonaws.com} to invoke it
 *     (ROT-8)
 */
public record LambdaFunction(
    String arn, RotationFunction code, @Nullable Caller role, boolean invocable) {

  /**
   * The condition key under which Lambda adds a function's ARN to each call that its code makes.
   */
  public static final String SOURCE_FUNCTION_ARN = "lambda:SourceFunctionArn";

  public LambdaFunction {
    if (!arn.matches("arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_:$-]+")) {
      throw new IllegalArgumentException(
          "A Lambda function's ARN looks like"
              + " arn:aws:lambda:us-east-1:123456789012:function:name, but this one is '"
              + arn
              + "'");
    }
  }

  /** A function that Secrets Manager may invoke, with an administrator's rights. */
  public static LambdaFunction of(String arn, RotationFunction code) {
    return new LambdaFunction(arn, code, null, true);
  }

  /** The same function with the rights of this execution role. */
  public LambdaFunction as(Caller executionRole) {
    return new LambdaFunction(arn, code, executionRole, invocable);
  }

  /** {@link #as}, for Kotlin, where that is a keyword. */
  public LambdaFunction actingAs(Caller executionRole) {
    return as(executionRole);
  }

  /** The same function without the permission for Secrets Manager to invoke it. */
  public LambdaFunction withoutPermission() {
    return new LambdaFunction(arn, code, role, false);
  }

  /** Who calls the service when the code does. */
  public Caller caller() {
    var parts = arn.split(":", 6);
    var rights = role == null ? Caller.administrator(parts[4], parts[3]) : role;
    return rights.with(SOURCE_FUNCTION_ARN, arn);
  }
}
