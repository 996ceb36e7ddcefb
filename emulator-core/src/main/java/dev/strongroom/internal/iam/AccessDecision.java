package dev.strongroom.internal.iam;

import dev.strongroom.iam.Decision;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.Repair;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The decision on one access request, which it keeps for its explanation. */
public final class AccessDecision implements Decision {

  private final AccessRequest request;
  private final boolean allowed;
  private final Layer layer;
  private final boolean explicitDeny;

  private AccessDecision(
      AccessRequest request, boolean allowed, Layer layer, boolean explicitDeny) {
    this.request = request;
    this.allowed = allowed;
    this.layer = layer;
    this.explicitDeny = explicitDeny;
  }

  /** Decides by the rules of POL-9 to POL-12. */
  public static AccessDecision of(AccessRequest request) {
    return Evaluation.decide(request);
  }

  static AccessDecision granted(AccessRequest request, Layer layer) {
    return new AccessDecision(request, true, layer, false);
  }

  static AccessDecision refused(AccessRequest request, Layer layer, boolean explicitDeny) {
    return new AccessDecision(request, false, layer, explicitDeny);
  }

  public AccessRequest request() {
    return request;
  }

  @Override
  public boolean allowed() {
    return allowed;
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public boolean isExplicitDeny() {
    return explicitDeny;
  }

  @Override
  public String caller() {
    return request.caller().principal().arn();
  }

  @Override
  public String action() {
    return request.action();
  }

  @Override
  public String resource() {
    return request.resource().arn();
  }

  @Override
  public List<LayerResult> layers() {
    return Explanation.of(request);
  }

  @Override
  public LayerResult layer(Layer asked) {
    return Explanation.of(request, asked);
  }

  @Override
  public List<Repair> repairs() {
    return changes().stream().map(PolicyChange::repair).toList();
  }

  /** Returns the repairs in a form that can be applied. */
  public List<PolicyChange> changes() {
    return PolicyChange.of(this);
  }

  /**
   * Returns AWS's text of the refusal (POL-18 to POL-20).
   *
   * @param resourceAsSent the name or ARN that the caller sent, so that existence stays hidden;
   *     null for an action without a resource (ERR-2)
   * @throws IllegalStateException if the access is allowed
   */
  public String message(@Nullable String resourceAsSent) {
    if (allowed) {
      throw new IllegalStateException("This access is allowed: there is no refusal to print.");
    }
    return "User: %s is not authorized to perform: %s%s %s"
        .formatted(
            caller(),
            action(),
            resourceAsSent == null ? "" : " on resource: " + resourceAsSent,
            reason());
  }

  private String reason() {
    var policy = nameInMessages();
    return explicitDeny
        ? "with an explicit deny in %s %s".formatted(policy.startsWith("i") ? "an" : "a", policy)
        : "because no %s allows the %s action".formatted(policy, action());
  }

  private String nameInMessages() {
    return switch (layer) {
      case RESOURCE_CONTROL_POLICY -> "resource control policy";
      case SERVICE_CONTROL_POLICY -> "service control policy";
      case ENDPOINT_POLICY -> "VPC endpoint policy";
      case RESOURCE_POLICY, KEY_POLICY -> "resource-based policy";
      case GRANT -> "grant";
      case IDENTITY_POLICY -> "identity-based policy";
      case PERMISSIONS_BOUNDARY -> "permissions boundary";
      case SESSION_POLICY -> "session policy";
    };
  }

  /** Returns whether the other decision is the same answer to the same request. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccessDecision that
        && allowed == that.allowed
        && layer == that.layer
        && explicitDeny == that.explicitDeny
        && request.equals(that.request);
  }

  @Override
  public int hashCode() {
    return Objects.hash(allowed, layer, explicitDeny, request);
  }

  @Override
  public String toString() {
    return Explanation.print(this);
  }
}
