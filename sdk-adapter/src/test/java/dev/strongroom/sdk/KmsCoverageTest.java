package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.strongroom.internal.service.kms.KmsOperations;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Every operation of the SDK's KMS client, and every member of its requests and responses, is bound
 * to the core or listed as not emulated.
 */
class KmsCoverageTest {

  /** What belongs to imported keys, replicas, custom key stores and Nitro enclaves. */
  private static final Set<String> MEMBERS =
      Set.of(
          "CreateKey < KeyMetadata.CloudHsmClusterId",
          "CreateKey < KeyMetadata.CustomKeyStoreId",
          "CreateKey < KeyMetadata.XksKeyConfiguration",
          "Decrypt < CiphertextForRecipient",
          "Decrypt > Recipient",
          "DescribeKey < KeyMetadata.CloudHsmClusterId",
          "DescribeKey < KeyMetadata.CustomKeyStoreId",
          "DescribeKey < KeyMetadata.XksKeyConfiguration",
          "GenerateDataKey < CiphertextForRecipient",
          "GenerateDataKey > Recipient",
          "GenerateDataKeyPair < CiphertextForRecipient",
          "GenerateDataKeyPair > Recipient",
          "GenerateRandom < CiphertextForRecipient",
          "GenerateRandom > Recipient");

  private static final Set<String> NOT_EMULATED =
      Stream.concat(KmsOperations.NOT_EMULATED.stream(), MEMBERS.stream())
          .collect(Collectors.toCollection(TreeSet::new));

  private final Coverage coverage = new Coverage(KmsClient.class);

  @Test
  void everythingInTheSdkIsBoundOrListedAsNotEmulated() {
    assertThat(coverage.onlyInTheSdk).isSubsetOf(NOT_EMULATED);
  }

  @Test
  void everythingOnTheListIsInTheSdkOnly() {
    assumeFalse(Sdk.isOlderThanCompiledAgainst());

    assertThat(NOT_EMULATED).isSubsetOf(coverage.onlyInTheSdk);
  }

  @Test
  void everythingInTheCoreIsInTheSdk() {
    assumeFalse(Sdk.isOlderThanCompiledAgainst());

    assertThat(coverage.onlyInTheCore).isEmpty();
  }
}
