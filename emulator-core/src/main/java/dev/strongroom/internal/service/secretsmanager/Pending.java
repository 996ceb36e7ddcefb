package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.SecretValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The version that a rotation makes, from its placeholder to the current version. */
public final class Pending {

  private Pending() {}

  /** Returns the ID of the AWSPENDING version, unless it is the current one (ROT-11, ROT-12). */
  public static @Nullable String unfinished(Secret secret) {
    var labels = secret.versions().labels();
    var pending = labels.get(Versions.PENDING);
    return pending == null || pending.equals(labels.get(Versions.CURRENT)) ? null : pending;
  }

  /** Returns whether a version of that ID exists. */
  public static boolean exists(Secret secret, String versionId) {
    return secret.versions().find(versionId) != null;
  }

  /** Returns whether that version is the current one. */
  public static boolean isCurrent(Secret secret, String versionId) {
    return versionId.equals(secret.versions().labels().get(Versions.CURRENT));
  }

  /** Returns the secret with an empty version labelled AWSPENDING (ROT-14). */
  public static Secret placeholder(Secret secret, String versionId, Context context) {
    return secret.with(secret.versions().placeholder(versionId, context));
  }

  /** Returns the secret with a copy of the current value in a version (ROT-15). */
  public static Secret filledWithCurrent(Secret secret, String versionId, KeyService keys) {
    return filled(secret, versionId, value(secret, Versions.CURRENT, keys), keys);
  }

  /** Returns the secret with another value in one of its versions. */
  public static Secret filled(
      Secret secret, String versionId, @Nullable SecretValue value, KeyService keys) {
    if (value == null) {
      throw Reading.noSuchVersion(versionId);
    }
    var stored = keys.seal(secret.arn(), secret.kmsKeyId(), versionId, value);
    return secret.with(secret.versions().filled(versionId, stored));
  }

  /** Returns the secret without a version that existed only to be tested (ROT-15). */
  public static Secret dropped(Secret secret, String versionId) {
    return secret.with(secret.versions().dropped(versionId));
  }

  /** Returns the secret without the label AWSPENDING. */
  public static Secret unlabelled(Secret secret) {
    return secret.with(secret.versions().detach(Versions.PENDING));
  }

  /** Returns version IDs and their labels, as callers see them, of version IDs by label. */
  public static Map<String, List<String>> idsToLabels(Map<String, String> labels) {
    return Versions.idsToLabels(labels);
  }

  /** Returns the value of the version with a label; null if there is none. */
  public static @Nullable SecretValue value(Secret secret, String label, KeyService keys) {
    var version = secret.versions().labelled(label);
    return version == null || version.value() == null
        ? null
        : keys.open(secret.arn(), version.id(), version.value());
  }

  /** Returns the value of a version; null if there is none. */
  public static @Nullable SecretValue valueOf(Secret secret, String versionId, KeyService keys) {
    var version = secret.versions().find(versionId);
    return version == null || version.value() == null
        ? null
        : keys.open(secret.arn(), versionId, version.value());
  }

  /** Returns when the current version was created, or the secret if it has no version. */
  public static Instant currentSince(Secret secret) {
    var version = secret.versions().labelled(Versions.CURRENT);
    return version == null ? secret.created() : Objects.requireNonNull(version).created();
  }
}
