package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ALREADY_EXISTS;
import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.TAG;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DeleteImportedKeyMaterial;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.ImportKeyMaterial;
import dev.strongroom.api.kms.KeyMetadata;
import dev.strongroom.api.kms.KeyMetadata.MultiRegionConfiguration;
import dev.strongroom.api.kms.KeyMetadata.MultiRegionKey;
import dev.strongroom.api.kms.ListKeyRotations;
import dev.strongroom.api.kms.ListResourceTags;
import dev.strongroom.api.kms.ReplicateKey;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.UpdatePrimaryRegion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Multi-Region keys with replicas: what they share, and what is each key's own. */
abstract class MultiRegionKeysContract extends KmsContract {

  private static final String ACCOUNT = "123456789012";
  private static final String HOME = "us-east-1";
  private static final String AWAY = "eu-west-1";
  private static final String THIRD = "ap-southeast-1";
  private static final SecretValue DATA = SecretValue.ofBinary(new byte[] {1, 2, 3});

  private final String id = call(HOME, CreateKey.DEFAULT.withMultiRegion()).keyMetadata().keyId();

  @Test
  @DisplayName("KR-19: a replica is created with the primary's ID, and described in both Regions")
  void replicaIsDescribed() {
    var answer =
        call(
            HOME, ReplicateKey.to(AWAY, id).withDescription("copy").withTags(new Tag("team", "a")));

    var creating = answer.replicaKeyMetadata();
    assertThat(creating.keyState()).isEqualTo("Creating");
    assertThat(creating.enabled()).isFalse();
    assertThat(creating.currentKeyMaterialId()).isNull();
    assertThat(answer.replicaTags()).containsExactly(new Tag("team", "a"));
    assertThat(answer.replicaPolicy()).contains("key-default-1");
    var primary = describe(HOME);
    var replica = describe(AWAY);
    assertThat(replica.arn()).isEqualTo(arn(AWAY));
    assertThat(replica.keyState()).isEqualTo("Enabled");
    assertThat(replica.description()).isEqualTo("copy");
    assertThat(replica.currentKeyMaterialId()).isEqualTo(primary.currentKeyMaterialId());
    assertThat(primary.multiRegionConfiguration()).isEqualTo(set("PRIMARY", HOME, AWAY));
    assertThat(replica.multiRegionConfiguration()).isEqualTo(set("REPLICA", HOME, AWAY));
    assertThat(call(AWAY, ListResourceTags.of(id)).tags()).containsExactly(new Tag("team", "a"));
    assertThat(call(HOME, ListResourceTags.of(id)).tags()).isEmpty();
  }

  @Test
  @DisplayName("KR-19: what one of the keys encrypts, each of them decrypts")
  void relatedKeysDecryptEachOthersCiphertexts() {
    call(HOME, ReplicateKey.to(AWAY, id));

    var ciphertext = encrypt(HOME);

    assertThat(decrypt(AWAY, ciphertext, null).keyId()).isEqualTo(arn(AWAY));
    assertThat(decrypt(AWAY, ciphertext, arn(AWAY)).plaintext()).isEqualTo(DATA);
    assertThat(decrypt(HOME, encrypt(AWAY), null).plaintext()).isEqualTo(DATA);
    refused(
        ErrorCode.ACCESS_DENIED,
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
        () -> decrypt(THIRD, ciphertext, null));
  }

  @Test
  @DisplayName("KR-19: a replica of a key pair has the same public key")
  void replicaOfAKeyPair() {
    var pair =
        call(HOME, CreateKey.of("ECC_NIST_P256", "SIGN_VERIFY").withMultiRegion()).keyMetadata();

    call(HOME, ReplicateKey.to(AWAY, pair.keyId()));

    assertThat(call(AWAY, new GetPublicKey(pair.keyId(), null)).publicKey())
        .isEqualTo(call(HOME, new GetPublicKey(pair.keyId(), null)).publicKey());
  }

  @Test
  @DisplayName("KR-19: only a primary key is replicated, once into a Region, within its partition")
  void replicationIsRefused() {
    var single = call(HOME, CreateKey.DEFAULT).keyMetadata();
    call(HOME, ReplicateKey.to(AWAY, id));
    var exists = "Unable to replicate key " + id + " to region %s, as the key already exists there";

    refused(
        UNSUPPORTED_OPERATION,
        single.arn() + " is not a multi-region primary key.",
        () -> call(HOME, ReplicateKey.to(AWAY, single.keyId())));
    refused(
        UNSUPPORTED_OPERATION,
        arn(AWAY) + " is not a multi-region primary key.",
        () -> call(AWAY, ReplicateKey.to(THIRD, id)));
    for (var region : List.of(HOME, AWAY)) {
      refused(
          ALREADY_EXISTS, exists.formatted(region), () -> call(HOME, ReplicateKey.to(region, id)));
    }
    refused(
        VALIDATION,
        "Replica Region cn-north-1 is not in partition aws",
        () -> call(HOME, ReplicateKey.to("cn-north-1", id)));
    refused(
        TAG,
        "Tags beginning with aws: are reserved",
        () -> call(HOME, ReplicateKey.to(THIRD, id).withTags(new Tag("aws:x", ""))));
    call(HOME, new DisableKey(id));
    refused(DISABLED, arn(HOME) + " is disabled.", () -> call(HOME, ReplicateKey.to(THIRD, id)));
  }

  @Test
  @DisplayName("KR-19: rotation is the primary's, and reaches every replica")
  void rotationIsShared() {
    call(HOME, ReplicateKey.to(AWAY, id));
    var old = encrypt(AWAY);

    call(HOME, new EnableKeyRotation(id, 90));
    call(HOME, ReplicateKey.to(THIRD, id));
    call(HOME, new RotateKeyOnDemand(id));
    kms.advance(Duration.ofDays(100));

    var current = describe(HOME).currentKeyMaterialId();
    for (var region : List.of(AWAY, THIRD)) {
      assertThat(describe(region).currentKeyMaterialId()).isEqualTo(current);
      assertThat(call(region, new GetKeyRotationStatus(id)).rotationPeriodInDays()).isEqualTo(90);
      assertThat(call(region, ListKeyRotations.of(id)).rotations())
          .extracting(ListKeyRotations.Entry::rotationType)
          .containsExactly("ON_DEMAND", "AUTOMATIC");
      assertThat(decrypt(region, old, null).plaintext()).isEqualTo(DATA);
    }
    for (var request :
        List.<Request<?>>of(
            new EnableKeyRotation(id, null),
            new DisableKeyRotation(id),
            new RotateKeyOnDemand(id))) {
      refused(
          UNSUPPORTED_OPERATION,
          arn(AWAY) + " is not a multi-region primary key.",
          () -> any(AWAY, request));
    }
  }

  @Test
  @DisplayName("KR-19: replicas rotate as their primary does, whatever state they are in")
  void disabledKeysAndRotation() {
    call(HOME, ReplicateKey.to(AWAY, id));
    call(HOME, new EnableKeyRotation(id, 90));
    var first = describe(HOME).currentKeyMaterialId();

    call(AWAY, new DisableKey(id));
    kms.advance(Duration.ofDays(100));
    var second = describe(HOME).currentKeyMaterialId();
    assertThat(second).isNotEqualTo(first);
    assertThat(describe(AWAY).currentKeyMaterialId()).isEqualTo(second);
    call(HOME, new DisableKey(id));
    call(AWAY, new EnableKey(id));
    kms.advance(Duration.ofDays(100));
    assertThat(describe(AWAY).currentKeyMaterialId()).isEqualTo(second);
    call(HOME, new EnableKey(id));

    assertThat(describe(HOME).currentKeyMaterialId()).isNotEqualTo(second);
    assertThat(describe(AWAY).currentKeyMaterialId())
        .isEqualTo(describe(HOME).currentKeyMaterialId());
  }

  @Test
  @DisplayName("KR-19: policy, description and state are each key's own")
  void otherPropertiesAreNotShared() {
    call(HOME, ReplicateKey.to(AWAY, id));

    call(AWAY, new DisableKey(id));

    assertThat(describe(HOME).keyState()).isEqualTo("Enabled");
    assertThat(encrypt(HOME)).isNotNull();
    assertThat(call(AWAY, new GetKeyPolicy(id, null)).policy()).contains("key-default-1");
  }

  @Test
  @DisplayName("KR-19: a replica becomes the primary key, and the primary a replica")
  void primaryRegionMoves() {
    call(HOME, ReplicateKey.to(AWAY, id));
    call(HOME, ReplicateKey.to(THIRD, id));
    call(HOME, new EnableKeyRotation(id, 90));

    call(HOME, new UpdatePrimaryRegion(id, AWAY));

    assertThat(describe(HOME).multiRegionConfiguration())
        .isEqualTo(set("REPLICA", AWAY, THIRD, HOME));
    assertThat(describe(AWAY).multiRegionConfiguration())
        .isEqualTo(set("PRIMARY", AWAY, THIRD, HOME));
    assertThat(describe(THIRD).multiRegionConfiguration())
        .isEqualTo(set("REPLICA", AWAY, THIRD, HOME));
    call(AWAY, new RotateKeyOnDemand(id));
    assertThat(describe(HOME).currentKeyMaterialId())
        .isEqualTo(describe(AWAY).currentKeyMaterialId());
    refused(
        UNSUPPORTED_OPERATION,
        arn(HOME) + " is not a multi-region primary key.",
        () -> call(HOME, new UpdatePrimaryRegion(id, THIRD)));
    refused(
        NOT_FOUND,
        "Key '" + arn("eu-west-2") + "' does not exist",
        () -> call(AWAY, new UpdatePrimaryRegion(id, "eu-west-2")));
  }

  @Test
  @DisplayName("KR-19: a primary key waits for its replicas to be gone, and then its own window")
  void primaryIsDeletedLast() {
    call(HOME, ReplicateKey.to(AWAY, id));

    var scheduled = call(HOME, new ScheduleKeyDeletion(id, 10));
    assertThat(scheduled)
        .isEqualTo(new ScheduleKeyDeletion.Result(arn(HOME), null, "PendingReplicaDeletion", 10));
    assertThat(describe(HOME).pendingDeletionWindowInDays()).isEqualTo(10);
    refused(KMS_INVALID_STATE, arn(HOME) + " is pending replica deletion.", () -> encrypt(HOME));
    call(AWAY, new ScheduleKeyDeletion(id, 7));
    kms.advance(Duration.ofDays(7));

    assertThat(describe(HOME).keyState()).isEqualTo("PendingDeletion");
    assertThat(describe(HOME).deletionDate()).isEqualTo(kms.now().plus(Duration.ofDays(10)));
    assertThat(describe(HOME).multiRegionConfiguration()).isEqualTo(set("PRIMARY", HOME));
    refused(NOT_FOUND, "Key '" + arn(AWAY) + "' does not exist", () -> describe(AWAY));
    kms.advance(Duration.ofDays(10).minusMillis(1));
    assertThat(describe(HOME).keyState()).isEqualTo("PendingDeletion");
    kms.advance(Duration.ofMillis(1));
    refused(NOT_FOUND, "Key '" + arn(HOME) + "' does not exist", () -> describe(HOME));
  }

  @Test
  @DisplayName("KR-19: deletions that are taken back; a Region is free again once its key is gone")
  void deletionsAreTakenBack() {
    call(HOME, ReplicateKey.to(AWAY, id));
    call(HOME, new ScheduleKeyDeletion(id, 7));
    call(AWAY, new ScheduleKeyDeletion(id, 7));

    call(AWAY, new CancelKeyDeletion(id));
    kms.advance(Duration.ofDays(30));
    assertThat(describe(HOME).keyState()).isEqualTo("PendingReplicaDeletion");
    call(HOME, new CancelKeyDeletion(id));
    assertThat(describe(HOME).keyState()).isEqualTo("Disabled");

    call(HOME, new EnableKey(id));
    call(AWAY, new ScheduleKeyDeletion(id, 7));
    kms.advance(Duration.ofDays(7));
    call(HOME, ReplicateKey.to(AWAY, id));
    assertThat(describe(AWAY).keyState()).isEqualTo("Enabled");
  }

  @Test
  @GeneratesRsaKeys
  @DisplayName(
      "KR-18, KR-19: imported material goes first into the primary, then into each replica")
  void importedMaterialIsImportedEverywhere() {
    var key =
        call(HOME, CreateKey.DEFAULT.withOrigin("EXTERNAL").withMultiRegion())
            .keyMetadata()
            .keyId();
    call(HOME, ReplicateKey.to(AWAY, key));
    refused(
        UNSUPPORTED_OPERATION,
        describe(AWAY, key).arn() + " is not a multi-region primary key.",
        () -> call(AWAY, importing(AWAY, key, 1)));

    var first = call(HOME, importing(HOME, key, 1)).keyMaterialId();
    assertThat(describe(HOME, key).keyState()).isEqualTo("Enabled");
    assertThat(describe(AWAY, key).keyState()).isEqualTo("PendingImport");
    assertThat(call(AWAY, importing(AWAY, key, 1)).keyMaterialId()).isEqualTo(first);
    assertThat(describe(AWAY, key).keyState()).isEqualTo("Enabled");

    var isNew = importing(HOME, key, 2).withImportType("NEW_KEY_MATERIAL");
    var second = call(HOME, isNew).keyMaterialId();
    assertThat(states(HOME, key))
        .containsExactly("CURRENT", "PENDING_MULTI_REGION_IMPORT_AND_ROTATION");
    assertThat(states(AWAY, key))
        .containsExactly("CURRENT", "PENDING_MULTI_REGION_IMPORT_AND_ROTATION");
    refused(
        KMS_INVALID_STATE,
        "No available key material pending rotation for the key: "
            + describe(HOME, key).arn()
            + ".",
        () -> call(HOME, new RotateKeyOnDemand(key)));
    call(AWAY, importing(AWAY, key, 2));
    assertThat(states(HOME, key)).containsExactly("CURRENT", "PENDING_ROTATION");
    call(HOME, new RotateKeyOnDemand(key));
    assertThat(describe(AWAY, key).currentKeyMaterialId()).isEqualTo(second);
    assertThat(states(AWAY, key)).containsExactly("NON_CURRENT", "CURRENT");

    call(AWAY, new DeleteImportedKeyMaterial(key, first));
    assertThat(describe(AWAY, key).keyState()).isEqualTo("PendingImport");
    assertThat(describe(HOME, key).keyState()).isEqualTo("Enabled");
    call(HOME, importing(HOME, key, 3).withImportType("NEW_KEY_MATERIAL"));
    call(HOME, new DeleteImportedKeyMaterial(key, pendingId(HOME, key)));
    assertThat(states(AWAY, key)).containsExactly("NON_CURRENT", "CURRENT");
  }

  private String pendingId(String region, String key) {
    var all =
        call(region, ListKeyRotations.of(key).withIncludeKeyMaterial("ALL_KEY_MATERIAL"))
            .rotations();
    return all.get(all.size() - 1).keyMaterialId();
  }

  private List<String> states(String region, String key) {
    return call(region, ListKeyRotations.of(key).withIncludeKeyMaterial("ALL_KEY_MATERIAL"))
        .rotations()
        .stream()
        .map(ListKeyRotations.Entry::keyMaterialState)
        .toList();
  }

  private ImportKeyMaterial importing(String region, String key, int fill) {
    var material = new byte[32];
    Arrays.fill(material, (byte) fill);
    return new Wrapper(request -> call(region, request), key, "RSAES_OAEP_SHA_256")
        .request(material);
  }

  private <R extends Record> R call(String region, Request<R> request) {
    return in(region).call(request);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a request of any operation
  private void any(String region, Request<?> request) {
    call(region, (Request) request);
  }

  private void refused(ErrorCode code, String text, ThrowingCallable call) {
    kms.refused(code, text, call);
  }

  private MultiRegionConfiguration set(String type, String primary, String... replicas) {
    return new MultiRegionConfiguration(
        type, related(primary), Stream.of(replicas).map(this::related).toList());
  }

  private MultiRegionKey related(String region) {
    return new MultiRegionKey(arn(region), region);
  }

  private String arn(String region) {
    return "arn:aws:kms:" + region + ":" + ACCOUNT + ":key/" + id;
  }

  private KeyMetadata describe(String region) {
    return describe(region, id);
  }

  private KeyMetadata describe(String region, String key) {
    return call(region, new DescribeKey(key, null)).keyMetadata();
  }

  private Blob encrypt(String region) {
    return call(region, Encrypt.of(id, DATA)).ciphertextBlob();
  }

  private Decrypt.Result decrypt(String region, Blob ciphertext, String keyId) {
    return call(region, Decrypt.of(ciphertext).withKeyId(keyId));
  }
}
