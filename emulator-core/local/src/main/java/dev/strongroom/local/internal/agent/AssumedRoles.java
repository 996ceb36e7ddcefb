package dev.strongroom.local.internal.agent;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.fault.ConnectionFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The roles as which the Agent reads, each with a cache of its own (AG-7). */
final class AssumedRoles {

  private static final String SESSION = "secrets-manager-provider"; // AG-7

  private final SecretsEmulator aws;
  private final ServiceClient agent;
  private final int max;
  private final Function<ServiceClient, CachingReader> readers;
  private final Map<String, CachingReader> byArn = new HashMap<>();

  AssumedRoles(
      SecretsEmulator aws,
      ServiceClient agent,
      int max,
      Function<ServiceClient, CachingReader> readers) {
    this.aws = aws;
    this.agent = agent;
    this.max = max;
    this.readers = readers;
  }

  /** Returns the reader of a role, which is assumed at its first use. */
  synchronized CachingReader reader(String roleArn) throws AgentError {
    var known = byArn.get(roleArn);
    if (known != null) {
      return known;
    }
    if (byArn.size() >= max) {
      throw AgentBody.error(
          400,
          "MaxRolesExceeded",
          "The maximum number of assumed roles ("
              + max
              + ") has been reached. Unable to assume the following role to create a client: "
              + roleArn);
    }
    try {
      var role = new AssumedRole(roleArn);
      role.call(new GetCallerIdentity());
      var reader = readers.apply(role);
      byArn.put(roleArn, reader);
      return reader;
    } catch (ServiceError | ConnectionFailure refused) {
      throw AgentBody.error(
          403, "AccessDeniedException", "Failed to create caching client from role: " + roleArn);
    }
  }

  /** A client that calls as a role, in one session after the other. */
  private final class AssumedRole implements ServiceClient {

    private final String arn;
    private @Nullable Caller session;
    private Instant expiration = Instant.MIN;

    AssumedRole(String arn) {
      this.arn = arn;
    }

    @Override
    public synchronized Caller caller() {
      var current = session;
      if (current == null || !aws.clock().instant().isBefore(expiration)) {
        var credentials = agent.call(AssumeRole.of(arn, SESSION)).credentials();
        current = aws.caller(credentials.accessKeyId(), agent.caller().region());
        session = current;
        expiration = credentials.expiration();
      }
      return current;
    }

    @Override
    public <Q extends Request<R>, R extends Record> R call(Q request) {
      return aws.as(caller()).call(request);
    }
  }
}
