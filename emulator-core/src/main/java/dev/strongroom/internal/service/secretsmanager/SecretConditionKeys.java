package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.internal.iam.RequestContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of requests (POL-14). A key is present only if the request carries the
 * parameter, so a VersionStage that is implied is none (POL-15).
 */
final class SecretConditionKeys {

  private static final String SERVICE = "secretsmanager:";

  private SecretConditionKeys() {}

  static void ofSecret(Secret secret, RequestContext.Builder keys) {
    keys.with(SERVICE + "SecretId", secret.arn().toString())
        .with(
            SERVICE + "SecretPrimaryRegion",
            Objects.requireNonNullElse(secret.primaryRegion(), secret.arn().region()));
    keys.with(SERVICE + "resource/Type", secret.type());
    if (secret.rotation() != null) {
      keys.with(SERVICE + "resource/AllowRotationLambdaArn", secret.rotation().lambdaArn());
    }
    for (var tag : secret.tags() == null ? List.<Tag>of() : secret.tags()) {
      keys.with("aws:ResourceTag/" + tag.key(), tag.value())
          .with(SERVICE + "ResourceTag/" + tag.key(), tag.value());
    }
  }

  static void of(CreateSecret create, RequestContext.Builder keys) {
    keys.with(SERVICE + "Name", create.name()).with(SERVICE + "Description", create.description());
    kmsKey(create.kmsKeyId(), keys);
    keys.with(SERVICE + "Type", create.type());
    replicas(create.addReplicaRegions(), create.forceOverwriteReplicaSecret(), keys);
    if (create.tags() != null) {
      requestTags(create.tags(), keys);
    }
  }

  static void of(UpdateSecret update, RequestContext.Builder keys) {
    keys.with(SERVICE + "Description", update.description());
    kmsKey(update.kmsKeyId(), keys);
    keys.with(SERVICE + "Type", update.type());
  }

  static void of(DeleteSecret delete, RequestContext.Builder keys) {
    keys.with(SERVICE + "ForceDeleteWithoutRecovery", text(delete.forceDeleteWithoutRecovery()))
        .with(SERVICE + "RecoveryWindowInDays", text(delete.recoveryWindowInDays()));
  }

  static void of(GetSecretValue get, RequestContext.Builder keys) {
    keys.with(SERVICE + "VersionId", get.versionId())
        .with(SERVICE + "VersionStage", get.versionStage());
  }

  static void of(PutResourcePolicy put, RequestContext.Builder keys) {
    keys.with(SERVICE + "BlockPublicPolicy", text(put.blockPublicPolicy()));
  }

  static void of(RotateSecret rotate, RequestContext.Builder keys) {
    keys.with(SERVICE + "RotationLambdaARN", rotate.rotationLambdaARN())
        .with(SERVICE + "RotateImmediately", text(rotate.rotateImmediately()))
        .with(SERVICE + "ExternalSecretRotationRoleArn", rotate.externalSecretRotationRoleArn())
        .with(SERVICE + "ModifyRotationRules", rotate.rotationRules() == null ? null : "true");
  }

  static void of(UpdateSecretVersionStage update, RequestContext.Builder keys) {
    keys.with(SERVICE + "VersionStage", update.versionStage());
  }

  static void of(ReplicateSecretToRegions replicate, RequestContext.Builder keys) {
    replicas(replicate.addReplicaRegions(), replicate.forceOverwriteReplicaSecret(), keys);
  }

  static void of(TagResource tag, RequestContext.Builder keys) {
    requestTags(tag.tags(), keys);
  }

  static void of(UntagResource untag, RequestContext.Builder keys) {
    keys.with("aws:TagKeys", untag.tagKeys());
  }

  private static void kmsKey(@Nullable String keyId, RequestContext.Builder keys) {
    keys.with(SERVICE + "KmsKeyId", keyId);
    if (keyId != null && keyId.startsWith("arn:")) {
      keys.with(SERVICE + "KmsKeyArn", keyId);
    }
  }

  private static void replicas(
      @Nullable List<ReplicaRegion> regions,
      @Nullable Boolean overwrites,
      RequestContext.Builder keys) {
    if (regions != null) {
      keys.with(
          SERVICE + "AddReplicaRegions", regions.stream().map(ReplicaRegion::region).toList());
    }
    keys.with(SERVICE + "ForceOverwriteReplicaSecret", text(overwrites));
  }

  private static void requestTags(List<Tag> tags, RequestContext.Builder keys) {
    tags.forEach(tag -> keys.with("aws:RequestTag/" + tag.key(), tag.value()));
    keys.with("aws:TagKeys", tags.stream().map(tag -> Objects.toString(tag.key(), "")).toList());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
