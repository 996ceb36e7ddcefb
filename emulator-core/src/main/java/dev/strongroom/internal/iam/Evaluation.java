package dev.strongroom.internal.iam;

import dev.strongroom.iam.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes decisions: evaluates each layer, then combines the results. */
final class Evaluation {

  private static final Layer[] LAYERS = Layer.values();

  private Evaluation() {}

  /** POL-9. */
  static AccessDecision decide(AccessRequest request) {
    var says = new Reach[LAYERS.length];
    for (var layer : LAYERS) {
      var reach = ask(layer, request);
      if (reach == Reach.DENIED) {
        return AccessDecision.refused(request, layer, true);
      }
      says[layer.ordinal()] = reach;
    }
    if (isMissing(Layer.SERVICE_CONTROL_POLICY, says, request)) {
      return AccessDecision.refused(request, Layer.SERVICE_CONTROL_POLICY, false);
    }
    if (isMissing(Layer.ENDPOINT_POLICY, says, request)) {
      return AccessDecision.refused(request, Layer.ENDPOINT_POLICY, false);
    }

    var policyLayer = request.resource().policyLayer();
    var grant = says[Layer.GRANT.ordinal()];
    var policy = says[policyLayer.ordinal()];
    boolean byGrant = grant.compareTo(policy) > 0;
    var resourceSide = byGrant ? grant : policy;
    var resourceLayer = byGrant ? Layer.GRANT : policyLayer;
    boolean identitySide = says[Layer.IDENTITY_POLICY.ordinal()] != Reach.NOBODY;

    if (request.caller().principal().type() == Principal.Type.SERVICE) {
      return resourceSide == Reach.NOBODY // a service has no identity policies
          ? AccessDecision.refused(request, policyLayer, false)
          : AccessDecision.granted(request, resourceLayer);
    }
    if (request.isCrossAccount()) {
      if (resourceSide == Reach.NOBODY) {
        return AccessDecision.refused(request, policyLayer, false);
      }
      return identitySide
          ? withinLimits(says, request, resourceLayer)
          : AccessDecision.refused(request, Layer.IDENTITY_POLICY, false);
    }
    if (resourceSide == Reach.CALLER) {
      return AccessDecision.granted(
          request, resourceLayer); // boundary and session don't limit this
    }
    if (resourceSide == Reach.ROLE) {
      return withinLimits(says, request, resourceLayer);
    }
    if (request.resource().mustDelegate() && resourceSide == Reach.NOBODY) {
      return AccessDecision.refused(request, policyLayer, false);
    }
    return identitySide
        ? withinLimits(says, request, Layer.IDENTITY_POLICY)
        : AccessDecision.refused(request, Layer.IDENTITY_POLICY, false);
  }

  private static AccessDecision withinLimits(Reach[] says, AccessRequest request, Layer granting) {
    if (isMissing(Layer.PERMISSIONS_BOUNDARY, says, request)) {
      return AccessDecision.refused(request, Layer.PERMISSIONS_BOUNDARY, false);
    }
    if (isMissing(Layer.SESSION_POLICY, says, request)) {
      return AccessDecision.refused(request, Layer.SESSION_POLICY, false);
    }
    return AccessDecision.granted(request, granting);
  }

  /** A limit with policies must allow; one without limits nothing. */
  private static boolean isMissing(Layer filter, Reach[] says, AccessRequest request) {
    return says[filter.ordinal()] == Reach.NOBODY && !request.policies(filter).isEmpty();
  }

  static Reach ask(Layer layer, AccessRequest request) {
    var best = Reach.NOBODY;
    if (layer == Layer.GRANT) {
      for (var grant : request.resource().grants()) {
        best = best(best, grant.reach(request));
      }
      return best;
    }
    if (layer == Layer.IDENTITY_POLICY && isAdministrator(request)) {
      best = Reach.CALLER;
    }
    if (layer != Layer.SERVICE_CONTROL_POLICY) {
      return ask(request.policies(layer), request, best);
    }
    var least = Reach.CALLER;
    var levels = request.levels(layer);
    for (var level : levels) { // each must allow, and none deny
      var reach = ask(level.policies(), request, Reach.NOBODY);
      if (reach == Reach.DENIED) {
        return Reach.DENIED;
      }
      least = reach.compareTo(least) < 0 ? reach : least;
    }
    return levels.isEmpty() ? best : least;
  }

  private static Reach ask(List<Policy> policies, AccessRequest request, Reach before) {
    if (policies.isEmpty()) { // as in most layers of most requests
      return before;
    }
    var best = before;
    for (var policy : policies) {
      for (var statement : policy.statements()) {
        if ((best != Reach.CALLER || !statement.allows()) && statement.mismatch(request) == null) {
          var reach = statement.reach(request);
          if (reach == Reach.DENIED) {
            return Reach.DENIED;
          }
          best = best(best, reach);
        }
      }
    }
    return best;
  }

  /** Returns the first level that doesn't allow a request which no level denies; null if all do. */
  static @Nullable PolicyLevel missing(List<PolicyLevel> levels, AccessRequest request) {
    for (var level : levels) {
      if (ask(level.policies(), request, Reach.NOBODY) == Reach.NOBODY) {
        return level;
      }
    }
    return null;
  }

  /** The root user of an account needs no identity policy. */
  static boolean isAdministrator(AccessRequest request) {
    return request.caller().principal().type() == Principal.Type.ACCOUNT;
  }

  private static Reach best(Reach one, Reach other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
