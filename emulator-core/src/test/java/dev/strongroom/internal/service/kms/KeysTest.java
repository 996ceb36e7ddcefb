package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.ALREADY_EXISTS;
import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.INVALID_ALIAS_NAME;
import static dev.strongroom.api.ErrorCode.INVALID_ARN;
import static dev.strongroom.api.ErrorCode.INVALID_MARKER;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.TAG;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.KeyMetadata;
import dev.strongroom.api.kms.KeyMetadata.MultiRegionConfiguration;
import dev.strongroom.api.kms.KeyMetadata.MultiRegionKey;
import dev.strongroom.api.kms.ListAliases;
import dev.strongroom.api.kms.ListGrants;
import dev.strongroom.api.kms.ListKeyPolicies;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.api.kms.ListResourceTags;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.api.kms.UntagResource;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.api.kms.UpdateKeyDescription;
import dev.strongroom.internal.time.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys from creation to deletion, their names, policies and tags. */
class KeysTest {

  private static final String PREFIX = "arn:aws:kms:us-east-1:123456789012:";

  private final KmsDoor kms = new KmsDoor();

  @Test
  @DisplayName("KMS-14: a symmetric key is described with exactly AWS's members")
  void symmetricKeyIsDescribed() {
    var key = kms.call(create(null, null)).keyMetadata();

    assertThat(key)
        .isEqualTo(
            new KeyMetadata(
                "123456789012",
                key.keyId(),
                PREFIX + "key/" + key.keyId(),
                KmsDoor.START,
                true,
                "",
                "ENCRYPT_DECRYPT",
                "Enabled",
                null,
                null,
                "AWS_KMS",
                null,
                "CUSTOMER",
                "SYMMETRIC_DEFAULT",
                "SYMMETRIC_DEFAULT",
                List.of("SYMMETRIC_DEFAULT"),
                null,
                null,
                false,
                null,
                null,
                null,
                key.currentKeyMaterialId()));
    assertThat(key.keyId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(key.currentKeyMaterialId()).matches("[0-9a-f]{64}");
    assertThat(describe(key.keyId())).isEqualTo(key);
  }

  @ParameterizedTest(name = "KMS-14: {0} for {1} offers {2}")
  @CsvSource({
    "HMAC_384,              GENERATE_VERIFY_MAC, HMAC_SHA_384",
    "ECC_NIST_P521,         SIGN_VERIFY,         ECDSA_SHA_512",
    "ECC_NIST_P256,         KEY_AGREEMENT,       ECDH",
    "ECC_NIST_EDWARDS25519, SIGN_VERIFY,         ED25519_SHA_512 ED25519_PH_SHA_512",
    "RSA_2048,              ENCRYPT_DECRYPT,     RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256",
  })
  void keyOffersItsAlgorithms(String spec, KeyUsage usage, String algorithms) {
    var key = kms.create(spec, usage);

    assertThat(
            Stream.of(
                    key.encryptionAlgorithms(),
                    key.signingAlgorithms(),
                    key.keyAgreementAlgorithms(),
                    key.macAlgorithms())
                .filter(list -> list != null))
        .containsExactly(List.of(algorithms.split(" ")));
    assertThat(key.currentKeyMaterialId()).isNull();
  }

  @Test
  @DisplayName("KMS-14: a multi-Region key is a primary without replicas")
  void multiRegionKeyIsAPrimary() {
    var key = kms.call(CreateKey.DEFAULT.withMultiRegion()).keyMetadata();

    assertThat(key.keyId()).matches("mrk-[0-9a-f]{32}");
    assertThat(key.multiRegionConfiguration())
        .isEqualTo(
            new MultiRegionConfiguration(
                "PRIMARY", new MultiRegionKey(key.arn(), "us-east-1"), List.of()));
    assertThat(describe(key.keyId())).isEqualTo(key);
  }

  static Stream<Arguments> refusedCreations() {
    return Stream.of(
        Arguments.of(
            "KMS-12",
            VALIDATION,
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
            create("HMAC_256", null)),
        Arguments.of(
            "KMS-12",
            VALIDATION,
            "KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048",
            create("RSA_2048", "KEY_AGREEMENT")),
        Arguments.of(
            "KMS-12", TAG, "Duplicate tag keys", tagged(new Tag("a", "1"), new Tag("a", "2"))),
        Arguments.of(
            "KMS-12", TAG, "Tags beginning with aws: are reserved", tagged(new Tag("aws:a", ""))),
        Arguments.of(
            "KR-3", TAG, "Tags beginning with aws: are reserved", tagged(new Tag("AWS:key1", ""))),
        Arguments.of(
            "KMS-12",
            TAG,
            "Too many tags",
            tagged(IntStream.range(0, 51).mapToObj(i -> new Tag("k" + i, "")).toArray(Tag[]::new))),
        Arguments.of(
            "KMS-9",
            UNSUPPORTED_OPERATION,
            "Strongroom doesn't emulate keys of spec SM2.",
            create("SM2", "SIGN_VERIFY")));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("refusedCreations")
  void creationIsRefused(String rule, ErrorCode code, String text, CreateKey request) {
    kms.refused(code, text, () -> kms.call(request));
  }

  static Stream<Arguments> unknownKeys() {
    return Stream.of(
        Arguments.of(
            "unknown id",
            KmsDoor.UNKNOWN,
            "Key '" + PREFIX + "key/" + KmsDoor.UNKNOWN + "' does not exist"),
        Arguments.of(
            "unknown multi-Region id",
            "mrk-d3b95762d3b95762d3b95762d3b95762",
            "Key '" + PREFIX + "key/mrk-d3b95762d3b95762d3b95762d3b95762' does not exist"),
        Arguments.of(
            "ARN of another Region",
            "arn:aws:kms:eu-west-1:123456789012:key/" + KmsDoor.UNKNOWN,
            "Invalid arn eu-west-1"),
        Arguments.of("no UUID", "fake-key-id", "Invalid keyId 'fake-key-id'"),
        Arguments.of(
            "KR-13: an upper-case id",
            "786CA7CD-B74B-42B3-B887-902AD7AB6429",
            "Key '" + PREFIX + "key/786CA7CD-B74B-42B3-B887-902AD7AB6429' does not exist"),
        Arguments.of("KR-13: an ARN with no id", PREFIX + "key/foo", "Invalid keyId foo"),
        Arguments.of("no multi-Region id", "mrk-fake", "Invalid keyId 'mrk-fake'"),
        Arguments.of("unknown alias", "alias/none", "Alias " + PREFIX + "alias/none is not found."),
        Arguments.of(
            "unknown alias ARN",
            PREFIX + "alias/none",
            "Alias " + PREFIX + "alias/none is not found."));
  }

  @ParameterizedTest(name = "KMS-12: {0}")
  @MethodSource("unknownKeys")
  void unknownKeyIsNotFound(String rule, String keyId, String text) {
    kms.refused(NOT_FOUND, text, () -> describe(keyId));
  }

  @Test
  void keyAnswersToIdArnAliasAndAliasArn() {
    var key = kms.create();
    kms.call(new CreateAlias("alias/app", key));

    assertThat(Stream.of(key, key.replaceAll(".*/", ""), "alias/app", PREFIX + "alias/app"))
        .allSatisfy(id -> assertThat(describe(id).arn()).isEqualTo(key));
  }

  @Test
  @DisplayName("KR-6: a managing operation refuses an alias, whether it exists or not")
  void managingOperationTakesNoAlias() {
    kms.call(new CreateAlias("alias/app", kms.create()));

    for (var alias : List.of("alias/app", "alias/none", PREFIX + "alias/app")) {
      kms.refused(
          INVALID_ARN,
          "Key Aliases are not supported for this operation.",
          () -> kms.call(new DisableKey(alias)));
    }
  }

  static Stream<Arguments> refusedInAState() {
    return Stream.of(
        Arguments.of("CancelKeyDeletion", "DP.", (KeyRequest) CancelKeyDeletion::new),
        Arguments.of("EnableKey", "..P", (KeyRequest) EnableKey::new),
        Arguments.of("DisableKey", "..P", (KeyRequest) DisableKey::new),
        Arguments.of(
            "ScheduleKeyDeletion", "..P", (KeyRequest) key -> new ScheduleKeyDeletion(key, 7)),
        Arguments.of(
            "UpdateKeyDescription",
            "..P",
            (KeyRequest) key -> new UpdateKeyDescription(key, "new")),
        Arguments.of(
            "TagResource",
            "..P",
            (KeyRequest) key -> new TagResource(key, List.of(new Tag("a", "")))),
        Arguments.of(
            "UntagResource", "..P", (KeyRequest) key -> new UntagResource(key, List.of("a"))),
        Arguments.of(
            "CreateAlias", "..P", (KeyRequest) key -> new CreateAlias("alias/second", key)),
        Arguments.of("UpdateAlias", "..P", (KeyRequest) key -> new UpdateAlias("alias/app", key)),
        Arguments.of(
            "CreateGrant",
            ".DP",
            (KeyRequest)
                key ->
                    new CreateGrant(
                        key,
                        "arn:aws:iam::123456789012:role/r",
                        null,
                        List.of("Decrypt"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)),
        Arguments.of(
            "EnableKeyRotation", ".DP", (KeyRequest) key -> new EnableKeyRotation(key, null)),
        Arguments.of("DisableKeyRotation", ".DP", (KeyRequest) DisableKeyRotation::new),
        Arguments.of("RotateKeyOnDemand", ".DP", (KeyRequest) RotateKeyOnDemand::new),
        Arguments.of("GetPublicKey", "..P", (KeyRequest) key -> new GetPublicKey(key, null)),
        Arguments.of(
            "Encrypt",
            ".DP",
            (KeyRequest)
                key ->
                    new Encrypt(key, SecretValue.ofBinary(new byte[1]), null, null, null, null)));
  }

  private interface KeyRequest {
    Request<?> of(String keyArn);
  }

  @ParameterizedTest(name = "KMS-12, KMS-13: {0} in the states Enabled, Disabled, PendingDeletion")
  @MethodSource("refusedInAState")
  void stateRefusesTheOperation(String operation, String refusals, KeyRequest request) {
    var key = kms.create();
    if (operation.equals("UpdateAlias")) {
      kms.call(new CreateAlias("alias/app", kms.create()));
    }
    if (operation.equals("CancelKeyDeletion")) {
      var text = key + " is not pending deletion.";
      kms.refused(KMS_INVALID_STATE, text, () -> call(request.of(key)));
      kms.call(new DisableKey(key));
      kms.refused(KMS_INVALID_STATE, text, () -> call(request.of(key)));
      return;
    }
    kms.call(new DisableKey(key));
    if (refusals.contains("D")) {
      kms.refused(DISABLED, key + " is disabled.", () -> call(request.of(key)));
    }
    kms.call(new ScheduleKeyDeletion(key, 7));
    kms.refused(KMS_INVALID_STATE, key + " is pending deletion.", () -> call(request.of(key)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a request of any operation
  private void call(Request<?> request) {
    kms.call((Request) request);
  }

  @Test
  void everythingElseWorksWhileAKeyIsPendingDeletion() {
    var key = kms.create();
    kms.call(new CreateAlias("alias/app", key));
    kms.call(new ScheduleKeyDeletion(key, 7));

    var policy =
        "{\"Statement\": {\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}";
    kms.call(new PutKeyPolicy(key, null, policy, null));
    assertThat(kms.call(new GetKeyPolicy(key, null)).policy()).isEqualTo(policy);
    assertThat(kms.call(new ListGrants(null, null, key, null, null, null)).grants()).isEmpty();
    assertThat(kms.call(new ListResourceTags(key, null, null)).tags()).isEmpty();
    kms.call(new DeleteAlias("alias/app"));
    assertThat(kms.call(new ListAliases(key, null, null)).aliases()).isEmpty();
  }

  @Test
  @DisplayName("KMS-13: a deletion that is taken back leaves the key disabled")
  void cancelledDeletionLeavesTheKeyDisabled() {
    var key = kms.create();

    var scheduled = kms.call(new ScheduleKeyDeletion(key, null));
    var pending = describe(key);
    var cancelled = kms.call(new CancelKeyDeletion(key));

    assertThat(scheduled)
        .isEqualTo(
            new ScheduleKeyDeletion.Result(
                key, KmsDoor.START.plus(Duration.ofDays(30)), "PendingDeletion", 30));
    assertThat(pending.deletionDate()).isEqualTo(scheduled.deletionDate());
    assertThat(pending.enabled()).isFalse();
    assertThat(cancelled.keyId()).isEqualTo(key);
    assertThat(describe(key).keyState()).isEqualTo("Disabled");
    assertThat(describe(key).deletionDate()).isNull();
    kms.call(new EnableKey(key));
    assertThat(describe(key).enabled()).isTrue();
  }

  @ParameterizedTest(name = "KMS-11: a window of {0} days")
  @ValueSource(ints = {1, 6, 31, 365})
  void windowIsSevenToThirtyDays(int days) {
    var key = kms.create();

    kms.refused(
        VALIDATION,
        "PendingWindowInDays must be between 7 and 30 (inclusive), but it is " + days + ".",
        () -> kms.call(new ScheduleKeyDeletion(key, days)));
  }

  @Test
  @DisplayName("KMS-8: key and aliases are gone at the deletion date, not a millisecond before")
  void keyIsGoneAtItsDeletionDate() {
    var key = kms.create();
    kms.call(new CreateAlias("alias/app", key));
    var sealed =
        kms.call(new Encrypt(key, SecretValue.ofBinary(new byte[1]), null, null, null, null));
    kms.call(new ScheduleKeyDeletion(key, 7));

    kms.advance(Duration.ofDays(7).minusMillis(1));
    assertThat(describe("alias/app").keyState()).isEqualTo("PendingDeletion");
    kms.advance(Duration.ofMillis(1));

    kms.refused(NOT_FOUND, "Key '" + key + "' does not exist", () -> describe(key));
    kms.refused(
        NOT_FOUND, "Alias " + PREFIX + "alias/app is not found.", () -> describe("alias/app"));
    kms.refused(
        ACCESS_DENIED,
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
        () -> kms.call(new Decrypt(sealed.ciphertextBlob(), null, null, null, null, null, null)));
    assertThat(kms.call(new ListKeys(null, null)).keys()).isEmpty();
    assertThat(kms.call(new ListAliases(null, null, null)).aliases()).isEmpty();
    kms.call(new CreateAlias("alias/app", kms.create()));
    assertThat(kms.keys.keys().size()).isEqualTo(1);
  }

  static Stream<Arguments> refusedAliases() {
    return Stream.of(
        Arguments.of(
            "KMS-12",
            "app",
            VALIDATION,
            "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"),
        Arguments.of(
            "KMS-12",
            "alias/app",
            ALREADY_EXISTS,
            "An alias with the name " + PREFIX + "alias/app already exists"),
        Arguments.of(
            "KMS-11",
            "alias/aws/mine",
            INVALID_ALIAS_NAME,
            "Aliases that begin with alias/aws/ are reserved for AWS"),
        Arguments.of(
            "KMS-11",
            "alias/a:b",
            INVALID_ALIAS_NAME,
            "alias/a:b contains invalid characters for an alias"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusedAliases")
  void aliasIsRefused(String rule, String name, ErrorCode code, String text) {
    var key = kms.create();
    kms.call(new CreateAlias("alias/app", key));

    kms.refused(code, text, () -> kms.call(new CreateAlias(name, key)));
  }

  @Test
  void aliasMovesToAnotherKeyAndIsDeleted() {
    var first = kms.create();
    var second = kms.create();
    kms.call(new CreateAlias("alias/app", first));
    kms.advance(Duration.ofDays(1));

    kms.call(new UpdateAlias("alias/app", second));

    assertThat(describe("alias/app").arn()).isEqualTo(second);
    assertThat(kms.call(new ListAliases(second, null, null)).aliases())
        .containsExactly(
            new ListAliases.Entry(
                "alias/app",
                PREFIX + "alias/app",
                second.replaceAll(".*/", ""),
                KmsDoor.START,
                kms.now));
    kms.call(new DeleteAlias("alias/app"));
    kms.refused(
        NOT_FOUND,
        "Alias " + PREFIX + "alias/app is not found.",
        () -> kms.call(new UpdateAlias("alias/app", first)));
    kms.refused(
        NOT_FOUND,
        "Alias " + PREFIX + "alias/app is not found.",
        () -> kms.call(new DeleteAlias("alias/app")));
  }

  @Test
  void aliasStaysWithKeysOfOneKind() {
    kms.call(new CreateAlias("alias/app", kms.create()));
    var mac = kms.create("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC).arn();

    kms.refused(
        VALIDATION,
        "The current and new KMS key of an alias must be the same type and have the same key usage.",
        () -> kms.call(new UpdateAlias("alias/app", mac)));
  }

  @Test
  void listingsGoOnWhereTheyEnded() {
    var all = new ArrayList<String>();
    IntStream.range(0, 7).forEach(i -> kms.create());

    String marker = null;
    do {
      var page = kms.call(new ListKeys(3, marker));
      assertThat(page.keys()).hasSizeLessThanOrEqualTo(3);
      assertThat(page.truncated()).isEqualTo(page.nextMarker() != null);
      page.keys().forEach(key -> all.add(key.keyId()));
      marker = page.nextMarker();
    } while (marker != null);

    assertThat(all).hasSize(7).doesNotHaveDuplicates();
    var foreign = kms.call(new ListKeys(3, null)).nextMarker();
    for (var invalid : new String[] {"nonsense", "*", foreign}) {
      kms.refused(
          INVALID_MARKER,
          "The Marker value is invalid.",
          () -> kms.call(new ListAliases(null, 3, invalid)));
    }
  }

  @Test
  @DisplayName("KMS-14: the default policy lets the account's IAM policies decide")
  void defaultPolicy() {
    var key = kms.create();

    assertThat(kms.call(new GetKeyPolicy(key, "default")).policy())
        .contains("key-default-1", "Enable IAM User Permissions", "kms:*")
        .contains("arn:aws:iam::123456789012:root");
    assertThat(kms.call(new ListKeyPolicies(key, null, null)).policyNames())
        .containsExactly("default");
    kms.refused(
        INVALID_MARKER,
        "The Marker value is invalid.",
        () -> kms.call(new ListKeyPolicies(key, 1, "another listing's")));
    kms.refused(NOT_FOUND, "No such policy exists", () -> kms.call(new GetKeyPolicy(key, "other")));
    kms.refused(
        NOT_FOUND,
        "No such policy exists",
        () -> kms.call(new PutKeyPolicy(key, "other", "{}", null)));
    kms.refused( // KMS-11
        LIMIT_EXCEEDED,
        "A key policy can't be longer than 32768 bytes",
        () -> kms.call(new PutKeyPolicy(key, null, "x".repeat(32769), null)));
  }

  @Test
  @DisplayName("KMS-6: the AWS managed key comes to be once")
  void awsManagedKey() {
    kms.keys = Keys.withDefaultKey(kms.keys, kms.context());

    var key = describe(Keys.SECRETS_MANAGER);
    assertThat(key.keyManager()).isEqualTo("AWS");
    assertThat(kms.call(new GetKeyPolicy(key.keyId(), null)).policy())
        .contains("auto-secretsmanager-1", "secretsmanager.us-east-1.amazonaws.com");
    assertThat(Keys.withDefaultKey(kms.keys, kms.context())).isSameAs(kms.keys);
    kms.advance(Duration.ofDays(365)); // rotated yearly
    assertThat(describe(key.keyId()).currentKeyMaterialId())
        .isNotEqualTo(key.currentKeyMaterialId());
  }

  @Test
  @DisplayName("KMS-12: tags are merged by key, and refused as a whole")
  void tags() {
    var key = kms.create();

    kms.call(new TagResource(key, List.of(new Tag("b", "1"), new Tag("a", "1"))));
    kms.call(new TagResource(key, List.of(new Tag("b", "2"))));

    assertThat(tagsOf(key)).containsExactly(new Tag("a", "1"), new Tag("b", "2"));
    kms.refused(
        TAG,
        "Tags beginning with aws: are reserved",
        () -> kms.call(new TagResource(key, List.of(new Tag("c", ""), new Tag("aws:x", "")))));
    kms.call(new UntagResource(key, List.of("a", "absent")));
    assertThat(tagsOf(key)).containsExactly(new Tag("b", "2"));
  }

  @Test
  void descriptionIsReplaced() {
    var key = kms.create();

    kms.call(new UpdateKeyDescription(key, "new"));

    assertThat(describe(key).description()).isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource(
      value = KeySpec.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RSA_3072", "RSA_4096"})
  void equalSeedsMakeEqualKeysAndNoKeyTellsItsSecret(KeySpec spec) {
    var usage = Stream.of(KeyUsage.values()).filter(spec::allows).findFirst().orElseThrow().name();
    var other = new KmsDoor();
    other.ids = Ids.seeded(1);

    var key = kms.call(create(spec.name(), usage)).keyMetadata();
    other.call(create(spec.name(), usage));

    assertThat(other.keys).isEqualTo(kms.keys).hasSameHashCodeAs(kms.keys);
    var secret = kms.key(key.arn()).material().secret();
    assertThat(String.valueOf(kms.keys.keys().get(key.keyId())))
        .contains(key.keyId())
        .doesNotContain(java.util.HexFormat.of().formatHex(secret).substring(0, 16))
        .doesNotContain("[B@");
  }

  private List<Tag> tagsOf(String key) {
    return kms.call(new ListResourceTags(key, null, null)).tags();
  }

  private KeyMetadata describe(String keyId) {
    return kms.call(new DescribeKey(keyId, null)).keyMetadata();
  }

  private static CreateKey create(String spec, String usage) {
    return CreateKey.of(spec, usage);
  }

  private static CreateKey tagged(Tag... tags) {
    return CreateKey.DEFAULT.withTags(tags);
  }
}
