package dev.strongroom.model;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.model.ReferenceModel.ANY_TEXT;
import static dev.strongroom.model.ReferenceState.checked;
import static dev.strongroom.model.ReferenceState.unmarked;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Versions and their labels, as the reference model adds, moves and prunes them. */
final class ReferenceVersions {

  static final String CURRENT = "AWSCURRENT";
  static final String PENDING = "AWSPENDING";
  static final String PREVIOUS = "AWSPREVIOUS";
  private final ReferenceState state;
  private int versionsMade;

  ReferenceVersions(ReferenceState state) {
    this.state = state;
  }

  void addVersion(ReferenceSecret secret, String token, SecretValue value, List<String> labels) {
    var version = new ReferenceVersion();
    version.id = token;
    version.number = versionsMade++;
    version.value = value;
    version.created = state.now;
    version.keys.add(state.key(secret));
    boolean first = secret.versions.isEmpty();
    secret.versions.add(version);
    secret.pruned.remove(token);
    for (var label : labels) {
      if (!label.equals(CURRENT)) {
        secret.attach(label, version);
      }
    }
    if (first || labels.contains(CURRENT)) { // LBL-2, LBL-5
      var losing = secret.holder(CURRENT);
      moveCurrent(secret, version);
      if (losing != null) {
        losing.labels.remove(PENDING); // LBL-7; the others stay (LBL-8)
      }
    }
    requireLabelQuota(secret);
    prune(secret);
  }

  private static void moveCurrent(ReferenceSecret secret, ReferenceVersion to) { // LBL-3, LBL-12
    var losing = secret.holder(CURRENT);
    secret.attach(CURRENT, to);
    if (losing != null && losing != to) {
      secret.attach(PREVIOUS, losing);
    }
  }

  private void prune(ReferenceSecret secret) { // VER-3, VER-6
    while (secret.versions.size() > 100) {
      ReferenceVersion oldest = null;
      for (var version : secret.versions) {
        boolean young = version.created.isAfter(state.now.minus(Duration.ofHours(24)));
        if (oldest == null && !young && version.labels.isEmpty()) {
          oldest = version;
        }
      }
      if (oldest == null) {
        return;
      }
      secret.versions.remove(oldest);
      secret.pruned.add(oldest.id);
    }
  }

  UpdateSecretVersionStage.Result stage(UpdateSecretVersionStage request) {
    var label = request.versionStage();
    var from = request.removeFromVersionId();
    var to = request.moveToVersionId();
    checked(request.secretId());
    if (from == null && to == null) { // USVS-9
      throw INVALID_PARAMETER.error(ANY_TEXT);
    }
    var secret = unmarked(state.find(request.secretId())); // MD-4
    for (var id : Arrays.asList(to, from)) { // USVS-10
      if (id != null && secret.version(id) == null) {
        throw noSuchVersion(id);
      }
    }
    if (to == null && label.equals(CURRENT)) { // USVS-6
      throw INVALID_PARAMETER.error(
          "You can only move staging label AWSCURRENT to a different secret version. "
              + "It can't be completely removed.");
    }
    var holder = secret.holder(label);
    if (from == null && holder != null && !holder.id.equals(to)) { // USVS-3
      throw INVALID_PARAMETER.error(
          "The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached to version %s, so you must explicitly reference that version in RemoveFromVersionId."
              .formatted(label, holder.id));
    }
    if (from != null && (holder == null || !holder.id.equals(from))) {
      if (to == null) { // USVS-7
        throw INVALID_PARAMETER.error(ANY_TEXT);
      }
      throw INVALID_PARAMETER.error( // USVS-4
          "When you move staging label %s, if you specify RemoveFromVersionId, it must be set to the version that currently has the staging label %s."
              .formatted(label, label));
    }
    if (to == null) { // USVS-5
      holder.labels.remove(label);
      secret.changed = state.now;
    } else if (holder == null || !holder.id.equals(to)) { // USVS-8: else nothing changes
      if (label.equals(CURRENT)) {
        moveCurrent(secret, secret.version(to)); // USVS-2, LBL-6, LBL-9
      } else {
        secret.attach(label, secret.version(to)); // USVS-1
      }
      requireLabelQuota(secret);
      secret.changed = state.now;
    }
    return new UpdateSecretVersionStage.Result(secret.arn, secret.name);
  }

  private static void requireLabelQuota(ReferenceSecret secret) { // LBL-11
    int labels = 0;
    for (var version : secret.versions) {
      labels += version.labels.size();
    }
    if (labels > 20) {
      throw LIMIT_EXCEEDED.error(ANY_TEXT);
    }
  }

  static void requireSameValue(
      ReferenceSecret secret, ReferenceVersion version, SecretValue value) {
    if (!version.value.equals(value)) { // IDEM-6
      throw RESOURCE_EXISTS.error(
          "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
              .formatted(version.id, secret.arn));
    }
  }

  static ServiceError noSuchVersion(String id) {
    return RESOURCE_NOT_FOUND.error(
        "Secrets Manager can't find the specified secret value for VersionId: " + id);
  }
}
