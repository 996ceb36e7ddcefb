package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INVALID_MARKER;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.TAG;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.api.kms.KeyMetadata;
import dev.strongroom.api.kms.KeyMetadata.MultiRegionConfiguration;
import dev.strongroom.api.kms.KeyMetadata.MultiRegionKey;
import dev.strongroom.api.kms.ListAliases;
import dev.strongroom.api.kms.ListKeyPolicies;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.api.kms.ListResourceTags;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.api.kms.UntagResource;
import dev.strongroom.api.kms.UpdateKeyDescription;
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

/** Keys as they are created, described, listed and tagged. */
abstract class KeysContract extends KeysFixture {

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
  @GeneratesRsaKeys
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
    assertThat(kms.call(new ListKeys(7, null)).truncated()).as("a page that holds all").isFalse();
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
    assertThat(kms.call(ListKeyPolicies.of(key)).policyNames()).containsExactly("default");
    kms.refused(
        INVALID_MARKER,
        "The Marker value is invalid.",
        () -> kms.call(new ListKeyPolicies(key, 1, "another listing's")));
    kms.refused(NOT_FOUND, "No such policy exists", () -> kms.call(new GetKeyPolicy(key, "other")));
    kms.refused(
        NOT_FOUND,
        "No such policy exists",
        () -> kms.call(new PutKeyPolicy(key, "other", policyOf(key), null)));
    var longest = policyOf(key) + " ".repeat(32768 - policyOf(key).length());
    kms.call(PutKeyPolicy.of(key, longest));
    kms.refused( // KMS-11
        LIMIT_EXCEEDED,
        "A key policy can't be longer than 32768 bytes",
        () -> kms.call(PutKeyPolicy.of(key, longest + " ")));
  }

  @Test
  @DisplayName("KMS-6: the AWS managed key comes to be once")
  void awsManagedKey() {
    kms.useSecretsManagersKey();

    var key = describe(Keys.SECRETS_MANAGER);
    assertThat(key.keyManager()).isEqualTo("AWS");
    assertThat(kms.call(new GetKeyPolicy(key.keyId(), null)).policy())
        .contains("auto-secretsmanager-1", "secretsmanager.us-east-1.amazonaws.com");
    kms.useSecretsManagersKey();
    assertThat(kms.call(new ListKeys(null, null)).keys()).hasSize(1);
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
    kms.refused(
        TAG,
        "Tags beginning with aws: are reserved",
        () -> kms.call(new UntagResource(key, List.of("a", "aws:x"))));
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
  @GeneratesRsaKeys
  void equalSeedsMakeEqualKeysAndNoKeyTellsItsSecret(KeySpec spec) {
    var usage = Stream.of(KeyUsage.values()).filter(spec::allows).findFirst().orElseThrow().name();
    var other = another();

    var key = kms.call(create(spec.name(), usage)).keyMetadata();
    other.call(create(spec.name(), usage));

    assertThat(other.keys()).isEqualTo(kms.keys()).hasSameHashCodeAs(kms.keys());
    var secret = kms.key(key.arn()).material().secret();
    assertThat(String.valueOf(kms.key(key.keyId())))
        .contains(key.keyId())
        .doesNotContain(java.util.HexFormat.of().formatHex(secret).substring(0, 16))
        .doesNotContain("[B@");
  }

  private String policyOf(String key) {
    return kms.call(new GetKeyPolicy(key, null)).policy();
  }

  private List<Tag> tagsOf(String key) {
    return kms.call(ListResourceTags.of(key)).tags();
  }

  private static CreateKey tagged(Tag... tags) {
    return CreateKey.DEFAULT.withTags(tags);
  }
}
