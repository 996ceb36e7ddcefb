package dev.strongroom.internal.engine;

import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.service.secretsmanager.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of a request (POL-14). A key is there only if the request carries the
 * parameter, so a VersionStage that is implied is none (POL-15).
 */
final class ConditionKeys {

  private static final String SERVICE = "secretsmanager:";

  private ConditionKeys() {}

  static RequestContext of(
      Request<?> request, @Nullable Secret secret, Caller caller, Instant now) {
    var keys = global(caller, now);
    if (secret != null) {
      ofSecret(secret, keys);
    }
    ofRequest(request, keys);
    return keys.build();
  }

  /** The keys that every request carries, and those that came with the caller. */
  static RequestContext.Builder global(Caller caller, Instant now) {
    var keys = RequestContext.builder();
    if (caller.values(Caller.SOURCE_VPCE).isEmpty()) {
      keys.with("aws:SourceIp", "127.0.0.1");
    }
    keys.with("aws:RequestedRegion", caller.region())
        .with("aws:SecureTransport", true)
        .with("aws:ViaAWSService", false)
        .with("aws:CurrentTime", instant(now))
        .with("aws:EpochTime", String.valueOf(now.getEpochSecond()));
    caller.context().forEach(keys::with);
    return keys;
  }

  static String instant(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void ofSecret(Secret secret, RequestContext.Builder keys) {
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

  private static void ofRequest(Request<?> request, RequestContext.Builder keys) {
    if (request instanceof CreateSecret create) {
      keys.with(SERVICE + "Name", create.name())
          .with(SERVICE + "Description", create.description());
      kmsKey(create.kmsKeyId(), keys);
      keys.with(SERVICE + "Type", create.type());
      replicas(create.addReplicaRegions(), create.forceOverwriteReplicaSecret(), keys);
      if (create.tags() != null) {
        requestTags(create.tags(), keys);
      }
    } else if (request instanceof UpdateSecret update) {
      keys.with(SERVICE + "Description", update.description());
      kmsKey(update.kmsKeyId(), keys);
      keys.with(SERVICE + "Type", update.type());
    } else if (request instanceof DeleteSecret delete) {
      keys.with(SERVICE + "ForceDeleteWithoutRecovery", text(delete.forceDeleteWithoutRecovery()))
          .with(SERVICE + "RecoveryWindowInDays", text(delete.recoveryWindowInDays()));
    } else if (request instanceof GetSecretValue get) {
      keys.with(SERVICE + "VersionId", get.versionId())
          .with(SERVICE + "VersionStage", get.versionStage());
    } else if (request instanceof PutResourcePolicy put) {
      keys.with(SERVICE + "BlockPublicPolicy", text(put.blockPublicPolicy()));
    } else if (request instanceof RotateSecret rotate) {
      keys.with(SERVICE + "RotationLambdaARN", rotate.rotationLambdaARN())
          .with(SERVICE + "RotateImmediately", text(rotate.rotateImmediately()))
          .with(SERVICE + "ExternalSecretRotationRoleArn", rotate.externalSecretRotationRoleArn())
          .with(SERVICE + "ModifyRotationRules", rotate.rotationRules() == null ? null : "true");
    } else if (request instanceof UpdateSecretVersionStage update) {
      keys.with(SERVICE + "VersionStage", update.versionStage());
    } else if (request instanceof ReplicateSecretToRegions replicate) {
      replicas(replicate.addReplicaRegions(), replicate.forceOverwriteReplicaSecret(), keys);
    } else if (request instanceof TagResource tag) {
      requestTags(tag.tags(), keys);
    } else if (request instanceof UntagResource untag) {
      keys.with("aws:TagKeys", untag.tagKeys());
    }
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
