package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;

import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.internal.service.secretsmanager.RegionSecrets.RegionChange;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operation CreateSecret. */
public final class Creation {

  private Creation() {}

  public static void check(CreateSecret request) {
    SecretId.requireValidName(request.name()); // CS-5
    Values.requireToken(request.clientRequestToken());
    Values.requireOneKind(request.secretString(), request.secretBinary()); // CS-2
    if (request.tags() != null) {
      Tagging.requireUserTags(request.tags());
    }
    if (request.addReplicaRegions() != null) {
      Replicating.requireRegions(request.addReplicaRegions());
    }
  }

  public static RegionChange<CreateSecret.Result> createSecret(
      RegionSecrets region, CreateSecret request, Context context) {
    var token = Values.requireToken(request.clientRequestToken());
    boolean hasValue = request.secretString() != null || request.secretBinary() != null;
    var existing = region.named(request.name());
    if (existing != null && !existing.isGone(context.now())) {
      requireReplay(existing, request, token, hasValue, context);
      return new RegionChange<>(region, result(existing, hasValue ? token : null)); // IDEM-3
    }
    int quota = context.lifecycle().secretQuota();
    if (region.size() >= quota) { // QUO-2
      throw LIMIT_EXCEEDED.error("You can't have more than " + quota + " secrets in a Region.");
    }
    var secret =
        new Secret(
            newArn(request.name(), context),
            region.nextSequence(),
            token,
            context.now(),
            context.now(),
            null,
            Values.emptyToNull(request.description()), // CS-3
            Values.keyOrDefault(request.kmsKeyId(), context.caller().accountId()),
            request.tags() == null ? null : Tagging.merged(null, request.tags()), // TAG-8
            null,
            Versions.NONE,
            null,
            null,
            Values.emptyToNull(request.type()), // ROT-44
            null,
            null);
    if (secret.kmsKeyId() != null) { // CS-6
      context.keys().validate(secret.arn(), secret.kmsKeyId());
    }
    if (hasValue) { // CS-1
      var value = Values.eitherOf(request.secretString(), request.secretBinary());
      secret = Values.put(secret, token, value, Set.of(Versions.CURRENT), context);
    }
    if (request.addReplicaRegions() != null) { // REP-1
      secret =
          Replication.to(
              request.addReplicaRegions(), request.forceOverwriteReplicaSecret(), secret, context);
    }
    return new RegionChange<CreateSecret.Result>(
        region.with(secret),
        after ->
            result(Objects.requireNonNull(after.named(request.name())), hasValue ? token : null));
  }

  private static void requireReplay(
      Secret existing, CreateSecret request, String token, boolean hasValue, Context context) {
    if (existing.deletion() != null) { // MD-1, ORD-3
      throw INVALID_REQUEST.error(
          "You can't create this secret because a secret with this name is already scheduled for deletion.");
    }
    var value = hasValue ? Values.eitherOf(request.secretString(), request.secretBinary()) : null;
    if (!Values.isReplay(existing, token, value, context) // IDEM-6
        && (hasValue || !existing.creationToken().equals(token))) { // IDEM-7
      throw RESOURCE_EXISTS.error(
          "The operation failed because the secret " + existing.name() + " already exists.");
    }
  }

  static SecretArn newArn(String name, Context context) { // ID-1, ID-2
    return arnOf(name, context.ids().arnSuffix(), context.caller());
  }

  /** Returns the ARN of a secret that the caller creates. */
  public static SecretArn arnOf(String name, String suffix, Caller caller) {
    return new SecretArn(caller.partition(), caller.region(), caller.accountId(), name, suffix);
  }

  private static CreateSecret.Result result(Secret secret, @Nullable String versionId) {
    return new CreateSecret.Result(
        secret.arn().toString(), secret.name(), versionId, Replication.statusOrNull(secret));
  }
}
