package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.time.Ids;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * The input of an operation besides the state and the request.
 *
 * @param caller the caller, in whose account and Region names are looked up
 * @param asked the access request that was granted before the operation began
 * @param principalMayExist tests whether a principal that a policy names can exist (POL-4)
 * @param functionMayBeInvoked tests whether a Lambda function exists and Secrets Manager may invoke
 *     it (ROT-8)
 * @param keys KMS, with the permissions of this call
 * @param now the instant of the operation, in whole milliseconds
 * @param ticking whether time passes by itself
 */
public record Context(
    Caller caller,
    AccessRequest asked,
    Predicate<String> principalMayExist,
    Predicate<String> functionMayBeInvoked,
    KeyService keys,
    Instant now,
    boolean ticking,
    Ids ids,
    Lifecycle lifecycle) {

  /** Returns the ARN of the secret that the request names, for which access was granted. */
  String arn() {
    return asked.resource().arn();
  }
}
