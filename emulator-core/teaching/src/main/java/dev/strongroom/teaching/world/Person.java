package dev.strongroom.teaching.world;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.iam.PolicyDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A principal with a name: an account's administrator, a user, a role, or a session of a role.
 *
 * @param resource {@code role/app}, {@code user/ann}; null for an administrator and a session,
 *     which have no policies of their own
 * @param sessionKey the access key id of a session, which ends by itself; null for all others
 * @param policies the identity policies that are attached to it, by their names
 */
record Person(
    String name,
    Caller caller,
    @Nullable String resource,
    @Nullable String sessionKey,
    Map<String, PolicyDocument> policies,
    @Nullable PolicyDocument boundary) {

  Person {
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
  }

  /** This principal in an emulator, which is made there if it is none yet. */
  @Nullable IamEntity entity(SecretsEmulator aws) {
    if (resource == null) {
      return null;
    }
    var account = aws.account(caller.accountId());
    var path = resource.substring(resource.indexOf('/') + 1);
    return resource.startsWith("role/") ? account.role(path) : account.user(path);
  }

  /**
   * Who calls as this principal now.
   *
   * @throws dev.strongroom.api.ServiceError if it is a session that has ended
   */
  Caller callerNow(SecretsEmulator aws) {
    return sessionKey == null ? caller : aws.caller(sessionKey, caller.region());
  }

  Person withPolicy(String policyName, @Nullable PolicyDocument policy) {
    var changed = new LinkedHashMap<>(policies);
    if (policy == null) {
      changed.remove(policyName);
    } else {
      changed.put(policyName, policy);
    }
    return new Person(name, caller, resource, sessionKey, changed, boundary);
  }

  Person withBoundary(PolicyDocument policy) {
    return new Person(name, caller, resource, sessionKey, policies, policy);
  }
}
