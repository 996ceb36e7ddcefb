package dev.strongroom.access;

import static dev.strongroom.api.ErrorCode.ENCRYPTION_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.contract.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which key a secret and its versions are under, and how requests name it (KMS-3 to KMS-7). */
class SecretKeysTest extends KeyedSecretsFixture {

  private static final String DEFAULT = "DefaultEncryptionKey";

  @Test
  @DisplayName("KMS-3: a new key is added to AWSCURRENT, AWSPENDING and AWSPREVIOUS, to no other")
  void newKeyIsAddedToTheLabelledVersions() {
    fiveVersions("plain");
    var key = customerKey();

    calls.execute(administrator, update("plain", key, null));

    var both = List.of(DEFAULT, key);
    assertThat(keyIds("plain"))
        .isEqualTo(
            Map.of(
                Secrets.token(1), List.of(DEFAULT), // deprecated
                Secrets.token(2), List.of(DEFAULT), // with a label of its own
                Secrets.token(3), both, // AWSPREVIOUS
                Secrets.token(4), both, // AWSCURRENT
                Secrets.token(5), both)); // AWSPENDING
    calls.execute(administrator, new DisableKey(key));
    for (int version = 1; version <= 5; version++) {
      assertThat(read("plain", Secrets.token(version))).isEqualTo("v" + version);
    }
  }

  @Test
  @DisplayName("KMS-3: a later value is under the new key only; an empty key id is the default key")
  void laterValueIsUnderTheNewKeyOnly() {
    fiveVersions("plain");
    var key = customerKey();
    calls.execute(administrator, update("plain", key, null));

    calls.execute(administrator, put("plain", 6, "v6"));
    assertThat(keyIds("plain")).containsEntry(Secrets.token(6), List.of(key));
    calls.execute(administrator, update("plain", "", null));

    assertThat(keyIds("plain"))
        .containsEntry(Secrets.token(6), List.of(key, DEFAULT))
        .containsEntry(Secrets.token(3), List.of(DEFAULT, key));
    assertThat(describe("plain").kmsKeyId()).isNull();
    calls.execute(administrator, new DisableKey(key));
    assertThat(read("plain", Secrets.token(6))).isEqualTo("v6");
  }

  @Test
  @DisplayName("KMS-3: who may not decrypt with the old key changes it nevertheless")
  void oldKeyThatIsDeniedStaysTheOnlyOne() {
    var old = keyedSecret();
    var next = customerKey();
    var app =
        aws.account(administrator.accountId())
            .role("app")
            .allow("secretsmanager:*")
            .allow("kms:*", next);

    assertThat(calls.outcome(app.caller(), update("keyed", next, null))).isEqualTo("succeeds");

    assertThat(describe("keyed").kmsKeyId()).isEqualTo(next);
    assertThat(keyIds("keyed")).containsEntry(Secrets.token(1), List.of(old));
    assertThat(calls.outcome(app.caller(), get())).isEqualTo(DENIED);
    assertThat(read("keyed", Secrets.token(1))).isEqualTo("one");
  }

  @Test
  @DisplayName("KMS-3, KMS-8: the old key may be unusable: the versions stay with it")
  void oldKeyThatIsDisabledStaysTheOnlyOne() {
    var old = keyedSecret();
    var next = customerKey();
    calls.execute(administrator, new DisableKey(old));

    calls.execute(administrator, update("keyed", next, null));

    assertThat(keyIds("keyed")).containsEntry(Secrets.token(1), List.of(old));
    assertThat(calls.outcome(administrator, put(2, "two"))).isEqualTo("succeeds");
    assertThat(read("keyed", Secrets.token(2))).isEqualTo("two");
  }

  @Test
  @DisplayName("KMS-4, LSVI-1: the default key is told as DefaultEncryptionKey, and not described")
  void defaultKeyIsNotDescribed() {
    calls.execute(administrator, create("unnamed", 1, null));
    calls.execute(administrator, create("named", 1, "alias/aws/secretsmanager"));

    for (var name : List.of("unnamed", "named")) {
      assertThat(describe(name).kmsKeyId()).isNull();
      assertThat(keyIds(name)).isEqualTo(Map.of(Secrets.token(1), List.of(DEFAULT)));
    }
  }

  @Test
  @DisplayName(
      "KMS-6: the default key comes to be with the first value, one per account and Region")
  void defaultKeyIsMadeAtFirstUse() {
    assertThat(calls.outcome(administrator, new DescribeKey("alias/aws/secretsmanager", null)))
        .contains("is not found");
    calls.execute(administrator, CreateSecret.of("a", Secrets.token(1)));
    assertThat(keys(administrator)).isZero();

    calls.execute(administrator, create("b", 1, null));
    calls.execute(administrator, create("c", 1, null));
    calls.execute(administrator.in("eu-west-1"), create("c", 1, null));

    var metadata =
        aws.execute(administrator, new DescribeKey("alias/aws/secretsmanager", null))
            .result()
            .keyMetadata();
    assertThat(metadata.keyManager()).isEqualTo("AWS");
    assertThat(keys(administrator)).isEqualTo(1);
    assertThat(keys(administrator.in("eu-west-1"))).isEqualTo(1);
    assertThat(keys(aws.account("222222222222").administrator())).isZero();
  }

  @Test
  @DisplayName("KMS-6: a refused creation makes no default key")
  void refusedCreationMakesNoDefaultKey() {
    var app = aws.account(administrator.accountId()).role("app");
    app.allow("secretsmanager:*").deny("kms:*");

    assertThat(calls.outcome(app.caller(), create("a", 1, null))).isEqualTo(DENIED);

    assertThat(keys(administrator)).isZero();
  }

  @Test
  @DisplayName(
      "KMS-7: a key is named by id, ARN, alias or alias ARN, and described as it was named")
  void keyIsNamedInFourWays() {
    var key = customerKey();
    calls.execute(administrator, new CreateAlias("alias/own", key));
    var id = key.substring(key.indexOf("key/") + 4);
    var aliasArn = key.substring(0, key.indexOf("key/")) + "alias/own";

    for (var named : List.of(key, id, "alias/own", aliasArn)) {
      var name = "secret-" + named.hashCode();
      calls.execute(administrator, create(name, 1, named));

      assertThat(describe(name).kmsKeyId()).isEqualTo(named);
      assertThat(keyIds(name)).isEqualTo(Map.of(Secrets.token(1), List.of(key)));
      assertThat(read(name, Secrets.token(1))).isEqualTo("one");
    }
  }

  @Test
  @DisplayName("KMS-7: an alias that moves on takes later values with it, not earlier ones")
  void aliasMovesOn() {
    var first = customerKey();
    var second = customerKey();
    calls.execute(administrator, new CreateAlias("alias/own", first));
    calls.execute(administrator, create("keyed", 1, "alias/own"));

    calls.execute(administrator, new UpdateAlias("alias/own", second));
    calls.execute(administrator, put(2, "two"));

    assertThat(keyIds("keyed"))
        .isEqualTo(Map.of(Secrets.token(1), List.of(first), Secrets.token(2), List.of(second)));
    assertThat(read("keyed", Secrets.token(1))).isEqualTo("one");
  }

  static Stream<Arguments> strangeKeys() {
    var id = "01234567-89ab-cdef-0123-456789abcdef";
    var region = "arn:aws:kms:us-east-1:123456789012:";
    return Stream.of(
        Arguments.of(id, "Key '" + region + "key/" + id + "' does not exist"),
        Arguments.of("alias/none", "Alias " + region + "alias/none is not found."),
        Arguments.of("none", "Invalid keyId 'none'"),
        Arguments.of("arn:aws:kms:eu-west-1:123456789012:key/" + id, "Invalid arn eu-west-1"));
  }

  @ParameterizedTest(name = "KMS-7, KMS-12: {0}")
  @MethodSource("strangeKeys")
  void keyThatIsNotThereIsTold(String key, String text) {
    var refusal = calls.refusal(administrator, create("a", 1, key));

    assertThat(refusal.code()).isEqualTo(ENCRYPTION_FAILURE);
    assertThat(refusal.text())
        .startsWith(
            "Secrets Manager can't encrypt the secret value: "
                + text
                + " (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException; Request ID: ");
  }

  @Test
  @DisplayName("KMS-7: another account's key must be an ARN, a bare id is one of the caller's")
  void foreignKeyIsNamedByItsArn() {
    var partner = aws.account("222222222222").administrator();
    var key = customerKey();
    var id = key.substring(key.indexOf("key/") + 4);

    assertThat(calls.outcome(partner, create("a", 1, id)))
        .startsWith(
            "Secrets Manager can't encrypt the secret value: Key 'arn:aws:kms:us-east-1:222222222222:key/"
                + id
                + "' does not exist (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException");
    assertThat(calls.outcome(partner, create("a", 1, key))).isEqualTo(DENIED);
  }

  @Test
  @DisplayName("KMS-7: an asymmetric key protects no secret")
  void asymmetricKeyIsRefused() {
    var key = key("ECC_NIST_P256", "SIGN_VERIFY");

    for (var request :
        List.of(create("a", 1, key), CreateSecret.of("a", Secrets.token(1)).withKmsKeyId(key))) {
      assertThat(calls.outcome(administrator, request))
          .contains("Cannot generate a data key with an asymmetric KMS key");
    }
  }

  /** A deprecated version, one with a label of its own, AWSPREVIOUS, AWSCURRENT, AWSPENDING. */
  private void fiveVersions(String name) {
    calls.execute(administrator, create(name, 1, null, "v1"));
    for (int version = 2; version <= 4; version++) {
      calls.execute(administrator, put(name, version, "v" + version));
    }
    calls.execute(
        administrator,
        UpdateSecretVersionStage.of(name, "label").withMoveToVersionId(Secrets.token(2)));
    calls.execute(
        administrator,
        PutSecretValue.of(name, Secrets.token(5))
            .withSecretString(SecretValue.ofText("v5"))
            .withVersionStages(List.of("AWSPENDING")));
  }

  private Map<String, List<String>> keyIds(String name) {
    var found = new HashMap<String, List<String>>();
    aws.execute(administrator, ListSecretVersionIds.of(name).withIncludeDeprecated(true))
        .result()
        .versions()
        .forEach(version -> found.put(version.versionId(), version.kmsKeyIds()));
    return found;
  }
}
