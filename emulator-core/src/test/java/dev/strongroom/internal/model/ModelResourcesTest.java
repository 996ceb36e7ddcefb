package dev.strongroom.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model resources are what AWS's models say. They are written by {@code mvn -q -pl
 * emulator-core test -Dtest=ModelResourcesTest -Dmodel.write}.
 */
class ModelResourcesTest {

  private static final String COMMAND =
      "mvn -q -pl emulator-core test -Dtest=ModelResourcesTest -Dmodel.write";

  @ParameterizedTest(name = "VAL-1: the constraints of {0} are the model''s")
  @ValueSource(strings = {"secretsmanager", "kms", "sts", "iam", "ssm", "cloudtrail"})
  void resourceIsUpToDate(String service) throws IOException {
    var resource = Path.of("src/main/resources/dev/strongroom/internal/model", service + ".txt");
    var expected = ModelWriter.write(service);
    if (System.getProperty("model.write") != null) {
      Files.writeString(resource, expected);
    }

    assertThat(Files.exists(resource) ? Files.readString(resource) : "")
        .as("%s is out of date; this writes it: %s", resource, COMMAND)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "VAL-8, KR-17: {1} is printed as recorded")
  @CsvSource({
    "kms, MacAlgorithmSpec, HMAC_SHA_384 HMAC_SHA_256 HMAC_SHA_224 HMAC_SHA_512",
    "kms, EncryptionAlgorithmSpec, RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256 SM2PKE SYMMETRIC_DEFAULT",
    "kms, KeyUsageType, ENCRYPT_DECRYPT SIGN_VERIFY GENERATE_VERIFY_MAC KEY_AGREEMENT",
    "secretsmanager, FilterNameStringType, all owning-service name tag-key description tag-value primary-region",
  })
  void enumIsInTheOrderOfHashBuckets(String service, String shape, String values) {
    assertThat(ModelWriter.write(service)).contains("\n" + shape + " enum " + values + "\n");
  }
}
