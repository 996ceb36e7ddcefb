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

  /** The member of a parameter that is compared and never shown. */
  static final String VALUES = "Values";

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
    var owner = owner(found);
    var name = found.path("Name").asText();
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("parameter", found);
    shown.put("history", history(reader, owner, name, call.flag("values")));
    shown.put("tags", tags(reader, owner, name));
    return shown;
  }

  private static JsonNode tags(SideEffectFreeReader reader, Caller owner, String name) {
    var tags = reader.read(owner, new ListTagsForResource("Parameter", name));
    return RecordJson.tree(tags).path("TagList");
  }

  /**
   * All that each parameter holds, by its ARN. Under {@link #VALUES} is what is stored of each
   * version's value, of a SecureString the ciphertext: for comparisons only.
   */
  static Map<String, ObjectNode> held(SecretsEmulator aws) {
    var reader = new SideEffectFreeReader(aws);
    var held = new LinkedHashMap<String, ObjectNode>();
    for (var parameter : new AdminParameters(aws).described(reader)) {
      var owner = owner(parameter);
      var name = parameter.path("Name").asText();
      parameter.set("Tags", tags(reader, owner, name));
      var labels = parameter.putObject("Labels");
      var values = parameter.putObject(VALUES);
      for (var version : versions(reader, owner, name, false)) {
        var number = version.path("Version").asText();
        version.path("Labels").forEach(label -> labels.put(label.asText(), number));
        values.set(number, version.path("Value"));
        parameter.set("Version " + number, version.without(List.of("Name", "Labels", "Value")));
      }
      held.put(parameter.path("ARN").asText(), parameter);
    }
    return held;
  }

  private static Caller owner(ObjectNode parameter) {
    return Caller.administrator(
        parameter.path("account").asText(), parameter.path("region").asText());
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
    for (var version : versions(reader, owner, name, values)) {
      if (!values && version.path("Type").asText().equals("SecureString")) {
        version.remove("Value"); // it is the ciphertext
      }
      history.add(version);
    }
    return history;
  }

  private static List<ObjectNode> versions(
      SideEffectFreeReader reader, Caller owner, String name, boolean decrypted) {
    var versions = new ArrayList<ObjectNode>();
    String next = null;
    do {
      var page = page(reader, owner, new GetParameterHistory(name, decrypted, 50, next));
      page.parameters().forEach(version -> versions.add((ObjectNode) RecordJson.tree(version)));
      next = page.nextToken();
    } while (next != null);
    return versions;
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
