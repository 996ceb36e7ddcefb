package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.internal.service.secretsmanager.Tagging;
import dev.strongroom.seed.SecretSeed;
import java.util.List;
import java.util.Objects;

/** The calls by which a secret follows its seed. */
record SecretReseeding(SecretSeeding secrets) {

  void put(SecretSeed secret) {
    secrets.put(secret);
  }

  void change(SecretSeed before, SecretSeed after, Caller owner) {
    if (!canBeUpdated(before, after)) {
      remove(before, owner);
      secrets.put(after);
      return;
    }
    if (before.recoveryWindow() != null) {
      call(owner, new RestoreSecret(after.name()));
    }
    update(before, after, owner);
    tag(before, after, owner);
    replicate(before, after, owner);
    rotate(before, after, owner);
    limit(before, after, owner);
    if (after.recoveryWindow() != null) {
      call(
          owner,
          DeleteSecret.of(after.name())
              .withRecoveryWindowInDays(Long.valueOf(after.recoveryWindow())));
    }
  }

  /** Whether calls lead from one to the other; else it is made anew. */
  private static boolean canBeUpdated(SecretSeed before, SecretSeed after) {
    return Objects.equals(before.arnSuffix(), after.arnSuffix())
        && before.owningService() == null
        && after.owningService() == null
        && before.versions().size() <= 1
        && after.versions().size() == before.versions().size()
        && after.versions().stream().allMatch(version -> version.id() == null);
  }

  /** A new value becomes the current one, and the one before it the previous one. */
  private void update(SecretSeed before, SecretSeed after, Caller owner) {
    boolean isNewValue = !before.versions().equals(after.versions());
    boolean isNewKey = !Objects.equals(before.kmsKey(), after.kmsKey());
    if (!isNewValue && !isNewKey && Objects.equals(before.description(), after.description())) {
      return;
    }
    var seeding = secrets.seeding();
    if (isNewKey && after.kmsKey() != null) {
      seeding.makeKeyOf(after.kmsKey(), owner);
    }
    var value = isNewValue ? seeding.drawn(after.versions().get(0).value(), owner) : null;
    var defaultKey = isNewKey ? "alias/aws/secretsmanager" : null;
    call(
        owner,
        UpdateSecret.of(after.name(), seeding.emulator.newClientRequestToken())
            .withDescription(after.description() == null ? "" : after.description())
            .withKmsKeyId(isNewKey && after.kmsKey() != null ? after.kmsKey() : defaultKey)
            .withSecretBinary(SecretSeeding.binary(value))
            .withSecretString(SecretSeeding.text(value)));
  }

  private void tag(SecretSeed before, SecretSeed after, Caller owner) {
    var gone =
        own(before).stream()
            .map(Tag::key)
            .filter(key -> own(after).stream().noneMatch(tag -> Objects.equals(key, tag.key())))
            .toList();
    if (!gone.isEmpty()) {
      call(owner, new UntagResource(after.name(), gone));
    }
    var put = own(after).stream().filter(tag -> !before.tags().contains(tag)).toList();
    if (!put.isEmpty()) {
      call(owner, new TagResource(after.name(), put));
    }
  }

  private static List<Tag> own(SecretSeed secret) {
    return secret.tags().stream().filter(tag -> !Tagging.isReserved(tag)).toList();
  }

  private void replicate(SecretSeed before, SecretSeed after, Caller owner) {
    var gone =
        before.replicas().stream()
            .filter(replica -> !after.replicas().contains(replica))
            .map(ReplicaRegion::region)
            .toList();
    if (!gone.isEmpty()) {
      call(owner, new RemoveRegionsFromReplication(after.name(), gone));
    }
    var more =
        after.replicas().stream().filter(replica -> !before.replicas().contains(replica)).toList();
    if (!more.isEmpty()) {
      call(owner, ReplicateSecretToRegions.of(after.name(), more));
    }
  }

  private void rotate(SecretSeed before, SecretSeed after, Caller owner) {
    if (Objects.equals(before.rotation(), after.rotation())) {
      return;
    }
    if (after.rotation() == null) {
      call(owner, new CancelRotateSecret(after.name()));
    } else {
      secrets.rotate(after.name(), after.rotation(), owner);
    }
  }

  private void limit(SecretSeed before, SecretSeed after, Caller owner) {
    if (Objects.equals(before.resourcePolicy(), after.resourcePolicy())) {
      return;
    }
    if (after.resourcePolicy() == null) {
      call(owner, new DeleteResourcePolicy(after.name()));
    } else {
      call(
          owner,
          new PutResourcePolicy(after.name(), after.resourcePolicy(), after.blockPublicPolicy()));
    }
  }

  void remove(SecretSeed secret, Caller owner) {
    var regions = secret.replicas().stream().map(ReplicaRegion::region).toList();
    if (!regions.isEmpty()) {
      call(owner, new RemoveRegionsFromReplication(secret.name(), regions));
    }
    call(owner, DeleteSecret.of(secret.name()).withForceDeleteWithoutRecovery(true));
  }

  private <Q extends Request<R>, R extends Record> void call(Caller owner, Q request) {
    secrets.seeding().call(owner, request);
  }
}
