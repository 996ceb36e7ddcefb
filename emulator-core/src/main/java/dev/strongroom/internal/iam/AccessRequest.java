package dev.strongroom.internal.iam;

import dev.strongroom.iam.Layer;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The question whether a caller may perform one action on one resource, in one context. */
public final class AccessRequest {

  /** Service-linked roles, which control policies never affect. */
  private static final String SERVICE_LINKED = ":role/aws-service-role/";

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

  /**
   * Makes a request.
   *
   * @param action an IAM action with its prefix, such as {@code secretsmanager:TagResource}
   */
  public static AccessRequest of(
      Identity caller, String action, Resource resource, RequestContext context) {
    return new AccessRequest(caller, action, resource, context, List.of());
  }

  /** Returns this request as sent through a VPC endpoint; null if that has no policy. */
  public AccessRequest through(@Nullable Policy endpointPolicy) {
    return endpointPolicy == null && endpoint.isEmpty()
        ? this
        : with(Layer.ENDPOINT_POLICY, endpointPolicy == null ? List.of() : List.of(endpointPolicy));
  }

  /** Returns this request as if the resource had this policy. */
  public AccessRequest guardedBy(Policy resourcePolicy) {
    return with(resource.policyLayer(), List.of(resourcePolicy));
  }

  /** Returns this request as sent by another caller, or by the same one with other policies. */
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

  /** Returns the policies of a layer that apply to this request. */
  public List<Policy> policies(Layer layer) {
    return switch (layer) {
      case ENDPOINT_POLICY -> endpoint;
      case RESOURCE_POLICY, KEY_POLICY -> resource.policies(layer);
      case RESOURCE_CONTROL_POLICY ->
          isControlled() && resource.isControlled() && !action.equals("kms:RetireGrant")
              ? caller.organization().resourceControls(owner())
              : List.of();
      case SERVICE_CONTROL_POLICY -> {
        var levels = levels(layer);
        yield levels.isEmpty()
            ? List.of()
            : levels.stream().flatMap(level -> level.policies().stream()).toList();
      }
      case GRANT -> List.of();
      default -> caller.policies(layer);
    };
  }

  /**
   * Returns the policies of a layer by the levels at which they are attached. Each level must allow
   * the request; only service control policies have more than one.
   */
  public List<PolicyLevel> levels(Layer layer) {
    if (layer == Layer.SERVICE_CONTROL_POLICY) {
      return isControlled()
          ? caller.organization().serviceControls(caller.principal().account())
          : List.of();
    }
    var policies = policies(layer);
    return policies.isEmpty() ? List.of() : List.of(new PolicyLevel("", policies));
  }

  private boolean isControlled() {
    return !caller.principal().policyArn().contains(SERVICE_LINKED);
  }

  /** The account whose resource control policies apply: the caller's, for actions without ARN. */
  public String owner() {
    return resource.account().isEmpty() ? caller.principal().account() : resource.account();
  }

  AccessRequest with(Layer layer, List<Policy> policies) {
    return withLevels(
        layer, policies.isEmpty() ? List.of() : List.of(new PolicyLevel("", policies)));
  }

  AccessRequest withLevels(Layer layer, List<PolicyLevel> levels) {
    var policies = levels.isEmpty() ? List.<Policy>of() : levels.get(0).policies();
    return switch (layer) {
      case ENDPOINT_POLICY -> {
        policies.forEach(Policy::requirePrincipals);
        yield new AccessRequest(caller, action, resource, context, policies);
      }
      case RESOURCE_POLICY, KEY_POLICY ->
          new AccessRequest(caller, action, resource.with(policies), context, endpoint);
      case RESOURCE_CONTROL_POLICY ->
          by(caller.in(caller.organization().withResourceControls(owner(), policies)));
      case SERVICE_CONTROL_POLICY ->
          by(
              caller.in(
                  caller.organization().withServiceControls(caller.principal().account(), levels)));
      case GRANT -> throw new IllegalArgumentException("A grant is not a policy.");
      default -> by(caller.with(layer, policies));
    };
  }

  /** Adds the policies that this request keeps, control policies apart, which accounts share. */
  public void addHeld(Collection<Policy> policies) {
    policies.addAll(endpoint);
    var ofResource = resource.policy();
    if (ofResource != null) {
      policies.add(ofResource);
    }
    caller.addAttached(policies);
  }

  /** Returns about how many bytes this request keeps, apart from policies and control policies. */
  public long weight() {
    return context.weight() + caller.weight() + resource.grants().size() * 500L;
  }

  /** Returns the values of a condition key or policy variable; empty if the request has none. */
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

  /** Returns whether the resource belongs to another account than the caller (POL-9). */
  boolean isCrossAccount() {
    return !resource.account().isEmpty()
        && !resource.account().equals(caller.principal().account());
  }
}
