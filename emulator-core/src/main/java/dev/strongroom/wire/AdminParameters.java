package dev.strongroom.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import dev.strongroom.internal.service.ssm.Ssm;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.ListTagsForResource;
import dev.strongroom.internal.wire.RecordJson;
import dev.strongroom.wire.AdminRoute.Call;
import dev.strongroom.wire.AdminRoute.NotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of all accounts and Regions, as AWS's own operations describe them; looking leaves
 * no trace.
 */
final class AdminParameters {

  private final SecretsEmulator aws;

  AdminParameters(SecretsEmulator aws) {
    this.aws = aws;
  }

  Object list(Call call) {
    return Map.of("parameters", described(new SideEffectFreeReader(aws)));
  }

  /** Each parameter without its value, and the account and Region that it is in. */
  List<ObjectNode> described(SideEffectFreeReader reader) {
    var described = new ArrayList<ObjectNode>();
    for (var place : Ssm.places(EmulatorInternals.engine(aws).state())) {
      var owner = Caller.administrator(place.accountId(), place.region());
      String next = null;
      do {
        var page = reader.read(owner, new DescribeParameters(null, null, 50, next, null));
        for (var metadata : page.parameters()) {
          var parameter = (ObjectNode) RecordJson.tree(metadata);
          described.add(parameter.put("account", place.accountId()).put("region", place.region()));
        }
        next = page.nextToken();
      } while (next != null);
    }
    return described;
  }

  Object show(Call call) {
    var reader = new SideEffectFreeReader(aws);
    var found =
        described(reader).stream()
            .filter(parameter -> isMeant(parameter, call.name()))
            .findFirst()
            .orElseThrow(
                () -> new NotFoundException("There is no parameter '" + call.name() + "'"));
    var owner = Caller.administrator(found.path("account").asText(), found.path("region").asText());
    var name = found.path("Name").asText();
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("parameter", found);
    shown.put("history", history(reader, owner, name, call.flag("values")));
    var tags = reader.read(owner, new ListTagsForResource("Parameter", name));
    shown.put("tags", RecordJson.tree(tags).path("TagList"));
    return shown;
  }

  private boolean isMeant(ObjectNode parameter, String nameOrArn) {
    var home = aws.administrator();
    return parameter.path("ARN").asText().equals(nameOrArn)
        || (parameter.path("Name").asText().equals(nameOrArn)
            && parameter.path("account").asText().equals(home.accountId())
            && parameter.path("region").asText().equals(home.region()));
  }

  /** The versions, oldest first; the values of a SecureString's only if they are asked for. */
  private static List<JsonNode> history(
      SideEffectFreeReader reader, Caller owner, String name, boolean values) {
    var history = new ArrayList<JsonNode>();
    String next = null;
    do {
      var page = page(reader, owner, new GetParameterHistory(name, values, 50, next));
      for (var version : page.parameters()) {
        var shown = (ObjectNode) RecordJson.tree(version);
        if (!values && version.type().equals("SecureString")) {
          shown.remove("Value"); // it is the ciphertext
        }
        history.add(shown);
      }
      next = page.nextToken();
    } while (next != null);
    return history;
  }

  private static GetParameterHistory.Result page(
      SideEffectFreeReader reader, Caller owner, GetParameterHistory request) {
    try {
      return reader.read(owner, request);
    } catch (ServiceError refusal) { // a key that doesn't decrypt any more
      throw new IllegalArgumentException(
          "The values can't be read: " + refusal.code().wireName(), refusal);
    }
  }
}
