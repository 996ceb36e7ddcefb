package dev.strongroom.internal.service.secretsmanager;

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
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.OperationRows;
import dev.strongroom.internal.engine.Paging;
import dev.strongroom.internal.engine.QuotaGroup;
import dev.strongroom.internal.iam.RequestContext;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of Secrets Manager's operations. */
final class SecretOperations {

  private static final QuotaGroup POLICIES = new QuotaGroup("resource policies", 50); // QUO-1
  private static final QuotaGroup WRITES = new QuotaGroup("writes", 50);
  private static final QuotaGroup ROTATION = new QuotaGroup("rotation", 50);
  private static final QuotaGroup TAGS = new QuotaGroup("tags", 50);

  private static final List<String> NAMES =
      List.of(
          "BatchGetSecretValue",
          "CancelRotateSecret",
          "CreateSecret",
          "DeleteResourcePolicy",
          "DeleteSecret",
          "DescribeSecret",
          "GetRandomPassword",
          "GetResourcePolicy",
          "GetSecretValue",
          "ListSecrets",
          "ListSecretVersionIds",
          "PutResourcePolicy",
          "PutSecretValue",
          "RemoveRegionsFromReplication",
          "ReplicateSecretToRegions",
          "RestoreSecret",
          "RotateSecret",
          "StopReplicationToReplica",
          "TagResource",
          "UntagResource",
          "UpdateSecret",
          "UpdateSecretVersionStage",
          "ValidateResourcePolicy");

  static final OperationRows TABLE = new OperationRows(NAMES, SecretOperations::row);

  private SecretOperations() {}

  private static Operation<?, ?, ?> row(String name) {
    return switch (name) {
      case "BatchGetSecretValue" -> batchGetSecretValue();
      case "CancelRotateSecret" ->
          write(
                  CancelRotateSecret.class,
                  CancelRotateSecret::secretId,
                  Rotating::cancelRotateSecret)
              .quota(ROTATION);
      case "CreateSecret" -> createSecret();
      case "DeleteResourcePolicy" ->
          write(
                  DeleteResourcePolicy.class,
                  DeleteResourcePolicy::secretId,
                  ResourcePolicies::deleteResourcePolicy)
              .quota(POLICIES);
      case "DeleteSecret" -> deleteSecret();
      case "DescribeSecret" ->
          read(DescribeSecret.class, DescribeSecret::secretId, Describing::describeSecret)
              .quota(alone("DescribeSecret", 40_000))
              .staleReadable();
      case "GetRandomPassword" ->
          inRegion(GetRandomPassword.class, Passwords::getRandomPassword)
              .quota(alone("GetRandomPassword", 50));
      case "GetResourcePolicy" ->
          read(
                  GetResourcePolicy.class,
                  GetResourcePolicy::secretId,
                  ResourcePolicies::getResourcePolicy)
              .quota(POLICIES);
      case "GetSecretValue" ->
          read(GetSecretValue.class, GetSecretValue::secretId, Reading::getSecretValue)
              .conditionKeys(SecretConditionKeys::of)
              .quota(alone("GetSecretValue", 10_000))
              .staleReadable();
      case "ListSecrets" ->
          inRegion(ListSecrets.class, Listing::listSecrets)
              .checking(Listing::check)
              .quota(alone("ListSecrets", 100))
              .paged(Paging.of(ListSecrets.class, "maxResults", "nextToken", Listing.PAGE))
              .staleReadable();
      case "ListSecretVersionIds" ->
          read(
                  ListSecretVersionIds.class,
                  ListSecretVersionIds::secretId,
                  Describing::listSecretVersionIds)
              .quota(alone("ListSecretVersionIds", 50))
              .paged(Paging.of(ListSecretVersionIds.class, "maxResults", "nextToken", Listing.PAGE))
              .staleReadable();
      case "PutResourcePolicy" ->
          write(
                  PutResourcePolicy.class,
                  PutResourcePolicy::secretId,
                  ResourcePolicies::putResourcePolicy)
              .conditionKeys(SecretConditionKeys::of)
              .quota(POLICIES);
      case "PutSecretValue" ->
          checked(
                  write(PutSecretValue.class, PutSecretValue::secretId, Values::putSecretValue),
                  PutSecretValue::secretId,
                  Values::check)
              .quota(WRITES);
      case "RemoveRegionsFromReplication" ->
          write(
                  RemoveRegionsFromReplication.class,
                  RemoveRegionsFromReplication::secretId,
                  Replicating::removeRegionsFromReplication)
              .quota(WRITES);
      case "ReplicateSecretToRegions" ->
          checked(
                  write(
                      ReplicateSecretToRegions.class,
                      ReplicateSecretToRegions::secretId,
                      Replicating::replicateSecretToRegions),
                  ReplicateSecretToRegions::secretId,
                  Replicating::check)
              .conditionKeys(SecretConditionKeys::of)
              .quota(WRITES);
      case "RestoreSecret" ->
          write(RestoreSecret.class, RestoreSecret::secretId, Deletion::restoreSecret)
              .quota(alone("RestoreSecret", 50));
      case "RotateSecret" -> rotateSecret();
      case "StopReplicationToReplica" ->
          write(
                  StopReplicationToReplica.class,
                  StopReplicationToReplica::secretId,
                  Replicating::stopReplicationToReplica)
              .quota(WRITES);
      case "TagResource" ->
          tagging(
              TagResource.class,
              TagResource::secretId,
              Tagging::tagResource,
              Tagging::check,
              SecretConditionKeys::of);
      case "UntagResource" ->
          tagging(
              UntagResource.class,
              UntagResource::secretId,
              Tagging::untagResource,
              Tagging::check,
              SecretConditionKeys::of);
      case "UpdateSecret" ->
          checked(
                  write(UpdateSecret.class, UpdateSecret::secretId, Values::updateSecret),
                  UpdateSecret::secretId,
                  Values::check)
              .conditionKeys(SecretConditionKeys::of)
              .quota(WRITES);
      case "UpdateSecretVersionStage" ->
          checked(
                  write(
                      UpdateSecretVersionStage.class,
                      UpdateSecretVersionStage::secretId,
                      Staging::updateSecretVersionStage),
                  UpdateSecretVersionStage::secretId,
                  Staging::check)
              .conditionKeys(SecretConditionKeys::of)
              .quota(WRITES);
      case "ValidateResourcePolicy" -> validateResourcePolicy();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Operation<BatchGetSecretValue, BatchGetSecretValue.Result, SecretTarget>
      batchGetSecretValue() {
    var lookup =
        SecretLookup.<BatchGetSecretValue>inRegion(
            request -> Objects.requireNonNullElse(request.secretIdList(), List.of()));
    return Operation.<BatchGetSecretValue, BatchGetSecretValue.Result, SecretTarget>read(
            BatchGetSecretValue.class,
            lookup,
            (target, request, call) ->
                Reading.batchGetSecretValue(
                    target.secrets(),
                    request,
                    SecretHandlers.context(call),
                    get -> call.takesEffect() ? call.attempt(get) : call.demand(get).count()))
        .checking(Reading::check)
        .alsoNeeding(
            request -> request.filters() == null ? List.of() : List.of("ListSecrets")) // POL-13
        .quota(alone("BatchGetSecretValue", 100))
        .paged(
            Paging.<BatchGetSecretValue, BatchGetSecretValue.Result>of(
                    BatchGetSecretValue.class, "maxResults", "nextToken", Reading.BATCH_PAGE)
                .when(request -> request.filters() != null))
        .staleReadable();
  }

  private static Operation<CreateSecret, CreateSecret.Result, SecretTarget> createSecret() {
    var lookup = SecretLookup.creating(CreateSecret::name);
    return Operation.write(
            CreateSecret.class,
            lookup,
            (SecretTarget target, CreateSecret request, Call call) ->
                SecretHandlers.create(lookup, target, request, call))
        .checking(Creation::check)
        .alsoNeeding(
            request -> // POL-13
            Stream.of(
                        request.tags() == null ? "" : "TagResource",
                        request.addReplicaRegions() == null ? "" : "ReplicateSecretToRegions")
                    .filter(name -> !name.isEmpty())
                    .toList())
        .conditionKeys(SecretConditionKeys::of)
        .creating(CreateSecret.Result::arn)
        .quota(alone("CreateSecret", 50));
  }

  /** The only operation that may succeed without a secret (DEL-6). */
  private static Operation<DeleteSecret, DeleteSecret.Result, SecretTarget> deleteSecret() {
    return checked(
            Operation.write(
                DeleteSecret.class,
                SecretLookup.of(DeleteSecret::secretId),
                (SecretTarget target, DeleteSecret request, Call call) ->
                    target.secret() == null && Deletion.isForced(request)
                        ? SecretHandlers.unchanged(
                            call,
                            Deletion.deleteAbsent(
                                Objects.requireNonNull(target.id()), SecretHandlers.context(call)))
                        : SecretHandlers.change(target, request, call, Deletion::deleteSecret)),
            DeleteSecret::secretId,
            Deletion::check)
        .conditionKeys(SecretConditionKeys::of)
        .quota(alone("DeleteSecret", 50));
  }

  private static Operation<RotateSecret, RotateSecret.Result, SecretTarget> rotateSecret() {
    return checked(
            Operation.write(
                RotateSecret.class,
                SecretLookup.of(RotateSecret::secretId),
                SecretHandlers::rotate),
            RotateSecret::secretId,
            Rotating::check)
        .conditionKeys(SecretConditionKeys::of)
        .quota(ROTATION);
  }

  /** The only operation that may name a secret or not. */
  private static Operation<ValidateResourcePolicy, ValidateResourcePolicy.Result, SecretTarget>
      validateResourcePolicy() {
    return Operation.<ValidateResourcePolicy, ValidateResourcePolicy.Result, SecretTarget>read(
            ValidateResourcePolicy.class,
            SecretLookup.of(ValidateResourcePolicy::secretId),
            (target, request, call) ->
                ResourcePolicies.validateResourcePolicy(
                    target.secrets(), request, SecretHandlers.context(call)))
        .checking(request -> parse(request.secretId()))
        .alsoNeeding(request -> List.of("PutResourcePolicy"))
        .quota(POLICIES);
  }

  private static <Q extends Request<R>, R extends Record> Operation<Q, R, SecretTarget> tagging(
      Class<Q> type,
      Function<Q, @Nullable String> secretId,
      SecretHandlers.SecretWrite<Q, R> write,
      Consumer<Q> check,
      BiConsumer<Q, RequestContext.Builder> conditionKeys) {
    var lookup = SecretLookup.of(secretId);
    return checked(
            Operation.write(
                type,
                lookup,
                (SecretTarget target, Q request, Call call) ->
                    SecretHandlers.retag(lookup, target, request, call, write, conditionKeys)),
            secretId,
            check)
        .conditionKeys(conditionKeys)
        .quota(TAGS);
  }

  private static <Q extends Request<R>, R extends Record> Operation<Q, R, SecretTarget> read(
      Class<Q> type, Function<Q, @Nullable String> secretId, SecretHandlers.SecretRead<Q, R> read) {
    Operation<Q, R, SecretTarget> operation =
        Operation.read(
            type,
            SecretLookup.of(secretId),
            (target, request, call) ->
                read.read(target.requirePresent(), request, SecretHandlers.context(call)));
    return operation.checking(request -> parse(secretId.apply(request)));
  }

  private static <Q extends Request<R>, R extends Record> Operation<Q, R, SecretTarget> write(
      Class<Q> type,
      Function<Q, @Nullable String> secretId,
      SecretHandlers.SecretWrite<Q, R> write) {
    Operation<Q, R, SecretTarget> operation =
        Operation.write(
            type,
            SecretLookup.of(secretId),
            (target, request, call) -> SecretHandlers.change(target, request, call, write));
    return operation.checking(request -> parse(secretId.apply(request)));
  }

  private static <Q extends Request<R>, R extends Record> Operation<Q, R, SecretTarget> inRegion(
      Class<Q> type, SecretHandlers.RegionRead<Q, R> read) {
    return Operation.read(
        type,
        SecretLookup.inRegion(request -> List.of()),
        (target, request, call) ->
            read.read(target.secrets(), request, SecretHandlers.context(call)));
  }

  /** An ID that no secret can have is refused before the operation's own rules (ORD-2, ORD-6). */
  private static <Q extends Request<R>, R extends Record> Operation<Q, R, SecretTarget> checked(
      Operation<Q, R, SecretTarget> operation,
      Function<Q, @Nullable String> secretId,
      Consumer<Q> check) {
    return operation.checking(
        request -> {
          parse(secretId.apply(request));
          check.accept(request);
        });
  }

  private static void parse(@Nullable String secretId) { // NAME-3
    if (secretId != null) {
      var unused = SecretId.parse(secretId);
    }
  }

  private static QuotaGroup alone(String operation, int perSecond) {
    return new QuotaGroup(operation, perSecond);
  }
}
