package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.INVALID_INPUT;

import dev.strongroom.iam.Decision.Outcome;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.ContextKeys;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.service.iam.api.ContextEntry;
import dev.strongroom.internal.service.iam.api.EvaluationResult;
import dev.strongroom.internal.service.iam.api.OrganizationsDecisionDetail;
import dev.strongroom.internal.service.iam.api.PermissionsBoundaryDecisionDetail;
import dev.strongroom.internal.service.iam.api.Position;
import dev.strongroom.internal.service.iam.api.ResourceSpecificResult;
import dev.strongroom.internal.service.iam.api.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question to IAM's policy simulator, which the evaluator of all calls answers (IAMAPI-25).
 *
 * @param identity who asks, with the policies that count; none of a session, none of resources
 * @param resources ARNs, or {@code *}
 * @param owner the account of resources whose ARNs name none
 */
record Simulation(
    Identity identity,
    List<String> actions,
    List<String> resources,
    boolean namesResources,
    @Nullable Policy resourcePolicy,
    String owner,
    List<ContextEntry> entries) {

  /** Returns the name by which an answer calls a policy that a request holds. */
  static String inputName(int index) {
    return "PolicyInputList." + (index + 1);
  }

  /** Reads the policies that a request holds. */
  static List<Policy> inputs(@Nullable List<String> documents) {
    var policies = new ArrayList<Policy>();
    for (var document : documents == null ? List.<String>of() : documents) {
      policies.add(input(document, false).named(inputName(policies.size())));
    }
    return policies;
  }

  static Policy input(String document, boolean isOfAResource) {
    try {
      if (isOfAResource) {
        return Policy.parseResourcePolicy(document).written(document);
      }
      var policy = Policy.parseWritten(document);
      policy.requireNoPrincipals();
      return policy;
    } catch (MalformedPolicyException malformed) {
      throw INVALID_INPUT.error("Syntax errors in policy. " + malformed.getMessage());
    } catch (IllegalArgumentException namesPrincipals) {
      throw INVALID_INPUT.error("Policy document should not specify a principal.");
    }
  }

  /** Returns the results for each action on each resource. */
  List<EvaluationResult> results() {
    var context = context();
    var missing = missing();
    var results = new ArrayList<EvaluationResult>();
    for (var action : actions) {
      requireAction(action);
      for (var resource : resources) {
        var simulated = Resource.simulated(resource, resourcePolicy, owner);
        var request = AccessRequest.of(identity, action, simulated, context);
        results.add(result(AccessDecision.of(request), action, resource, missing));
      }
    }
    return results;
  }

  private static void requireAction(String action) {
    if (action.indexOf(':') < 1 || action.indexOf('*') >= 0 || action.indexOf('?') >= 0) {
      throw INVALID_INPUT.error("Invalid action: " + action);
    }
  }

  private RequestContext context() {
    var context = RequestContext.builder();
    for (var entry : entries) {
      if (entry.contextKeyName() != null && entry.contextKeyValues() != null) {
        context.with(entry.contextKeyName(), entry.contextKeyValues());
      }
    }
    return context.build();
  }

  /** Returns the condition keys that policies ask for and nobody has given. */
  private List<String> missing() {
    var given = context();
    return ContextKeys.of(policies()).stream()
        .filter(key -> given.values(key).isEmpty() && identity.context().values(key).isEmpty())
        .toList();
  }

  private List<Policy> policies() {
    var policies = new ArrayList<>(identity.policies(Layer.IDENTITY_POLICY));
    policies.addAll(identity.policies(Layer.PERMISSIONS_BOUNDARY));
    if (resourcePolicy != null) {
      policies.add(resourcePolicy);
    }
    return policies;
  }

  private EvaluationResult result(
      AccessDecision decision, String action, String resource, List<String> missing) {
    var answer =
        decision.allowed()
            ? "allowed"
            : decision.isExplicitDeny() ? "explicitDeny" : "implicitDeny";
    var matched = matched(decision);
    var boundary = decision.layer(Layer.PERMISSIONS_BOUNDARY).outcome();
    var boundaryDetail =
        boundary == Outcome.NOT_PRESENT
            ? null
            : new PermissionsBoundaryDecisionDetail(boundary == Outcome.ALLOW);
    var organization = decision.layer(Layer.SERVICE_CONTROL_POLICY).outcome();
    boolean isWithin = organization == Outcome.ALLOW || organization == Outcome.NOT_PRESENT;
    return new EvaluationResult(
        action,
        resource,
        answer,
        matched,
        missing,
        new OrganizationsDecisionDetail(isWithin),
        boundaryDetail,
        namesResources ? Map.of() : null,
        namesResources
            ? List.of(
                new ResourceSpecificResult(
                    resource, answer, matched, missing, null, boundaryDetail))
            : null);
  }

  /** Returns the statements that brought the decision about; none if one is lacking. */
  private static List<Statement> matched(AccessDecision decision) {
    var matched = new ArrayList<Statement>();
    if (decision.allowed() || decision.isExplicitDeny()) {
      for (var layer : List.of(Layer.RESOURCE_POLICY, Layer.IDENTITY_POLICY)) {
        var findings = decision.layer(layer).findings().iterator();
        for (var policy : decision.request().policies(layer)) {
          for (var place : policy.places()) {
            var finding = findings.next();
            if (finding.applies() && finding.allows() == decision.allowed()) {
              matched.add(
                  new Statement(
                      layer == Layer.RESOURCE_POLICY ? "ResourcePolicy" : sourceId(policy),
                      layer == Layer.RESOURCE_POLICY ? "Resource Policy" : "IAM Policy",
                      new Position(place.startLine(), place.startColumn()),
                      new Position(place.endLine(), place.endColumn())));
            }
          }
        }
      }
    }
    return matched;
  }

  private static String sourceId(Policy policy) {
    return Kind.nameOf(policy.name());
  }
}
