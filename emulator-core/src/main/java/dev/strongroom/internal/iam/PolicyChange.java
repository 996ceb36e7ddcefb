package dev.strongroom.internal.iam;

import dev.strongroom.iam.Layer;
import dev.strongroom.iam.Repair;
import dev.strongroom.iam.Repair.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A repair that can be applied to the request which needs it. */
public final class PolicyChange {

  private final Repair repair;
  private final String level;
  private final Statement statement;

  private PolicyChange(Repair repair, String level, Statement statement) {
    this.repair = repair;
    this.level = level;
    this.statement = statement;
  }

  private static PolicyChange of(
      Change change,
      Layer layer,
      AccessRequest request,
      PolicyLevel level,
      Policy policy,
      Statement statement) {
    var owner = level.name().isEmpty() ? owner(layer, request) : level.name();
    return new PolicyChange(
        new Repair(change, layer, owner, policy.name(), statement.toString()),
        level.name(),
        statement);
  }

  /** Returns the changes that a refused request needs, in this order. */
  static List<PolicyChange> of(AccessDecision refused) {
    var decision = refused;
    var repairs = new ArrayList<PolicyChange>();
    int most = mostNeeded(decision.request());
    while (!decision.allowed()) {
      var repair =
          decision.isExplicitDeny()
              ? removal(decision.request(), decision.layer())
              : addition(decision.request(), decision.layer());
      repairs.add(repair);
      if (repairs.size() > most) {
        throw new IllegalStateException("This repair has no effect: " + repair);
      }
      decision = AccessDecision.of(repair.applyTo(decision.request()));
    }
    return List.copyOf(repairs);
  }

  /** Each repair removes one of the statements or makes one more level of a layer allow. */
  private static int mostNeeded(AccessRequest request) {
    int most = 0;
    for (var layer : Layer.values()) {
      most += Math.max(1, request.levels(layer).size());
      for (var policy : request.policies(layer)) {
        most += policy.statements().size();
      }
    }
    return most;
  }

  private static PolicyChange removal(AccessRequest request, Layer layer) {
    for (var level : request.levels(layer)) {
      for (var policy : level.policies()) {
        for (var statement : policy.statements()) {
          if (!statement.allows() && statement.mismatch(request) == null) {
            return of(Change.REMOVE, layer, request, level, policy, statement);
          }
        }
      }
    }
    throw new IllegalStateException("No statement of the " + layer + " denies this.");
  }

  /**
   * The smallest Allow: this action, this resource and, where others share the policy, this caller.
   */
  private static PolicyChange addition(AccessRequest request, Layer layer) {
    var level = level(request, layer);
    var target = target(level, layer);
    var principal = request.caller().principal();
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Effect", "Allow");
    boolean service = principal.type() == Principal.Type.SERVICE;
    if (layer == Layer.ENDPOINT_POLICY && !service) {
      statement.put("Principal", PrincipalSet.EVERYONE); // a condition picks the caller
    } else if (layer == Layer.ENDPOINT_POLICY
        || layer == Layer.RESOURCE_POLICY
        || layer == Layer.KEY_POLICY) {
      statement.put("Principal", Map.of(principalType(principal), principal.policyArn()));
    }
    statement.put("Action", request.action());
    statement.put("Resource", resource(request, layer, target.hasVariables()));
    boolean shared = layer == Layer.SERVICE_CONTROL_POLICY || layer == Layer.ENDPOINT_POLICY;
    // the root user has no name but its account's: that alone would let in the whole account
    boolean root = statement.containsKey("Principal") && principal.type() == Principal.Type.ACCOUNT;
    if ((shared && !service) || root) {
      var arn = request.values("aws:PrincipalArn").get(0);
      statement.put("Condition", Map.of("ArnEquals", Map.of("aws:PrincipalArn", arn)));
    }
    return of(
        Change.ADD,
        layer,
        request,
        level,
        target,
        Statement.parse(Collections.unmodifiableMap(statement), target.hasVariables()));
  }

  private static String principalType(Principal principal) {
    return switch (principal.type()) {
      case SERVICE -> "Service";
      case IDENTITY_PROVIDER -> "Federated";
      default -> "AWS";
    };
  }

  /**
   * In the policy of a secret or key {@code *} means itself (POL-10); a bare name fits only * too.
   */
  private static String resource(AccessRequest request, Layer layer, boolean variables) {
    var arn = request.resource().arn();
    if (layer == Layer.RESOURCE_POLICY || layer == Layer.KEY_POLICY || !arn.startsWith("arn:")) {
      return "*";
    }
    var suffix = arn.endsWith(Explanation.SUFFIX) ? Explanation.SUFFIX : ""; // not created yet
    var name = arn.substring(0, arn.length() - suffix.length());
    return variables ? name.replaceAll("[*?$]", "\\${$0}") + suffix : arn;
  }

  /** The first level that doesn't allow; a new one if there is none. */
  private static PolicyLevel level(AccessRequest request, Layer layer) {
    var levels = request.levels(layer);
    var missing = Evaluation.missing(levels, request);
    if (missing != null) {
      return missing;
    }
    return levels.isEmpty() ? new PolicyLevel("", List.of()) : levels.get(0);
  }

  /**
   * The level's last policy; a new one if there is none. Managed policies and those of groups,
   * which have ARNs as names, are others' too: an identity gets what it lacks by a policy of its
   * own.
   */
  private static Policy target(PolicyLevel level, Layer layer) {
    var policies = level.policies();
    for (int i = policies.size() - 1; i >= 0; i--) {
      if (layer != Layer.IDENTITY_POLICY || !policies.get(i).name().startsWith("arn:")) {
        return policies.get(i);
      }
    }
    return Policy.EMPTY;
  }

  private static String owner(Layer layer, AccessRequest request) {
    return switch (layer) {
      case RESOURCE_POLICY, KEY_POLICY -> request.resource().arn();
      case RESOURCE_CONTROL_POLICY -> request.owner();
      case SERVICE_CONTROL_POLICY -> request.caller().principal().account();
      case ENDPOINT_POLICY -> "the VPC endpoint";
      default -> request.caller().principal().policyArn();
    };
  }

  public Repair repair() {
    return repair;
  }

  public Layer layer() {
    return repair.layer();
  }

  /**
   * Returns the request with the changed policy. If the last statement was removed, an empty policy
   * remains: a limit that allows nothing.
   */
  public AccessRequest applyTo(AccessRequest request) {
    var levels = new ArrayList<>(request.levels(layer()));
    int at = 0;
    while (at < levels.size() && !levels.get(at).name().equals(level)) {
      at++;
    }
    if (at == levels.size()) {
      levels.add(new PolicyLevel(level, List.of()));
    }
    levels.set(at, levels.get(at).with(changed(levels.get(at))));
    return request.withLevels(layer(), levels);
  }

  private List<Policy> changed(PolicyLevel before) {
    var policies = new ArrayList<>(before.policies());
    if (repair.change() == Change.ADD) {
      var target = target(before, layer());
      policies.remove(target);
      policies.add(target.plus(statement));
      return policies;
    }
    for (int i = 0; i < policies.size(); i++) {
      if (policies.get(i).name().equals(repair.policy())
          && policies.get(i).statements().contains(statement)) {
        policies.set(i, policies.get(i).without(statement));
        break;
      }
    }
    return policies;
  }

  @Override
  public String toString() {
    return repair.toString();
  }
}
