package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Every operation of the SDK's KMS client, and every member of its requests and responses, is bound
 * to the core or listed as one of hardware.
 */
class KmsCoverageTest {

  /** What speaks of hardware: of Nitro enclaves, and of custom key stores that exist. */
  private static final Set<String> HARDWARE =
      Set.of(
          "CreateKey < KeyMetadata.CloudHsmClusterId",
          "CreateKey < KeyMetadata.CustomKeyStoreId",
          "CreateKey < KeyMetadata.XksKeyConfiguration",
          "Decrypt < CiphertextForRecipient",
          "Decrypt > Recipient",
          "DeriveSharedSecret < CiphertextForRecipient",
          "DeriveSharedSecret > Recipient",
          "DescribeCustomKeyStores < CustomKeyStores.CloudHsmClusterId",
          "DescribeCustomKeyStores < CustomKeyStores.ConnectionErrorCode",
          "DescribeCustomKeyStores < CustomKeyStores.ConnectionState",
          "DescribeCustomKeyStores < CustomKeyStores.CreationDate",
          "DescribeCustomKeyStores < CustomKeyStores.CustomKeyStoreType",
          "DescribeCustomKeyStores < CustomKeyStores.TrustAnchorCertificate",
          "DescribeCustomKeyStores < CustomKeyStores.XksProxyConfiguration",
          "DescribeKey < KeyMetadata.CloudHsmClusterId",
          "DescribeKey < KeyMetadata.CustomKeyStoreId",
          "DescribeKey < KeyMetadata.XksKeyConfiguration",
          "GenerateDataKey < CiphertextForRecipient",
          "GenerateDataKey > Recipient",
          "GenerateDataKeyPair < CiphertextForRecipient",
          "GenerateDataKeyPair > Recipient",
          "GenerateRandom < CiphertextForRecipient",
          "GenerateRandom > Recipient",
          "ReplicateKey < ReplicaKeyMetadata.CloudHsmClusterId",
          "ReplicateKey < ReplicaKeyMetadata.CustomKeyStoreId",
          "ReplicateKey < ReplicaKeyMetadata.XksKeyConfiguration");

  private final Coverage coverage = new Coverage(KmsClient.class);

  @Test
  void everythingInTheSdkIsBoundOrSpeaksOfHardware() {
    assertThat(coverage.onlyInTheSdk).isSubsetOf(HARDWARE);
  }

  @Test
  void everythingOnTheListIsInTheSdkOnly() {
    assumeFalse(Sdk.isOlderThanCompiledAgainst());

    assertThat(HARDWARE).isSubsetOf(coverage.onlyInTheSdk);
  }

  @Test
  void everythingInTheCoreIsInTheSdk() {
    assumeFalse(Sdk.isOlderThanCompiledAgainst());

    assertThat(coverage.onlyInTheCore).isEmpty();
  }
}
