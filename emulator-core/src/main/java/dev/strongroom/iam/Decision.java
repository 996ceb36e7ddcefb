package dev.strongroom.iam;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an access request: allowed or not, and by which layer.
 *
 * <p>It keeps the request; explanation and repairs are worked out when they are asked for.
 */
public final class Decision {

  /** What one layer says about a request. */
  public enum Outcome {
    ALLOW,
    EXPLICIT_DENY,
    IMPLICIT_DENY,
    NOT_PRESENT
  }

  /**
   * One statement (or grant) of a layer: whether it applies to the request, and why.
   *
   * @param statement its Sid, or {@code #} and its position from 1
   */
  public record Finding(
      String policy, String statement, boolean allows, boolean applies, String why) {}

  /** What a layer says and, statement by statement, why. */
  public record LayerResult(Layer layer, Outcome outcome, List<Finding> findings) {}

  private final AccessRequest request;
  private final boolean allowed;
  private final Layer layer;
  private final boolean explicitDeny;

  private Decision(AccessRequest request, boolean allowed, Layer layer, boolean explicitDeny) {
    this.request = request;
    this.allowed = allowed;
    this.layer = layer;
    this.explicitDeny = explicitDeny;
  }

  /** Decides by the rules of POL-9 to POL-12. */
  public static Decision of(AccessRequest request) {
    return Evaluation.decide(request);
  }

  static Decision granted(AccessRequest request, Layer layer) {
    return new Decision(request, true, layer, false);
  }

  static Decision refused(AccessRequest request, Layer layer, boolean explicitDeny) {
    return new Decision(request, false, layer, explicitDeny);
  }

  public boolean allowed() {
    return allowed;
  }

  /** The layer that grants the access, or the first that refuses it. */
  public Layer layer() {
    return layer;
  }

  /** Whether a Deny statement refused it; otherwise an Allow was missing. */
  public boolean isExplicitDeny() {
    return explicitDeny;
  }

  public AccessRequest request() {
    return request;
  }

  /**
   * AWS's text of the refusal (POL-18 to POL-20).
   *
   * @param resourceAsSent the name or ARN that the caller wrote, so that existence stays hidden;
   *     null for an action that names no resource (ERR-2)
   * @throws IllegalStateException if the access was allowed
   */
  public String message(@Nullable String resourceAsSent) {
    if (allowed) {
      throw new IllegalStateException("This access was allowed: there is no refusal to print.");
    }
    return "User: %s is not authorized to perform: %s%s %s"
        .formatted(
            request.caller().principal().arn(),
            request.action(),
            resourceAsSent == null ? "" : " on resource: " + resourceAsSent,
            layer.because(explicitDeny, request.action()));
  }

  /** Every layer that could have a say, in AWS's order, with its statements. */
  public List<LayerResult> layers() {
    return Explanation.of(request);
  }

  /** What that layer says; a layer that has no say in this request is not present. */
  public LayerResult layer(Layer asked) {
    return Explanation.of(request, asked);
  }

  /**
   * The changes that, applied one after the other, make exactly this call succeed; empty when it is
   * allowed.
   */
  public List<Repair> repairs() {
    return Repair.of(this);
  }

  /** Equal if the same was asked, with the same outcome. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Decision that
        && allowed == that.allowed
        && layer == that.layer
        && explicitDeny == that.explicitDeny
        && request.equals(that.request);
  }

  @Override
  public int hashCode() {
    return Objects.hash(allowed, layer, explicitDeny, request);
  }

  /** A table for a human: every layer, every statement, and the repairs. */
  @Override
  public String toString() {
    return Explanation.print(this);
  }
}
