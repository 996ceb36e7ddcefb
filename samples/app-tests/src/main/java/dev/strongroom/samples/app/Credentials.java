package dev.strongroom.samples.app;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The database login as AWS's caching library hands it out.
 *
 * <p>The library keeps a value for an hour of the <em>system's</em> clock; advancing an emulator's
 * clock does not make it forget. Its own {@code refreshNow} sleeps up to five seconds, so {@link
 * #forget} starts a new cache instead.
 */
final class Credentials implements AutoCloseable {

  /** The members of the secret's JSON. */
  record Login(String username, String password) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretsManagerClient secrets;
  private final String secretId;
  private SecretCache cache;

  Credentials(SecretsManagerClient secrets, String secretId) {
    this.secrets = secrets;
    this.secretId = secretId;
    this.cache = new SecretCache(secrets);
  }

  synchronized Login login() {
    return parse(cache.getSecretString(secretId));
  }

  static Login parse(String secretString) {
    try {
      return JSON.readValue(secretString, Login.class);
    } catch (JsonProcessingException malformed) { // without its cause, which quotes the secret
      throw new IllegalStateException("The secret should be JSON with 'username' and 'password'");
    }
  }

  /** Makes the next {@link #login()} ask Secrets Manager again. */
  synchronized void forget() {
    cache.close();
    cache = new SecretCache(secrets);
  }

  @Override
  public synchronized void close() {
    cache.close();
  }
}
