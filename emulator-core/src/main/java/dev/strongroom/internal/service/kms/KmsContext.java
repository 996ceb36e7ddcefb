package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Caller;
import dev.strongroom.time.Ids;
import java.time.Instant;

/**
 * What one operation is given besides the state and its request.
 *
 * @param caller in whose account and Region key ids and aliases resolve
 * @param now the instant of the operation, in whole milliseconds
 */
public record KmsContext(Caller caller, Instant now, Ids ids) {}
