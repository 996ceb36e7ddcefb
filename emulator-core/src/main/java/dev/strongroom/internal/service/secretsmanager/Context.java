package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.time.Ids;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What one operation is given besides the state and its request.
 *
 * @param caller in whose account and Region names resolve
 * @param asked the question that was answered with yes before the operation began
 * @param principalMayExist whether a user or role that a policy names can exist (POL-4)
 * @param functionMayBeInvoked whether a Lambda function exists and lets Secrets Manager in (ROT-8)
 * @param keys KMS for this call
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
    Lifecycle lifecycle) {}
