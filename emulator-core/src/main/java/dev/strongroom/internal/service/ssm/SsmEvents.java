package dev.strongroom.internal.service.ssm;

import dev.strongroom.audit.Event;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Engine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Parameter Store sends to EventBridge besides the calls themselves (SSM-26). */
record SsmEvents(Engine engine) {

  void changed(
      AccountRegion region,
      @Nullable StoredParameter before,
      @Nullable StoredParameter after,
      String operation,
      Instant now) {
    var parameter = after == null ? before : after;
    if (engine.trail().listeners().isEmpty()
        || parameter == null
        || (after != null && after.equals(before))) {
      return;
    }
    var change =
        operation.equals("LabelParameterVersion")
            ? operation
            : after == null ? "Delete" : before == null ? "Create" : "Update";
    var detail = new LinkedHashMap<String, @Nullable Object>();
    detail.put("operation", change);
    detail.put("name", parameter.name());
    detail.put("type", parameter.newest().type());
    if (parameter.newest().description() != null) {
      detail.put("description", parameter.newest().description());
    }
    send(region, parameter, "Parameter Store Change", detail, now);
  }

  void applied(AccountRegion region, StoredParameter parameter, ParameterPolicy policy) {
    if (engine.trail().listeners().isEmpty()) {
      return;
    }
    var detail = new LinkedHashMap<String, @Nullable Object>();
    detail.put("policy-type", policy.type());
    detail.put("parameter-name", parameter.name());
    detail.put("parameter-type", parameter.newest().type());
    detail.put("policy-content", policy.text());
    detail.put("action-status", "Success");
    detail.put(
        "action-reason",
        "This notification was generated based on the policy created at "
            + parameter.newest().modified()
            + ".");
    send(region, parameter, "Parameter Store Policy Action", detail, policy.at());
  }

  private void send(
      AccountRegion region,
      StoredParameter parameter,
      String type,
      Map<String, @Nullable Object> detail,
      Instant time) {
    engine
        .trail()
        .listeners()
        .add(
            new Event(
                engine.ids().notificationId(),
                time,
                region.accountId(),
                region.region(),
                "aws.ssm",
                type,
                List.of(parameter.arn(region)),
                detail));
  }
}
