package dev.strongroom.internal.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resources of the account that their ARN names. */
final class Resources {

  private Resources() {}

  static Resource secret(String arn, @Nullable Policy policy) {
    return Resource.secret(arn, Resource.accountOf(arn), policy);
  }

  static Resource key(String arn, Policy policy, List<Grant> grants) {
    return Resource.key(arn, Resource.accountOf(arn), policy, grants);
  }

  static Resource awsManagedKey(String arn, Policy policy, List<Grant> grants) {
    return Resource.awsManagedKey(arn, Resource.accountOf(arn), policy, grants);
  }
}
