package dev.strongroom.wire;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.inspect.SecretState;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.wire.RecordJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What differs between an emulator then and later; no values, and no dates of mere access. */
final class AdminComparison {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What changes with everything, and what other members say in plainer words. */
  private static final List<String> LEFT_OUT =
      List.of(
          "LastAccessedDate",
          "LastChangedDate",
          "LastModifiedDate",
          "LastModifiedUser",
          "VersionIdsToStages");

  private final SecretsEmulator then;
  private final SecretsEmulator later;

  AdminComparison(SecretsEmulator then, SecretsEmulator later) {
    this.then = then;
    this.later = later;
  }

  Map<String, ?> shown() {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("secrets", secrets());
    shown.put(
        "keys",
        changes(AdminKeys.described(then), AdminKeys.described(later), AdminComparison::aliasOrId));
    shown.put(
        "principals",
        changes(principals(then), principals(later), principal -> text(principal, "arn")));
    shown.put(
        "parameters",
        changes(
            AdminParameters.held(then),
            AdminParameters.held(later),
            parameter -> text(parameter, "Name")));
    return shown;
  }

  private List<Map<String, ?>> secrets() {
    var before = byArn(then);
    var after = byArn(later);
    var readerThen = new SideEffectFreeReader(then);
    var readerLater = new SideEffectFreeReader(later);
    var changes = new ArrayList<Map<String, ?>>();
    for (var arn : union(before.keySet(), after.keySet())) {
      var was = before.get(arn);
      var is = after.get(arn);
      if (was == null && is != null) {
        changes.add(change(is.name(), arn, "added", List.of()));
      } else if (was != null && is == null) {
        changes.add(change(was.name(), arn, "removed", List.of()));
      } else if (was != null && is != null && !was.equals(is)) {
        var differences = differences(members(readerThen, arn), members(readerLater, arn));
        addChanged(changes, is.name(), arn, differences);
      }
    }
    return changes;
  }

  private static Map<String, Secret> byArn(SecretsEmulator aws) {
    return AdminSecrets.everywhere(aws).stream()
        .collect(toMap(secret -> secret.arn().toString(), Function.identity()));
  }

  /** What DescribeSecret says, with the label on each version, the versions, and the policy. */
  private static ObjectNode members(SideEffectFreeReader reader, String arn) {
    var owner = reader.owner(arn);
    var state = SecretState.of(reader, owner, arn);
    var members = (ObjectNode) RecordJson.tree(state.described());
    members.set("Labels", JSON.valueToTree(state.stages()));
    members.set(
        "Versions",
        JSON.valueToTree(state.versions().stream().map(version -> version.versionId()).toList()));
    var policy = AdminSecrets.policy(reader, owner, arn);
    members.set("ResourcePolicy", JSON.valueToTree(policy));
    return members;
  }

  private static Map<String, ObjectNode> principals(SecretsEmulator aws) {
    var principals = new TreeMap<String, ObjectNode>();
    EmulatorInternals.engine(aws)
        .state()
        .iam()
        .identities()
        .values()
        .forEach(
            identity -> {
              ObjectNode shown = JSON.valueToTree(AdminAccess.shown(identity));
              principals.put(text(shown, "arn"), shown);
            });
    return principals;
  }

  private static String aliasOrId(ObjectNode key) {
    var alias = key.path("aliases").path(0).path("AliasName").asText();
    return alias.isEmpty() ? text(key, "KeyId") : alias;
  }

  private static String text(ObjectNode node, String member) {
    return node.path(member).asText();
  }

  private static List<Map<String, ?>> changes(
      Map<String, ObjectNode> before,
      Map<String, ObjectNode> after,
      Function<ObjectNode, String> name) {
    var changes = new ArrayList<Map<String, ?>>();
    for (var arn : union(before.keySet(), after.keySet())) {
      var was = before.get(arn);
      var is = after.get(arn);
      if (was == null && is != null) {
        changes.add(change(name.apply(is), arn, "added", List.of()));
      } else if (was != null && is == null) {
        changes.add(change(name.apply(was), arn, "removed", List.of()));
      } else if (was != null && is != null) {
        addChanged(changes, name.apply(is), arn, differences(was, is));
      }
    }
    return changes;
  }

  private static void addChanged(
      List<Map<String, ?>> changes, String name, String arn, List<Map<String, ?>> differences) {
    if (!differences.isEmpty()) {
      changes.add(change(name, arn, "changed", differences));
    }
  }

  private static Map<String, ?> change(
      String name, String arn, String change, List<Map<String, ?>> differences) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("name", name);
    shown.put("arn", arn);
    shown.put("change", change);
    shown.put("differences", differences);
    return shown;
  }

  private static List<Map<String, ?>> differences(ObjectNode was, ObjectNode is) {
    for (var member : LEFT_OUT) {
      was.findParents(member).forEach(parent -> ((ObjectNode) parent).remove(member));
      is.findParents(member).forEach(parent -> ((ObjectNode) parent).remove(member));
    }
    var members = new LinkedHashSet<String>();
    was.fieldNames().forEachRemaining(members::add);
    is.fieldNames().forEachRemaining(members::add);
    var differences = new ArrayList<Map<String, ?>>();
    for (var member : members) {
      var from = orNull(was.get(member));
      var to = orNull(is.get(member));
      if (member.equals(AdminParameters.VALUES)) {
        var others = othersAmong(from, to);
        if (!others.isEmpty()) {
          differences.add(
              Map.of("what", "Values", "from", "not shown", "to", "other ones of " + others));
        }
      } else if (!from.equals(to)) {
        differences.add(Map.of("what", member, "from", from, "to", to));
      }
    }
    return differences;
  }

  /** The versions that both sides have, with another value. */
  private static List<String> othersAmong(JsonNode from, JsonNode to) {
    var others = new ArrayList<String>();
    from.fieldNames()
        .forEachRemaining(
            version -> {
              if (to.has(version) && !to.path(version).equals(from.path(version))) {
                others.add("version " + version);
              }
            });
    return others;
  }

  private static JsonNode orNull(@Nullable JsonNode node) {
    return node == null ? NullNode.getInstance() : node;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    var all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
