package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateMac;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that break the constraints of the model of KMS, in the words that AWS has for it. */
abstract class KmsConstraintsContract extends KeysFixture {

  private static final SecretValue DATA = SecretValue.ofBinary(new byte[] {1});

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of(
            "KR-11",
            new Encrypt("k", null, null, null, null, null),
            "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must not be null"),
        Arguments.of(
            "KR-11",
            Decrypt.of(Blob.of(new byte[6145])),
            "1 validation error detected: Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144"),
        Arguments.of(
            "KR-11",
            new GenerateMac(null, "k", "HMAC_SHA_256", null, null),
            "1 validation error detected: Value at 'message' failed to satisfy constraint: Member must not be null"),
        Arguments.of(
            "KR-11",
            new GenerateMac(DATA, "k", null, null, null),
            "1 validation error detected: Value null at 'macAlgorithm' failed to satisfy constraint: Member must not be null"),
        Arguments.of(
            "KR-12",
            new DescribeKey("", null),
            "2 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'keyId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\p{ASCII}+$"),
        Arguments.of(
            "KR-12",
            new DescribeKey("schl\u00fcssel", null),
            "1 validation error detected: Value 'schl\u00fcssel' at 'keyId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\p{ASCII}+$"),
        Arguments.of(
            "KR-17",
            new GenerateMac(DATA, "k", "FOO", null, null),
            "1 validation error detected: Value 'FOO' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]"),
        Arguments.of(
            "KR-17",
            new Encrypt("k", DATA, null, null, "FOO", null),
            "1 validation error detected: Value 'FOO' at 'encryptionAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE, SYMMETRIC_DEFAULT]"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("violations")
  void violationIsRefusedInAwsWords(String rule, Request<?> request, String text) {
    kms.refused(VALIDATION, text, () -> call(request));
  }
}
