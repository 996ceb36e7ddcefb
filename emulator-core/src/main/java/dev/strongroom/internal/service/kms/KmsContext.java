package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one operation is given besides the key or keys and its request.
 *
 * @param caller in whose account and Region key ids and aliases resolve
 * @param now the instant of the operation, in whole milliseconds
 * @param keys finds a key of any Region as it is now; null if there is none
 * @param prepared the material that the operation's preparation made; null if it made none
 * @param grantDelay how long a new grant needs its token
 * @param uses the last use of each key
 * @param cipher encrypts and decrypts under keys
 */
public record KmsContext(
    Caller caller,
    Instant now,
    Ids ids,
    Function<KeyArn, @Nullable Key> keys,
    @Nullable Material prepared,
    Duration grantDelay,
    KeyUses uses,
    IdleCipher cipher) {

  /** The context of what looks at no other key and has nothing prepared. */
  public KmsContext(Caller caller, Instant now, Ids ids) {
    this(caller, now, ids, arn -> null, null, Duration.ZERO, new KeyUses(), new IdleCipher());
  }
}
