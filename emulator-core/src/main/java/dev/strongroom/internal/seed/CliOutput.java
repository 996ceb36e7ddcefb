package dev.strongroom.internal.seed;

import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code aws secretsmanager list-secrets} and {@code batch-get-secret-value} as the
 * tree of a seed. Dates are left out: what is seeded begins now.
 */
final class CliOutput {

  private static final String LIST = "SecretList";
  private static final String VALUES = "SecretValues";

  /** Partition, Region, account, name, suffix. */
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-z-]*):secretsmanager:([a-z0-9-]+):([0-9]{12}):secret:(.+)-([A-Za-z0-9]{6})");

  private static final Pattern KEY_ARN =
      Pattern.compile("arn:aws[a-z-]*:kms:([a-z0-9-]+):([0-9]{12}):key/([A-Za-z0-9-]+)");

  private final List<SeedNode> secrets = new ArrayList<>();
  private final Map<String, SeedNode> keys = new LinkedHashMap<>();
  private final List<SeedNode> notes = new ArrayList<>();
  private final Set<String> accounts = new TreeSet<>();
  private final Set<String> regions = new TreeSet<>();

  private CliOutput() {}

  static boolean is(Mapping tree) {
    return tree.members().containsKey(LIST) || tree.members().containsKey(VALUES);
  }

  static Mapping translated(Mapping tree) {
    var output = new CliOutput();
    for (var secret : items(tree, LIST)) {
      output.listed(Members.mapping(secret));
    }
    for (var value : items(tree, VALUES)) {
      output.valued(Members.mapping(value));
    }
    for (var error : items(tree, "Errors")) {
      output.note(error, "says that a value could not be read");
    }
    var seed = new TreeBuilder(tree);
    if (output.accounts.size() == 1 && output.regions.size() == 1) {
      seed.put("account", output.accounts.iterator().next());
      seed.put("region", output.regions.iterator().next());
    }
    return seed.put("keys", List.copyOf(output.keys.values()))
        .put("secrets", output.secrets)
        .put("notes", output.notes)
        .built();
  }

  private static List<SeedNode> items(Mapping tree, String name) {
    var node = tree.members().get(name);
    return node == null ? List.of() : Members.items(node);
  }

  /** One of list-secrets. */
  private void listed(Mapping entry) {
    var members = entry.members();
    var secret = identified(entry);
    var primary = members.get("PrimaryRegion");
    var region = secret.get("region");
    if (primary instanceof Scalar of
        && region instanceof Scalar here
        && !of.text().equals(here.text())) {
      note(entry, "is the replica of a secret in " + of.text() + " and is left out: seed that one");
      return;
    }
    secret.put("description", members.get("Description"));
    kmsKey(secret, members.get("KmsKeyId"));
    tags(secret, members.get("Tags"));
    rotation(secret, entry);
    secret.put("managedBy", members.get("OwningService"));
    if (members.containsKey("DeletedDate")) {
      secret.put("scheduledForDeletion", TreeBuilder.scalar(entry, NodeType.BOOLEAN, "true"));
    }
    secrets.add(secret.built());
  }

  /** One of batch-get-secret-value. */
  private void valued(Mapping entry) {
    var members = entry.members();
    var secret = identified(entry);
    var version = new TreeBuilder(entry);
    version.put("id", members.get("VersionId"));
    version.put("string", members.get("SecretString"));
    version.put("binary", members.get("SecretBinary"));
    version.put("labels", members.get("VersionStages"));
    secret.put("versions", List.of(version.built()));
    secrets.add(secret.built());
  }

  private TreeBuilder identified(Mapping entry) {
    var node = entry.members().get("ARN");
    if (node == null) {
      throw entry.error("has no member 'ARN'");
    }
    var arn = ARN.matcher(Members.string(node).text());
    if (!arn.matches()) {
      throw node.error("is not the ARN of a secret");
    }
    accounts.add(arn.group(3));
    regions.add(arn.group(2));
    var secret = new TreeBuilder(entry);
    secret.put("name", TreeBuilder.text(node, arn.group(4)));
    secret.put("region", TreeBuilder.text(node, arn.group(2)));
    secret.put("account", TreeBuilder.text(node, arn.group(3)));
    secret.put("arnSuffix", TreeBuilder.text(node, arn.group(5)));
    return secret;
  }

  /** A key that is named by its ARN is made, so that the secret keeps it. */
  private void kmsKey(TreeBuilder secret, @Nullable SeedNode node) {
    if (node == null) {
      return;
    }
    secret.put("kmsKey", node);
    var arn = KEY_ARN.matcher(Members.string(node).text());
    if (arn.matches()) {
      var key = new TreeBuilder(node);
      key.put("id", TreeBuilder.text(node, arn.group(3)));
      key.put("region", TreeBuilder.text(node, arn.group(1)));
      key.put("account", TreeBuilder.text(node, arn.group(2)));
      keys.putIfAbsent(arn.group(), key.built());
    }
  }

  private void tags(TreeBuilder secret, @Nullable SeedNode node) {
    if (node == null) {
      return;
    }
    var tags = new TreeBuilder(node);
    for (var item : Members.items(node)) {
      var tag = Members.of(item, List.of("Key", "Value"));
      if (!tag.requiredText("Key").equals("aws:secretsmanager:owningService")) { // ROT-42
        tags.put(tag.requiredText("Key"), tag.required("Value"));
      }
    }
    secret.put("tags", tags.built());
  }

  private void rotation(TreeBuilder secret, Mapping entry) {
    var members = entry.members();
    var function = members.get("RotationLambdaARN");
    var rules = members.get("RotationRules");
    boolean isEnabled =
        members.get("RotationEnabled") instanceof Scalar enabled && enabled.text().equals("true");
    if (!isEnabled || function == null || rules == null) {
      return;
    }
    var all = Members.mapping(rules).members();
    var rotation = new TreeBuilder(rules);
    rotation.put("function", function);
    var schedule = all.get("ScheduleExpression");
    rotation.put("schedule", schedule);
    if (schedule == null) {
      rotation.put("days", all.get("AutomaticallyAfterDays"));
    }
    rotation.put("duration", all.get("Duration"));
    secret.put("rotation", rotation.built());
  }

  private void note(SeedNode node, String text) {
    notes.add(TreeBuilder.text(node, node.path() + " " + text));
  }
}
