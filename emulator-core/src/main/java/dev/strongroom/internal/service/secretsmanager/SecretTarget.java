package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.internal.engine.AccountRegion;
import org.jspecify.annotations.Nullable;

/**
 * What a request of Secrets Manager is about.
 *
 * @param secrets all secrets of the account and Region
 * @param id null if the request names no secret, or one that is to be made
 * @param secret null if there is none of that name or ARN
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
