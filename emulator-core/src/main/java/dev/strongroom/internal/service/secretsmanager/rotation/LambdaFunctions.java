package dev.strongroom.internal.service.secretsmanager.rotation;

import dev.strongroom.internal.service.secretsmanager.SecretArn;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.LoginCheck;
import dev.strongroom.rotation.RotationEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Lambda functions that secrets can be rotated by. */
public interface LambdaFunctions {

  /**
   * The ARN under which a function rotates a secret when nobody chose one, and that stands for the
   * other service where one rotates it.
   */
  static String standIn(SecretArn secret) {
    return standIn(secret.partition(), secret.region(), secret.accountId(), secret.name());
  }

  /** The same for a secret that needn't be there yet. */
  static String standIn(String partition, String region, String accountId, String secretName) {
    var name = secretName.replaceAll("[^A-Za-z0-9_-]", "-");
    if (!name.equals(secretName)) { // so that prod/db and prod-db have a function each
      name += "-" + Integer.toHexString(secretName.hashCode());
    }
    return "arn:" + partition + ":lambda:" + region + ":" + accountId + ":function:rotate-" + name;
  }

  /** Returns all functions, in the order of their ARNs. */
  List<LambdaFunction> all();

  /** Removes a function, and returns whether there was one. */
  boolean remove(String lambdaArn);

  /** Whether there is a function of that ARN that lets Secrets Manager in (ROT-8). */
  boolean mayBeInvoked(String lambdaArn);

  /** Returns how a function finds out which values log in; null if it has no way to. */
  @Nullable LoginCheck loginCheck(String lambdaArn);

  /**
   * Invokes a function for one step, on this thread.
   *
   * @param managed whether another service rotates the secret, which has a way of its own if there
   *     is no such function (ROT-42, ROT-44)
   * @throws Exception what fails the step, also if there is no such function any more
   */
  void invoke(String lambdaArn, boolean managed, RotationEvent event) throws Exception;
}
