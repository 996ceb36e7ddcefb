package dev.strongroom.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateRandom;
import dev.strongroom.api.kms.GrantConstraints;
import dev.strongroom.api.kms.Sign;
import dev.strongroom.api.kms.VerifyMac;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Violations of the shipped models that the contract suites, which know one service, don't show.
 */
class ServiceModelTest {

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of(
            "KR-12",
            "kms",
            new DescribeKey("", null),
            "2 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'keyId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\p{ASCII}+$"),
        Arguments.of(
            "KR-12",
            "kms",
            new DescribeKey("schl\u00fcssel", null),
            "1 validation error detected: Value 'schl\u00fcssel' at 'keyId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\p{ASCII}+$"),
        Arguments.of(
            "VAL-8, KR-17",
            "secretsmanager",
            ListSecrets.all().withSortOrder("up"),
            "Value 'up' at 'sortOrder' failed to satisfy constraint: Member must satisfy enum value set: [desc, asc]"),
        Arguments.of(
            "KMS-11",
            "kms",
            Encrypt.of("k", SecretValue.ofBinary(new byte[4097])),
            "Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096"),
        Arguments.of(
            "KMS-11",
            "kms",
            new GenerateRandom(1025),
            "Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024"),
        Arguments.of(
            "KMS-11, KR-11",
            "kms",
            Decrypt.of(Blob.of(new byte[6145])),
            "1 validation error detected: Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144"),
        Arguments.of(
            "KR-11",
            "kms",
            new Encrypt("k", null, null, null, null, null),
            "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must not be null"),
        Arguments.of(
            "KR-11",
            "kms",
            new VerifyMac(SecretValue.ofText("m"), "k", "HMAC_SHA_256", null, null, null),
            "1 validation error detected: Value null at 'mac' failed to satisfy constraint: Member must not be null"),
        Arguments.of(
            "VAL-3",
            "kms",
            CreateGrant.of("k", "p", List.of("Sign"))
                .withConstraints(new GrantConstraints(null, null, "arn")),
            "Value 'arn' at 'constraints.sourceArn' failed to satisfy constraint: Member must have length greater than or equal to 20"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("violations")
  void violationIsRefusedInAwsWords(String rule, String service, Request<?> request, String text) {
    var model = ServiceModel.named(service);

    var refusal = catchThrowableOfType(ServiceError.class, () -> model.check(request));

    assertThat(refusal.text()).contains(text);
  }

  @Test
  @DisplayName("KR-14: SYMMETRIC_DEFAULT is taken as a signing algorithm, and not listed")
  void valueThatIsNotListedIsTaken() {
    var message = SecretValue.ofBinary(new byte[1]);
    var model = ServiceModel.named("kms");

    model.check(Sign.of("k", message, "SYMMETRIC_DEFAULT"));
    var refusal =
        catchThrowableOfType(ServiceError.class, () -> model.check(Sign.of("k", message, "FOO")));

    assertThat(refusal.text())
        .contains("Member must satisfy enum value set: [ED25519_PH_SHA_512, ")
        .doesNotContain("SYMMETRIC_DEFAULT");
  }

  @Test
  @DisplayName("A1, VAL-2: a Region of 5,000 parts is refused for its length and its spelling")
  void longTextDoesNotOverflowTheStackOfARepeatedGroup() {
    var model = ServiceModel.named("secretsmanager");
    var region = "a-".repeat(5_000);

    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () -> model.check(new RemoveRegionsFromReplication("a", List.of(region))));

    assertThat(refusal.text())
        .contains(
            "length less than or equal to 128", "regular expression pattern: ^([a-z]+-)+\\d+$");
  }

  @Test
  void modelOfAServiceCanBeGivenAsText() {
    var model =
        ServiceModel.of(
            """
            NameType shape 1 3
            GetSecretValue structure
             SecretId NameType required
             Unknown NameType required
            """);

    model.check(GetSecretValue.of("abc"));
    model.check(new DescribeSecret(""));
    var refusal =
        catchThrowableOfType(ServiceError.class, () -> model.check(GetSecretValue.of("abcd")));

    assertThat(refusal.text())
        .isEqualTo(
            "1 validation error detected: Value 'abcd' at 'secretId' failed to satisfy constraint: "
                + "Member must have length less than or equal to 3");
  }
}
