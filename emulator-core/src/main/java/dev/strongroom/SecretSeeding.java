package dev.strongroom;

import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.internal.service.secretsmanager.Rotating;
import dev.strongroom.internal.service.secretsmanager.Tagging;
import dev.strongroom.seed.SecretSeed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls by which a seed's secrets get into an emulator. */
record SecretSeeding(Seeding seeding) {

  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";

  void put(SecretSeed secret) {
    var owner = seeding.owner(secret.account(), secret.region());
    Seeding.placed(
        secret.place(),
        "Secret '" + secret.name() + "'",
        () -> {
          create(secret, owner);
          arrange(secret, owner);
        });
  }

  private void create(SecretSeed secret, Caller owner) {
    if (secret.kmsKey() != null) {
      seeding.makeKeyOf(secret.kmsKey(), owner);
    }
    var inTurn = currentInTurn(secret.versions());
    var ids = seeding.engine.ids();
    ids.chooseArnSuffix(secret.arnSuffix());
    var idsOfVersions = new ArrayList<String>();
    try {
      var first = inTurn.isEmpty() ? null : inTurn.get(0);
      var created = seeding.call(owner, request(secret, first, owner));
      idsOfVersions.add(String.valueOf(created.versionId()));
    } finally {
      ids.chooseArnSuffix(null);
    }
    for (var version : inTurn.subList(Math.min(1, inTurn.size()), inTurn.size())) {
      idsOfVersions.add(put(secret.name(), version, null, owner));
    }
    label(secret, inTurn, idsOfVersions, owner);
    for (var version : secret.versions()) {
      if (!inTurn.contains(version)) {
        put(secret.name(), version, version.labels(), owner);
      }
    }
  }

  /**
   * Those that are current one after the other, so that in the end AWSCURRENT and AWSPREVIOUS are
   * where they belong and the others have neither (LBL-5).
   */
  private static List<SecretSeed.Version> currentInTurn(List<SecretSeed.Version> versions) {
    var inTurn = new ArrayList<SecretSeed.Version>();
    versions.stream().filter(version -> version.labels().isEmpty()).forEach(inTurn::add);
    versions.stream()
        .filter(version -> version.has(PREVIOUS) && !version.has(CURRENT))
        .forEach(inTurn::add);
    versions.stream().filter(version -> version.has(CURRENT)).forEach(inTurn::add);
    return inTurn;
  }

  /** Puts on the labels of one's own, and takes AWSPREVIOUS away that nobody asked for. */
  private void label(
      SecretSeed secret, List<SecretSeed.Version> inTurn, List<String> ids, Caller owner) {
    for (int i = 0; i < inTurn.size(); i++) {
      for (var label : inTurn.get(i).labels()) {
        if (!label.equals(CURRENT) && !label.equals(PREVIOUS)) {
          move(secret.name(), label, null, ids.get(i), owner);
        }
      }
    }
    int last = inTurn.size() - 2;
    if (last >= 0 && !inTurn.get(last).has(PREVIOUS)) {
      move(secret.name(), PREVIOUS, ids.get(last), null, owner);
    }
  }

  private void move(
      String secret, String label, @Nullable String from, @Nullable String to, Caller owner) {
    seeding.call(
        owner,
        UpdateSecretVersionStage.of(secret, label)
            .withRemoveFromVersionId(from)
            .withMoveToVersionId(to));
  }

  private CreateSecret request(
      SecretSeed secret, SecretSeed.@Nullable Version first, Caller owner) {
    var value = first == null ? null : seeding.drawn(first.value(), owner);
    var own = secret.tags().stream().filter(tag -> !Tagging.isReserved(tag)).toList();
    return CreateSecret.of(secret.name(), token(first))
        .withDescription(secret.description())
        .withKmsKeyId(secret.kmsKey())
        .withSecretBinary(binary(value))
        .withSecretString(text(value))
        .withTags(own.isEmpty() ? null : own);
  }

  /** Puts a version in, and returns its id. */
  private String put(
      String secret, SecretSeed.Version version, @Nullable List<String> labels, Caller owner) {
    var value = seeding.drawn(version.value(), owner);
    var token = token(version);
    seeding.call(
        owner,
        PutSecretValue.of(secret, token)
            .withSecretBinary(binary(value))
            .withSecretString(text(value))
            .withVersionStages(labels));
    return token;
  }

  private String token(SecretSeed.@Nullable Version version) {
    return version == null || version.id() == null
        ? seeding.emulator.newClientRequestToken()
        : version.id();
  }

  static @Nullable SecretValue binary(@Nullable SecretValue value) {
    return value == null || value.isText() ? null : value;
  }

  static @Nullable SecretValue text(@Nullable SecretValue value) {
    return value == null || !value.isText() ? null : value;
  }

  private void arrange(SecretSeed secret, Caller owner) {
    var name = secret.name();
    var reserved = secret.tags().stream().filter(Tagging::isReserved).toList();
    if (!reserved.isEmpty()) {
      mark(name, reserved, owner);
    }
    var service = secret.owningService();
    if (service != null) {
      seeding.change(owner, name, before -> Rotating.managed(before, service, seeding.now()));
    }
    if (!secret.replicas().isEmpty()) {
      replicate(secret, owner);
    }
    if (secret.rotation() != null) {
      rotate(name, secret.rotation(), owner);
    }
    if (secret.resourcePolicy() != null) {
      boolean isPublicBlocked = secret.blockPublicPolicy();
      seeding.call(owner, new PutResourcePolicy(name, secret.resourcePolicy(), isPublicBlocked));
    }
    if (secret.recoveryWindow() != null) {
      seeding.call(
          owner,
          DeleteSecret.of(name).withRecoveryWindowInDays(Long.valueOf(secret.recoveryWindow())));
    }
  }

  private void mark(String name, List<Tag> reserved, Caller owner) {
    seeding.change(owner, name, before -> Tagging.marked(before, reserved));
  }

  void replicate(SecretSeed secret, Caller owner) {
    for (var replica : secret.replicas()) {
      if (replica.kmsKeyId() != null && replica.region() != null) {
        seeding.makeKeyOf(replica.kmsKeyId(), owner.in(replica.region()));
      }
    }
    seeding.call(owner, ReplicateSecretToRegions.of(secret.name(), secret.replicas()));
  }

  void rotate(String name, SecretSeed.Rotation rotation, Caller owner) {
    seeding.change(
        owner,
        name,
        before ->
            Rotating.configured(before, rotation.functionArn(), rotation.rules(), seeding.now()));
    if (rotation.immediately()
        && seeding.emulator.functions().mayBeInvoked(rotation.functionArn())) {
      seeding.call(owner, RotateSecret.of(name, seeding.emulator.newClientRequestToken()));
    }
  }
}
