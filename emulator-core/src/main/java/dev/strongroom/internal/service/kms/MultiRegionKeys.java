package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ALREADY_EXISTS;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.Caller;
import dev.strongroom.api.kms.ReplicateKey;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.UpdatePrimaryRegion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** ReplicateKey and UpdatePrimaryRegion (KR-19). */
public final class MultiRegionKeys {

  private MultiRegionKeys() {}

  /** Refuses a key that has no replicas of its own (KMS-12). */
  static MultiRegion requirePrimary(Key key) {
    if (key.multiRegion() == null || key.isReplica()) {
      throw UNSUPPORTED_OPERATION.error(key.arn() + " is not a multi-region primary key.");
    }
    return key.multiRegion();
  }

  /**
   * Makes a replica with the primary's ID and material; imported material must be imported into the
   * replica as well.
   */
  public static Change<ReplicateKey.Result> replicateKey(
      Key key, ReplicateKey request, KmsContext context) {
    var set = requirePrimary(key.requireEnabled());
    var region = request.replicaRegion();
    requireFree(key, set, region);
    var policy = request.policy() == null ? null : KeyPolicies.requireFitting(request.policy());
    var tags = KeyTags.requireValid(request.tags() == null ? List.of() : request.tags());
    var facts = key.facts();
    var arn = key.arn().in(region);
    var replica =
        Key.create(
            new Key.Facts(
                arn,
                context.now(),
                facts.spec(),
                facts.usage(),
                facts.origin(),
                false,
                key.isExternal()
                    ? Material.secret(KeySpec.SYMMETRIC_DEFAULT, context.ids())
                    : null),
            request.description() == null ? "" : request.description(),
            key.isExternal() ? null : key.material(),
            policy == null ? KeyPolicies.byDefault(arn) : KeyPolicy.parse(policy),
            tags);
    var primary = key.with(draft -> draft.multiRegion = set.with(region, Instant.MAX));
    var created = RelatedKeys.shared(primary, replica);
    var all = new ArrayList<>(RelatedKeys.spread(primary, context));
    all.add(created);
    return new Change<>(all, result(created));
  }

  /** As AWS answers: the state Creating ends a moment later. */
  private static ReplicateKey.Result result(Key replica) {
    var tags =
        replica.tags().entrySet().stream()
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList();
    var creating =
        replica.with(
            draft -> {
              draft.state = KeyState.CREATING;
              draft.materials = List.of();
            });
    return new ReplicateKey.Result(
        Keys.metadata(creating), replica.policy().text(), tags.isEmpty() ? null : tags);
  }

  private static void requireFree(Key key, MultiRegion set, String region) {
    var arn = key.arn();
    if (!Caller.administrator(arn.accountId(), region).partition().equals(arn.partition())) {
      throw VALIDATION.error(
          "Replica Region " + region + " is not in partition " + arn.partition());
    }
    if (region.equals(set.primary()) || set.replicas().containsKey(region)) {
      throw ALREADY_EXISTS.error(
          "Unable to replicate key %s to region %s, as the key already exists there"
              .formatted(arn.keyId(), region));
    }
  }

  /** Exchanges the roles of the primary key and of one replica; both must be enabled. */
  public static Change<UpdatePrimaryRegion.Result> updatePrimaryRegion(
      Key key, UpdatePrimaryRegion request, KmsContext context) {
    var set = requirePrimary(key.requireEnabled());
    var region = request.primaryRegion();
    var result = new UpdatePrimaryRegion.Result();
    if (region.equals(set.primary())) {
      return new Change<>(key, result);
    }
    var replica = RelatedKeys.find(key, region, context);
    if (replica == null) {
      throw NOT_FOUND.error("Key '" + key.arn().in(region) + "' does not exist");
    }
    var next = Objects.requireNonNull(replica.requireEnabled().multiRegion()).withPrimary(region);
    var primary = replica.with(draft -> draft.multiRegion = next);
    var all = new ArrayList<>(RelatedKeys.spread(primary, context));
    return new Change<>(all, result);
  }
}
