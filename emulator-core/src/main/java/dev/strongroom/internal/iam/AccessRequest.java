package dev.strongroom.internal.iam;

import dev.strongroom.iam.Layer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One question: may this caller do this action on this resource, in this context? */
public final class AccessRequest {

  private final Identity caller;
  private final String action;
  private final Resource resource;
  private final RequestContext context;
  private final List<Policy> endpoint;

  private AccessRequest(
      Identity caller,
      String action,
      Resource resource,
      RequestContext context,
      List<Policy> endpoint) {
    this.caller = caller;
    this.action = action;
    this.resource = resource;
    this.context = context;
    this.endpoint = endpoint;
  }

  /** An action is an IAM action with its prefix, such as {@code secretsmanager:TagResource}. */
  public static AccessRequest of(
      Identity caller, String action, Resource resource, RequestContext context) {
    return new AccessRequest(caller, action, resource, context, List.of());
  }

  /** The same request sent through a VPC endpoint; null when that has no policy of its own. */
  public AccessRequest through(@Nullable Policy endpointPolicy) {
    return with(
        Layer.ENDPOINT_POLICY, endpointPolicy == null ? List.of() : List.of(endpointPolicy));
  }

  /** The same request, were the resource guarded by this policy. */
  public AccessRequest guardedBy(Policy resourcePolicy) {
    return with(resource.policyLayer(), List.of(resourcePolicy));
  }

  /** The same request of another caller, or of the same one with other policies. */
  public AccessRequest by(Identity other) {
    return new AccessRequest(other, action, resource, context, endpoint);
  }

  public Identity caller() {
    return caller;
  }

  public String action() {
    return action;
  }

  public Resource resource() {
    return resource;
  }

  public RequestContext context() {
    return context;
  }

  /** The policies of a layer that speak about this request. */
  public List<Policy> policies(Layer layer) {
    return switch (layer) {
      case ENDPOINT_POLICY -> endpoint;
      case RESOURCE_CONTROL_POLICY, RESOURCE_POLICY, KEY_POLICY -> resource.policies(layer);
      case GRANT -> List.of();
      default -> caller.policies(layer);
    };
  }

  AccessRequest with(Layer layer, List<Policy> policies) {
    return switch (layer) {
      case ENDPOINT_POLICY -> {
        policies.forEach(Policy::requirePrincipals);
        yield new AccessRequest(caller, action, resource, context, List.copyOf(policies));
      }
      case RESOURCE_CONTROL_POLICY, RESOURCE_POLICY, KEY_POLICY ->
          new AccessRequest(caller, action, resource.with(layer, policies), context, endpoint);
      case GRANT -> throw new IllegalArgumentException("A grant is no policy.");
      default ->
          new AccessRequest(caller.with(layer, policies), action, resource, context, endpoint);
    };
  }

  /** The values of a condition key or policy variable; empty when the request has none. */
  List<String> values(String key) {
    var sent = context.values(key);
    return sent.isEmpty() ? caller.context().values(key) : sent;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccessRequest that
        && caller.equals(that.caller)
        && action.equals(that.action)
        && resource.equals(that.resource)
        && context.equals(that.context)
        && endpoint.equals(that.endpoint);
  }

  @Override
  public int hashCode() {
    return Objects.hash(caller, action, resource, context, endpoint);
  }

  /** Whether the resource belongs to another account than the caller (POL-9). */
  boolean isCrossAccount() {
    return !resource.account().isEmpty()
        && !resource.account().equals(caller.principal().account());
  }
}
