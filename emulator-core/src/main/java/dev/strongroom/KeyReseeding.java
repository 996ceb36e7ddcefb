package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.api.kms.UntagResource;
import dev.strongroom.api.kms.UpdateKeyDescription;
import dev.strongroom.seed.KeySeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls by which a key follows its seed. */
record KeyReseeding(Seeding seeding) {

  /** Returns the keys that have an ID or an alias, by their places and the first of these. */
  Map<String, KeySeed> byName(List<KeySeed> keys) {
    var byName = new LinkedHashMap<String, KeySeed>();
    for (var key : keys) {
      if (idOrAlias(key) != null) {
        byName.put(name(key), key);
      }
    }
    return byName;
  }

  String name(KeySeed key) {
    var owner = owner(key);
    return owner.accountId() + ":" + owner.region() + ":" + idOrAlias(key);
  }

  private static @Nullable String idOrAlias(KeySeed key) {
    return key.id() != null ? key.id() : key.aliases().isEmpty() ? null : key.aliases().get(0);
  }

  private Caller owner(KeySeed key) {
    return seeding.owner(key.account(), key.region());
  }

  boolean exists(KeySeed key) {
    var name = idOrAlias(key);
    if (name == null) {
      return false;
    }
    try {
      seeding.call(owner(key), new DescribeKey(name, null));
      return true;
    } catch (ServiceError absent) {
      return !absent.code().wireName().equals("NotFoundException");
    }
  }

  void change(KeySeed before, KeySeed after) {
    var owner = owner(after);
    var name = Objects.requireNonNull(idOrAlias(after));
    if (!Objects.equals(before.spec(), after.spec())
        || !Objects.equals(before.usage(), after.usage())) {
      throw new IllegalArgumentException(
          after
              .place()
              .of(
                  "Key '"
                      + after.name()
                      + "' can't get another spec or usage: give it a new alias"));
    }
    var id = seeding.call(owner, new DescribeKey(name, null)).keyMetadata().keyId();
    if (after.enabled() && !before.enabled()) {
      seeding.call(owner, new EnableKey(id)); // a disabled key can't be changed otherwise
    }
    describe(before, after, id, owner);
    for (var alias : before.aliases()) {
      if (!after.aliases().contains(alias)) {
        seeding.call(owner, new DeleteAlias(alias));
      }
    }
    for (var alias : after.aliases()) {
      if (!before.aliases().contains(alias)) {
        seeding.call(owner, new CreateAlias(alias, id));
      }
    }
    if (!after.enabled() && before.enabled()) {
      seeding.call(owner, new DisableKey(id));
    }
    if (after.policy() != null && !after.policy().equals(before.policy())) {
      seeding.call(owner, new PutKeyPolicy(id, "default", after.policy(), true));
    }
  }

  private void describe(KeySeed before, KeySeed after, String id, Caller owner) {
    if (!Objects.equals(before.description(), after.description())) {
      var text = after.description() == null ? "" : after.description();
      seeding.call(owner, new UpdateKeyDescription(id, text));
    }
    if (!Objects.equals(before.rotationPeriodInDays(), after.rotationPeriodInDays())) {
      if (after.rotationPeriodInDays() == null) {
        seeding.call(owner, new DisableKeyRotation(id));
      } else {
        seeding.call(owner, new EnableKeyRotation(id, after.rotationPeriodInDays()));
      }
    }
    var gone =
        before.tags().keySet().stream().filter(tag -> !after.tags().containsKey(tag)).toList();
    if (!gone.isEmpty()) {
      seeding.call(owner, new UntagResource(id, gone));
    }
    List<Tag> put =
        after.tags().entrySet().stream()
            .filter(tag -> !tag.getValue().equals(before.tags().get(tag.getKey())))
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList();
    if (!put.isEmpty()) {
      seeding.call(owner, new TagResource(id, put));
    }
  }

  void remove(KeySeed key) {
    if (exists(key)) {
      var name = Objects.requireNonNull(idOrAlias(key));
      var id = seeding.call(owner(key), new DescribeKey(name, null)).keyMetadata().keyId();
      key.aliases().forEach(alias -> seeding.call(owner(key), new DeleteAlias(alias)));
      seeding.call(owner(key), new ScheduleKeyDeletion(id, 7));
    }
  }
}
