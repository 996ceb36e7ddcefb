package dev.strongroom.internal.service.kms;

import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.iam.Resource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** KMS keys as access decisions see them; a key policy is parsed once, not on every use. */
final class KeyResources {

  private static final int CAPACITY = 1_000;
  private static final ConcurrentHashMap<String, Policy> PARSED = new ConcurrentHashMap<>();

  private KeyResources() {}

  static Resource of(Key key) {
    return of(key, key.grants().values().stream().map(KeyResources::grant));
  }

  /**
   * The key as a caller sees it who retires one of its grants: only that grant counts, and its
   * retiring principal may do so without any policy.
   */
  static Resource retiring(Key key, String grantId) {
    var retired = key.grants().get(grantId);
    if (retired == null) {
      return of(key, Stream.empty());
    }
    var retirers =
        Stream.of(retired.retiringPrincipal(), retired.retiringServicePrincipal())
            .filter(Objects::nonNull)
            .map(
                name ->
                    dev.strongroom.internal.iam.Grant.of(
                        retired.id(), Principal.parse(name), "RetireGrant"));
    return of(key, Stream.concat(Stream.of(grant(retired)), retirers));
  }

  private static Resource of(Key key, Stream<dev.strongroom.internal.iam.Grant> grants) {
    if (PARSED.size() > CAPACITY) {
      PARSED.clear();
    }
    var policy = PARSED.computeIfAbsent(key.policy(), Policy::parseResourcePolicy);
    return Resource.key(key.arn().toString(), policy, grants.toList());
  }

  private static dev.strongroom.internal.iam.Grant grant(Grant grant) {
    var constraints = grant.constraints();
    return new dev.strongroom.internal.iam.Grant(
        grant.id(),
        Principal.parse(
            Objects.requireNonNullElseGet(
                grant.granteePrincipal(),
                () -> Objects.requireNonNull(grant.granteeServicePrincipal()))),
        Set.copyOf(grant.operations()),
        orEmpty(constraints == null ? null : constraints.encryptionContextSubset()),
        orEmpty(constraints == null ? null : constraints.encryptionContextEquals()));
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> context) {
    return context == null ? Map.of() : context;
  }
}
