package dev.strongroom.internal.engine;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.internal.engine.Operation.RegionRead;
import dev.strongroom.internal.engine.Operation.RegionWrite;
import dev.strongroom.internal.engine.Operation.SecretRead;
import dev.strongroom.internal.engine.Operation.SecretWrite;
import dev.strongroom.internal.service.secretsmanager.Change;
import dev.strongroom.internal.service.secretsmanager.Context;
import dev.strongroom.internal.service.secretsmanager.Creation;
import dev.strongroom.internal.service.secretsmanager.Deletion;
import dev.strongroom.internal.service.secretsmanager.Describing;
import dev.strongroom.internal.service.secretsmanager.Listing;
import dev.strongroom.internal.service.secretsmanager.Passwords;
import dev.strongroom.internal.service.secretsmanager.Reading;
import dev.strongroom.internal.service.secretsmanager.Replicating;
import dev.strongroom.internal.service.secretsmanager.ResourcePolicies;
import dev.strongroom.internal.service.secretsmanager.Rotating;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretId;
import dev.strongroom.internal.service.secretsmanager.Staging;
import dev.strongroom.internal.service.secretsmanager.Tagging;
import dev.strongroom.internal.service.secretsmanager.Values;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of all operations that are emulated. */
public final class Operations {

  private static final List<Operation<?, ?>> TABLE =
      List.of(
          region(BatchGetSecretValue.class, Reading::check, Reading::batchGetSecretValue)
              .needing(request -> request.filters() == null ? List.of() : List.of("ListSecrets")),
          write(
              CancelRotateSecret.class,
              Operations::anything,
              CancelRotateSecret::secretId,
              Rotating::cancelRotateSecret),
          regionWrite(CreateSecret.class, Creation::check, Creation::createSecret)
              .needing(Operations::creating),
          write(
              DeleteResourcePolicy.class,
              Operations::anything,
              DeleteResourcePolicy::secretId,
              ResourcePolicies::deleteResourcePolicy),
          write(DeleteSecret.class, Deletion::check, DeleteSecret::secretId, new DeleteOrSucceed()),
          read(DescribeSecret.class, DescribeSecret::secretId, Describing::describeSecret),
          region(
              GetRandomPassword.class,
              Operations::anything,
              (region, request, context, get) ->
                  Passwords.getRandomPassword(region, request, context)),
          read(
              GetResourcePolicy.class,
              GetResourcePolicy::secretId,
              ResourcePolicies::getResourcePolicy),
          read(GetSecretValue.class, GetSecretValue::secretId, Reading::getSecretValue),
          region(
              ListSecrets.class,
              Listing::check,
              (region, request, context, get) -> Listing.listSecrets(region, request, context)),
          read(
              ListSecretVersionIds.class,
              ListSecretVersionIds::secretId,
              Describing::listSecretVersionIds),
          write(
              PutResourcePolicy.class,
              Operations::anything,
              PutResourcePolicy::secretId,
              ResourcePolicies::putResourcePolicy),
          write(
              PutSecretValue.class,
              Values::check,
              PutSecretValue::secretId,
              Values::putSecretValue),
          write(
              RemoveRegionsFromReplication.class,
              Operations::anything,
              RemoveRegionsFromReplication::secretId,
              Replicating::removeRegionsFromReplication),
          write(
              ReplicateSecretToRegions.class,
              Replicating::check,
              ReplicateSecretToRegions::secretId,
              Replicating::replicateSecretToRegions),
          write(
              RestoreSecret.class,
              Operations::anything,
              RestoreSecret::secretId,
              Deletion::restoreSecret),
          write(
              RotateSecret.class, Rotating::check, RotateSecret::secretId, Rotating::rotateSecret),
          write(
              StopReplicationToReplica.class,
              Operations::anything,
              StopReplicationToReplica::secretId,
              Replicating::stopReplicationToReplica),
          write(TagResource.class, Tagging::check, TagResource::secretId, Tagging::tagResource),
          write(
              UntagResource.class, Tagging::check, UntagResource::secretId, Tagging::untagResource),
          write(UpdateSecret.class, Values::check, UpdateSecret::secretId, Values::updateSecret),
          write(
              UpdateSecretVersionStage.class,
              Staging::check,
              UpdateSecretVersionStage::secretId,
              Staging::updateSecretVersionStage),
          validation());

  private static final Map<Class<?>, Operation<?, ?>> BY_TYPE =
      TABLE.stream().collect(Collectors.toUnmodifiableMap(Operation::type, Function.identity()));

  private Operations() {}

  /** The records that are requests of Secrets Manager. */
  public static Stream<Class<? extends Request<?>>> types() {
    return TABLE.stream().map(Operation::type);
  }

  static Stream<Operation<?, ?>> all() {
    return TABLE.stream();
  }

  static Operation<?, ?> row(Request<?> request) {
    var operation = BY_TYPE.get(request.getClass());
    if (operation == null) {
      throw new IllegalArgumentException(
          request.operation() + " is not an operation of this emulator");
    }
    return operation;
  }

  @SuppressWarnings("unchecked") // a row's types are those of its class
  static <Q extends Request<R>, R extends Record> Operation<Q, R> of(Q request) {
    return (Operation<Q, R>) row(request);
  }

  /** The only operation that may succeed without a secret (DEL-6). */
  private static final class DeleteOrSucceed
      implements SecretWrite<DeleteSecret, DeleteSecret.Result> {
    @Override
    public Change<DeleteSecret.Result> write(Secret secret, DeleteSecret request, Context context) {
      return Deletion.deleteSecret(secret, request, context);
    }

    @Override
    public DeleteSecret.@Nullable Result absent(
        SecretId id, DeleteSecret request, Context context) {
      return Deletion.isForced(request) ? Deletion.deleteAbsent(id, context) : null;
    }
  }

  private static <Q extends Request<R>, R extends Record> Operation<Q, R> read(
      Class<Q> type, Function<Q, String> secretId, SecretRead<Q, R> handler) {
    return new Operation<>(type, Operations::anything, secretId, Operations::nothingElse, handler);
  }

  private static <Q extends Request<R>, R extends Record> Operation<Q, R> write(
      Class<Q> type, Consumer<Q> check, Function<Q, String> secretId, SecretWrite<Q, R> handler) {
    return new Operation<>(type, check, secretId, Operations::nothingElse, handler);
  }

  private static <Q extends Request<R>, R extends Record> Operation<Q, R> region(
      Class<Q> type, Consumer<Q> check, RegionRead<Q, R> handler) {
    return new Operation<>(type, check, null, Operations::nothingElse, handler);
  }

  private static <Q extends Request<R>, R extends Record> Operation<Q, R> regionWrite(
      Class<Q> type, Consumer<Q> check, RegionWrite<Q, R> handler) {
    return new Operation<>(type, check, null, Operations::nothingElse, handler);
  }

  /** The only operation that may name a secret or not. */
  private static Operation<ValidateResourcePolicy, ValidateResourcePolicy.Result> validation() {
    RegionRead<ValidateResourcePolicy, ValidateResourcePolicy.Result> handler =
        (region, request, context, get) ->
            ResourcePolicies.validateResourcePolicy(region, request, context);
    return new Operation<>(
        ValidateResourcePolicy.class,
        Operations::anything,
        ValidateResourcePolicy::secretId,
        request -> List.of("PutResourcePolicy"),
        handler);
  }

  private static List<String> creating(CreateSecret request) { // POL-13
    return Stream.of(
            request.tags() == null ? "" : "TagResource",
            request.addReplicaRegions() == null ? "" : "ReplicateSecretToRegions")
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static List<String> nothingElse(Object request) {
    return List.of();
  }

  /** The check of an operation without rules of its own. */
  private static void anything(Object request) {}
}
