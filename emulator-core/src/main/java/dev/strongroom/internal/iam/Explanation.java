package dev.strongroom.internal.iam;

import dev.strongroom.iam.Decision.Finding;
import dev.strongroom.iam.Decision.LayerResult;
import dev.strongroom.iam.Decision.Outcome;
import dev.strongroom.iam.Layer;
import dev.strongroom.internal.iam.Pattern.Wildcards;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains a decision by evaluating each statement again. */
final class Explanation {

  /** Matches the suffix that Secrets Manager appends to the name in an ARN. */
  static final String SUFFIX = "-??????";

  private static final List<String> ARN_PARTS =
      List.of("prefix", "partition", "service", "Region", "account", "name");

  private Explanation() {}

  static List<LayerResult> of(AccessRequest request) {
    return Arrays.stream(Layer.values())
        .filter(layer -> concerns(layer, request.resource()))
        .map(layer -> of(request, layer))
        .toList();
  }

  private static boolean concerns(Layer layer, Resource resource) {
    return switch (layer) {
      case RESOURCE_POLICY -> !resource.isKey();
      case KEY_POLICY, GRANT -> resource.isKey();
      default -> true;
    };
  }

  static LayerResult of(AccessRequest request, Layer layer) {
    var findings = new ArrayList<Finding>();
    if (layer == Layer.GRANT) {
      request.resource().grants().forEach(grant -> findings.add(finding(grant, request)));
    }
    if (layer == Layer.IDENTITY_POLICY && Evaluation.isAdministrator(request)) {
      findings.add(
          new Finding("", "", true, true, "the account's administrator may do everything"));
    }
    for (var level : request.levels(layer)) {
      for (var policy : level.policies()) {
        for (int i = 0; i < policy.statements().size(); i++) {
          findings.add(finding(layer, level, policy, i, request));
        }
      }
    }
    boolean present = !findings.isEmpty() || !request.policies(layer).isEmpty();
    return new LayerResult(
        layer, present ? outcome(layer, request) : Outcome.NOT_PRESENT, List.copyOf(findings));
  }

  private static Outcome outcome(Layer layer, AccessRequest request) {
    return switch (Evaluation.ask(layer, request)) {
      case DENIED -> Outcome.EXPLICIT_DENY;
      case NOBODY ->
          // RCPFullAWSAccess is always attached: an RCP can only deny
          layer == Layer.RESOURCE_CONTROL_POLICY ? Outcome.ALLOW : Outcome.IMPLICIT_DENY;
      case ACCOUNT, ROLE, CALLER -> Outcome.ALLOW;
    };
  }

  private static Finding finding(
      Layer layer, PolicyLevel level, Policy policy, int index, AccessRequest request) {
    var statement = policy.statements().get(index);
    var part = statement.mismatch(request);
    var names = Stream.of(level.name(), policy.name()).filter(name -> !name.isEmpty());
    return new Finding(
        names.collect(Collectors.joining("/")),
        statement.sid().isEmpty() ? "#" + (index + 1) : statement.sid(),
        statement.allows(),
        part == null,
        part == null ? applies(layer, statement, request) : why(part, statement, request));
  }

  private static String applies(Layer layer, Statement statement, AccessRequest request) {
    if (statement.reach(request) == Reach.ACCOUNT && layer == request.resource().policyLayer()) {
      return "applies, and delegates to the account: its identity policies must allow it"; // POL-12
    }
    return statement.principals() == null
        ? "applies"
        : statement.principals().explainInversion(request.caller());
  }

  private static String why(Statement.Part part, Statement statement, AccessRequest request) {
    return switch (part) {
      case ACTION ->
          statement.json().containsKey("NotAction")
              ? "action: NotAction leaves out " + request.action()
              : "action: %s isn't in %s"
                  .formatted(request.action(), statement.json().get("Action"));
      case RESOURCE -> resource(statement, request);
      case PRINCIPAL ->
          statement.principals() == null ? "" : statement.principals().explain(request.caller());
      case CONDITION ->
          statement.conditions().stream()
              .filter(condition -> !condition.holds(request))
              .map(condition -> condition.explain(request))
              .findFirst()
              .orElse("");
    };
  }

  private static String resource(Statement statement, AccessRequest request) {
    var arn = request.resource().arn();
    if (statement.json().containsKey("NotResource")) {
      return "resource: NotResource leaves out " + arn;
    }
    for (var pattern : statement.resources()) {
      var variable = pattern.unresolved(request);
      if (variable != null) {
        return "resource: ${%s} of %s has no value in this request".formatted(variable, pattern);
      }
      if (Pattern.of(pattern + SUFFIX, Wildcards.IN_SEGMENTS, false).matches(arn, request)) {
        return "resource: the ARN ends in the 6-character suffix, the pattern %s doesn't: add %s"
            .formatted(pattern, SUFFIX);
      }
    }
    if (!arn.startsWith("arn:")) {
      return "resource: '%s' is no ARN, only Resource * matches it".formatted(arn);
    }
    return "resource: %s isn't in %s%s"
        .formatted(arn, statement.resources(), differentPart(statement, arn));
  }

  /** The first part of the ARN in which a single pattern differs. */
  private static String differentPart(Statement statement, String arn) {
    var wanted = statement.resources().get(0).toString().split(":", 6);
    var actual = arn.split(":", 6);
    if (statement.resources().size() == 1 && wanted.length == 6 && actual.length == 6) {
      for (int i = 0; i < 5; i++) {
        if (!wanted[i].contains("*") && !wanted[i].contains("?") && !wanted[i].equals(actual[i])) {
          return ": another " + ARN_PARTS.get(i);
        }
      }
    }
    return "";
  }

  private static Finding finding(Grant grant, AccessRequest request) {
    boolean applies = grant.reach(request) != Reach.NOBODY;
    var why = "applies";
    if (!grant.covers(request.action())) {
      why = "action: the grant is for " + grant.operations();
    } else if (!applies && !grant.constraintsHold(request)) {
      why = "the encryption context doesn't meet the grant's constraints";
    } else if (!applies) {
      why = "principal: the grant is for " + grant.grantee();
    }
    return new Finding("", grant.id(), true, applies, why);
  }

  static String print(AccessDecision decision) {
    var request = decision.request();
    var text = new StringBuilder();
    text.append(decision.allowed() ? "ALLOWED" : "DENIED").append(' ').append(request.action());
    text.append("\n  caller    ").append(request.caller());
    text.append("\n  resource  ").append(request.resource());
    text.append("\n  because   ").append(because(decision));
    for (var result : of(request)) {
      text.append("\n  %-22s%s".formatted(result.layer(), words(result.outcome())));
      if (decision.allowed() && result.outcome() == Outcome.IMPLICIT_DENY) {
        text.append(" (not needed here)");
      }
      for (var finding : result.findings()) {
        text.append("\n    ").append(line(finding));
      }
    }
    decision.repairs().forEach(r -> text.append("\n  repair: ").append(r));
    return text.toString();
  }

  private static String because(AccessDecision decision) {
    return decision.allowed()
        ? "the " + decision.layer() + " allows it"
        : decision.isExplicitDeny()
            ? "the " + decision.layer() + " denies it"
            : "no " + decision.layer() + " allows it";
  }

  private static String line(Finding finding) {
    if (finding.statement().isEmpty()) {
      return finding.why();
    }
    var policy = finding.policy().isEmpty() ? "" : finding.policy() + "/";
    return "%s%s (%s): %s"
        .formatted(policy, finding.statement(), finding.allows() ? "Allow" : "Deny", finding.why());
  }

  private static String words(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
