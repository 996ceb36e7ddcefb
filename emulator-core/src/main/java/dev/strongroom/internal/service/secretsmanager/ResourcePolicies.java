package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;
import static dev.strongroom.api.ErrorCode.PUBLIC_POLICY;

import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.api.ValidateResourcePolicy.ValidationError;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Policy;
import java.util.ArrayList;
import java.util.List;

/** The operations Put-, Get-, Delete- and ValidateResourcePolicy. */
public final class ResourcePolicies {

  private static final String LOCK_OUT =
      "Your requested changes will not allow you to manage this secret in the future."; // POL-5
  private static final String BROAD =
      "You can't attach a resource-based policy that allows broad access to the secret."; // POL-6

  private ResourcePolicies() {}

  public static Change<PutResourcePolicy.Result> putResourcePolicy(
      Secret secret, PutResourcePolicy request, Context context) {
    secret.requireNotMarkedForDeletion(); // MD-5
    var policy = parse(request.resourcePolicy(), context);
    if (Boolean.TRUE.equals(request.blockPublicPolicy()) && policy.allowsBroadAccess()) { // POL-7
      throw PUBLIC_POLICY.error(BROAD);
    }
    if (policy.locksOut(context.asked())) {
      throw INVALID_PARAMETER.error(LOCK_OUT);
    }
    return new Change<>(
        secret
            .with(draft -> draft.policy = new ResourcePolicy(request.resourcePolicy(), policy))
            .changedBy(context),
        new PutResourcePolicy.Result(secret.arn().toString(), secret.name()));
  }

  public static GetResourcePolicy.Result getResourcePolicy(
      Secret secret, GetResourcePolicy request, Context context) {
    secret.requireNotMarkedForDeletion(); // MD-6
    var policy = secret.policy();
    return new GetResourcePolicy.Result(
        secret.arn().toString(), secret.name(), policy == null ? null : policy.text()); // POL-2
  }

  public static Change<DeleteResourcePolicy.Result> deleteResourcePolicy(
      Secret secret, DeleteResourcePolicy request, Context context) {
    secret.requireNotMarkedForDeletion(); // MD-5
    return new Change<>(
        secret.with(draft -> draft.policy = null).changedBy(context),
        new DeleteResourcePolicy.Result(secret.arn().toString(), secret.name()));
  }

  /**
   * Validates a policy (POL-3). The names of the checks are Strongroom's, since AWS's are not
   * known. A lock-out is checked only if the request names a secret.
   */
  public static ValidateResourcePolicy.Result validateResourcePolicy(
      RegionSecrets region, ValidateResourcePolicy request, Context context) {
    var id = request.secretId();
    boolean hasSecret = id != null;
    if (id != null && region.find(SecretId.parse(id), context.now()) == null) {
      throw SecretId.notFound();
    }
    Policy policy;
    try {
      policy = parse(request.resourcePolicy(), context);
    } catch (ServiceError malformed) {
      return result(List.of(new ValidationError("POLICY_SYNTAX", malformed.text())));
    }
    var errors = new ArrayList<ValidationError>();
    if (policy.allowsBroadAccess()) {
      errors.add(new ValidationError("BROAD_ACCESS", BROAD));
    }
    if (hasSecret && policy.locksOut(putting(context))) {
      errors.add(new ValidationError("CALLER_LOCK_OUT", LOCK_OUT));
    }
    return result(errors);
  }

  /** Returns the access request of the caller to put a policy on the same secret. */
  private static AccessRequest putting(Context context) {
    var asked = context.asked();
    return AccessRequest.of(
        asked.caller(), "secretsmanager:PutResourcePolicy", asked.resource(), asked.context());
  }

  private static ValidateResourcePolicy.Result result(List<ValidationError> errors) {
    return new ValidateResourcePolicy.Result(errors.isEmpty(), errors);
  }

  private static Policy parse(String text, Context context) { // POL-4
    Policy policy;
    try {
      policy = Policy.parseResourcePolicy(text);
    } catch (MalformedPolicyException malformed) {
      throw MALFORMED_POLICY_DOCUMENT.error(
          switch (malformed.reason()) {
            case UNSUPPORTED_PRINCIPAL -> "This resource policy contains an unsupported principal";
            case INVALID_SERVICE_PRINCIPAL ->
                "This resource policy contains an invalid service principal.";
            default -> "This resource policy contains a syntax error.";
          });
    }
    if (!policy.principals().stream().allMatch(context.principalMayExist())) {
      throw MALFORMED_POLICY_DOCUMENT.error(
          "This resource policy contains an unsupported principal");
    }
    return policy;
  }
}
