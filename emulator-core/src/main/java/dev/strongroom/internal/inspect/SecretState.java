package dev.strongroom.internal.inspect;

import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ListSecretVersionIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A secret without its values: what DescribeSecret returns, and all versions, newest first. */
public record SecretState(
    DescribeSecret.Result described, List<ListSecretVersionIds.Entry> versions) {

  public static final String CURRENT = "AWSCURRENT";
  public static final String PENDING = "AWSPENDING";

  private static final int PRINTED = 20;

  public static SecretState of(SideEffectFreeReader reader, Caller owner, String secret) {
    var versions = new ArrayList<ListSecretVersionIds.Entry>();
    String nextToken = null;
    do {
      var page = reader.read(owner, new ListSecretVersionIds(secret, 100, nextToken, true));
      versions.addAll(page.versions());
      nextToken = page.nextToken();
    } while (nextToken != null);
    return new SecretState(reader.read(owner, new DescribeSecret(secret)), versions);
  }

  /** Returns the ID of the version that each label is on. */
  public Map<String, String> stages() {
    return stages(described.versionIdsToStages());
  }

  public static Map<String, String> stages(@Nullable Map<String, List<String>> versionIdsToStages) {
    var stages = new TreeMap<String, String>();
    if (versionIdsToStages != null) {
      versionIdsToStages.forEach((id, labels) -> labels.forEach(label -> stages.put(label, id)));
    }
    return stages;
  }

  /**
   * Returns whether AWSPENDING is on another version than AWSCURRENT: a rotation is open (ROT-12).
   */
  public static boolean hasPending(Map<String, String> stages) {
    var pending = stages.get(PENDING);
    return pending != null && !pending.equals(stages.get(CURRENT));
  }

  @Override
  public String toString() {
    var text = new StringBuilder(described.arn());
    versions.stream().limit(PRINTED).forEach(version -> text.append(line(version)));
    if (versions.size() > PRINTED) {
      text.append("\n  and ").append(versions.size() - PRINTED).append(" older versions");
    }
    if (versions.isEmpty()) {
      text.append("\n  no version");
    }
    if (described.rotationEnabled() != null) {
      text.append("\n  rotation ").append(described.rotationEnabled() ? "enabled" : "disabled");
      text.append(", last rotated ");
      text.append(described.lastRotatedDate() == null ? "never" : described.lastRotatedDate());
    }
    if (described.primaryRegion() != null) {
      text.append("\n  primary Region ").append(described.primaryRegion());
    }
    if (described.replicationStatus() != null) {
      text.append("\n  replicas ").append(replicas());
    }
    if (described.deletedDate() != null) {
      text.append("\n  scheduled for deletion at ").append(described.deletedDate());
    }
    return text.toString();
  }

  private static String line(ListSecretVersionIds.Entry version) {
    var stages = version.versionStages();
    return "\n  %s  %s"
        .formatted(
            version.versionId(),
            stages == null
                ? "(no label)"
                : stages.stream().sorted().collect(Collectors.joining(", ")));
  }

  private String replicas() {
    var statuses = described.replicationStatus();
    return statuses == null
        ? ""
        : statuses.stream()
            .map(
                replica ->
                    replica.region()
                        + " "
                        + replica.status()
                        + (replica.statusMessage() == null ? "" : ": " + replica.statusMessage()))
            .collect(Collectors.joining(", "));
  }
}
