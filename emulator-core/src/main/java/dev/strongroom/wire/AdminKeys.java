package dev.strongroom.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.strongroom.api.kms.ListResourceTags;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.wire.RecordJson;
import dev.strongroom.wire.AdminRoute.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The KMS keys of all accounts and Regions, as AWS's own operations describe them. */
final class AdminKeys {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretsEmulator aws;
  private final AdminSecrets secrets;
  private final AdminParameters parameters;

  AdminKeys(SecretsEmulator aws, AdminSecrets secrets, AdminParameters parameters) {
    this.aws = aws;
    this.secrets = secrets;
    this.parameters = parameters;
  }

  Object list(Call call) {
    var reader = new SideEffectFreeReader(aws);
    var users = users(reader);
    var shown = new ArrayList<Map<String, ?>>();
    for (var place : places(aws)) {
      var owner = Caller.administrator(place.accountId(), place.region());
      for (var id : ids(reader, owner)) {
        var key = shown(reader, owner, id);
        var used = users.getOrDefault(arn(reader, owner, id), new Users());
        key.put("secrets", used.secrets);
        key.put("parameters", used.parameters);
        shown.add(key);
      }
    }
    return Map.of("keys", shown);
  }

  /** The ARNs of what is encrypted with one key. */
  private static final class Users {
    final List<String> secrets = new ArrayList<>();
    final List<String> parameters = new ArrayList<>();
  }

  /** What is encrypted with each key, by the key's ARN. */
  private Map<String, Users> users(SideEffectFreeReader reader) {
    var users = new HashMap<String, Users>();
    for (var secret : secrets.everywhere()) {
      for (var key : secret.keyArns()) {
        users.computeIfAbsent(key, first -> new Users()).secrets.add(secret.arn().toString());
      }
    }
    for (var parameter : parameters.described(reader)) {
      if (parameter.has("KeyId")) {
        var owner =
            Caller.administrator(
                parameter.path("account").asText(), parameter.path("region").asText());
        var key = arn(reader, owner, parameter.path("KeyId").asText());
        users
            .computeIfAbsent(key, first -> new Users())
            .parameters
            .add(parameter.path("ARN").asText());
      }
    }
    return users;
  }

  /** The ARN of the key that an account means by an ID, an alias or an ARN; empty if it is gone. */
  private static String arn(SideEffectFreeReader reader, Caller owner, String id) {
    return readIfPossible(reader, owner, new DescribeKey(id, null))
        .path("KeyMetadata")
        .path("Arn")
        .asText();
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

  /** The keys of an emulator by their ARNs, each with all its members beside each other. */
  static Map<String, ObjectNode> described(SecretsEmulator aws) {
    var reader = new SideEffectFreeReader(aws);
    var described = new LinkedHashMap<String, ObjectNode>();
    for (var place : places(aws)) {
      var owner = Caller.administrator(place.accountId(), place.region());
      for (var id : ids(reader, owner)) {
        ObjectNode key = JSON.valueToTree(shown(reader, owner, id));
        key.setAll((ObjectNode) key.remove("metadata"));
        described.put(key.path("Arn").asText(), key);
      }
    }
    return described;
  }

  private static List<AccountRegion> places(SecretsEmulator aws) {
    return EmulatorInternals.engine(aws).state().all(Kms.KEYS).map(Map.Entry::getKey).toList();
  }

  private static Map<String, @Nullable Object> shown(
      SideEffectFreeReader reader, Caller owner, String id) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("metadata", read(reader, owner, new DescribeKey(id, null)).path("KeyMetadata"));
    shown.put("aliases", read(reader, owner, new ListAliases(id, 100, null)).path("Aliases"));
    shown.put(
        "policy", readIfPossible(reader, owner, new GetKeyPolicy(id, "default")).path("Policy"));
    shown.put("rotation", readIfPossible(reader, owner, new GetKeyRotationStatus(id)));
    shown.put(
        "tags", readIfPossible(reader, owner, ListResourceTags.of(id).withLimit(50)).path("Tags"));
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
