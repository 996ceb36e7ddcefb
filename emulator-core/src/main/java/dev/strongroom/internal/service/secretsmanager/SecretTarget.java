package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.internal.engine.AccountRegion;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request: the secrets of a Region, and the one that the request names.
 *
 * @param secrets all secrets of the account and Region
 * @param id the secret's ID; null if the request names no secret, or creates it
 * @param secret the secret; null if none has that name or ARN
 */
record SecretTarget(
    AccountRegion region, RegionSecrets secrets, @Nullable SecretId id, @Nullable Secret secret) {

  Secret requirePresent() {
    if (secret == null) {
      throw SecretId.notFound();
    }
    return secret;
  }
}
