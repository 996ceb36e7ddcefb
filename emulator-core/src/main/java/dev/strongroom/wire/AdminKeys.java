package dev.strongroom.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.ListAliases;
import dev.strongroom.api.kms.ListGrants;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.wire.RecordJson;
import dev.strongroom.wire.AdminRoute.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The KMS keys of all accounts and Regions, as AWS's own operations describe them. */
final class AdminKeys {

  private final SecretsEmulator aws;

  AdminKeys(SecretsEmulator aws) {
    this.aws = aws;
  }

  Object list(Call call) {
    var reader = new SideEffectFreeReader(aws);
    var shown = new ArrayList<Map<String, ?>>();
    var places =
        EmulatorInternals.engine(aws).state().all(Kms.KEYS).map(Map.Entry::getKey).toList();
    for (var place : places) {
      var owner = Caller.administrator(place.accountId(), place.region());
      for (var id : ids(reader, owner)) {
        shown.add(shown(reader, owner, id));
      }
    }
    return Map.of("keys", shown);
  }

  private static List<String> ids(SideEffectFreeReader reader, Caller owner) {
    var ids = new ArrayList<String>();
    String marker = null;
    do {
      var page = reader.read(owner, new ListKeys(100, marker));
      page.keys().forEach(key -> ids.add(key.keyId()));
      marker = page.nextMarker();
    } while (marker != null);
    return ids;
  }

  private static Map<String, ?> shown(SideEffectFreeReader reader, Caller owner, String id) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("metadata", read(reader, owner, new DescribeKey(id, null)).path("KeyMetadata"));
    shown.put("aliases", read(reader, owner, new ListAliases(id, 100, null)).path("Aliases"));
    shown.put(
        "policy", readIfPossible(reader, owner, new GetKeyPolicy(id, "default")).path("Policy"));
    shown.put("rotation", readIfPossible(reader, owner, new GetKeyRotationStatus(id)));
    shown.put(
        "grants", readIfPossible(reader, owner, ListGrants.of(id).withLimit(100)).path("Grants"));
    return shown;
  }

  /** What a key has that some kinds of keys don't; missing for those. */
  private static <Q extends Request<R>, R extends Record> JsonNode readIfPossible(
      SideEffectFreeReader reader, Caller owner, Q request) {
    try {
      return read(reader, owner, request);
    } catch (ServiceError refusal) {
      return NullNode.getInstance();
    }
  }

  private static <Q extends Request<R>, R extends Record> JsonNode read(
      SideEffectFreeReader reader, Caller owner, Q request) {
    return RecordJson.tree(reader.read(owner, request));
  }
}
