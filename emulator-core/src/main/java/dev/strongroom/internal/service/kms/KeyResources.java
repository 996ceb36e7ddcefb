package dev.strongroom.internal.service.kms;

import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.iam.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** KMS keys as access decisions see them. */
final class KeyResources {

  private KeyResources() {}

  /** The key with those of its grants that count. */
  static Resource of(Key key, Predicate<Grant> counts) {
    return key.grants().isEmpty()
        ? of(key, List.of())
        : of(key, key.grants().values().stream().filter(counts).map(KeyResources::grant).toList());
  }

  /**
   * The key as a caller sees it who retires one of its grants: only that grant counts, and its
   * retiring principal may do so without any policy.
   */
  static Resource retiring(Key key, String grantId) {
    var retired = key.grants().get(grantId);
    if (retired == null) {
      return of(key, List.of());
    }
    var retirers =
        Stream.of(retired.retiringPrincipal(), retired.retiringServicePrincipal())
            .filter(Objects::nonNull)
            .map(
                name ->
                    dev.strongroom.internal.iam.Grant.of(
                        retired.id(), Principal.parse(name), "RetireGrant"));
    return of(key, Stream.concat(Stream.of(grant(retired)), retirers).toList());
  }

  private static Resource of(Key key, List<dev.strongroom.internal.iam.Grant> grants) {
    var policy = key.policy().document();
    var arn = key.arn().toString();
    var account = key.arn().accountId();
    return key.facts().awsManaged()
        ? Resource.awsManagedKey(arn, account, policy, grants)
        : Resource.key(arn, account, policy, grants);
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
        orEmpty(constraints == null ? null : constraints.encryptionContextEquals()),
        constraints == null ? null : constraints.sourceArn());
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> context) {
    return context == null ? Map.of() : context;
  }
}
