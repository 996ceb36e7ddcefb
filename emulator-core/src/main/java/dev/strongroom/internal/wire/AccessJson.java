package dev.strongroom.internal.wire;

import dev.strongroom.iam.Access;
import dev.strongroom.iam.Decision;
import dev.strongroom.iam.Repair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions on access as maps, lists and texts, which are written as JSON. */
public final class AccessJson {

  private AccessJson() {}

  /**
   * Returns whether a call is allowed, every decision with its layers, and what would repair it.
   */
  public static Map<String, ?> of(Access access) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("allowed", access.allowed());
    shown.put("decisions", access.decisions().stream().map(AccessJson::of).toList());
    var failure = access.failure();
    if (failure != null) {
      shown.put("failure", Map.of("code", failure.code().wireName(), "message", failure.text()));
    }
    shown.put("repairs", access.repairs().stream().map(AccessJson::shown).toList());
    shown.put("text", access.toString());
    return shown;
  }

  /** Returns one decision with what each layer says. */
  public static Map<String, ?> of(Decision decision) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("allowed", decision.allowed());
    shown.put("explicitDeny", decision.isExplicitDeny());
    shown.put("layer", decision.layer().name());
    shown.put("caller", decision.caller());
    shown.put("action", decision.action());
    shown.put("resource", decision.resource());
    shown.put("layers", decision.layers().stream().map(AccessJson::shown).toList());
    return shown;
  }

  private static Map<String, ?> shown(Decision.LayerResult result) {
    var findings = new ArrayList<Map<String, ?>>();
    for (var finding : result.findings()) {
      var shown = new LinkedHashMap<String, Object>();
      shown.put("policy", finding.policy());
      shown.put("statement", finding.statement());
      shown.put("allows", finding.allows());
      shown.put("applies", finding.applies());
      shown.put("why", finding.why());
      findings.add(shown);
    }
    return Map.of(
        "layer", result.layer().name(), "outcome", result.outcome().name(), "findings", findings);
  }

  private static Map<String, ?> shown(Repair repair) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("change", repair.change().name());
    shown.put("layer", repair.layer().name());
    shown.put("owner", repair.owner());
    shown.put("policy", repair.policy());
    shown.put("statement", repair.statement());
    return shown;
  }
}
