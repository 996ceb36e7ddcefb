package dev.strongroom.api.kms;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key's details (KMS-14). */
public record KeyMetadata(
    String awsAccountId,
    String keyId,
    String arn,
    Instant creationDate,
    boolean enabled,
    String description,
    String keyUsage,
    String keyState,
    @Nullable Instant deletionDate,
    String origin,
    String keyManager,
    @Nullable String customerMasterKeySpec,
    String keySpec,
    @Nullable List<String> encryptionAlgorithms,
    @Nullable List<String> signingAlgorithms,
    @Nullable List<String> keyAgreementAlgorithms,
    boolean multiRegion,
    @Nullable MultiRegionConfiguration multiRegionConfiguration,
    @Nullable List<String> macAlgorithms,
    @Nullable String currentKeyMaterialId) {

  public KeyMetadata {
    encryptionAlgorithms = encryptionAlgorithms == null ? null : List.copyOf(encryptionAlgorithms);
    signingAlgorithms = signingAlgorithms == null ? null : List.copyOf(signingAlgorithms);
    keyAgreementAlgorithms =
        keyAgreementAlgorithms == null ? null : List.copyOf(keyAgreementAlgorithms);
    macAlgorithms = macAlgorithms == null ? null : List.copyOf(macAlgorithms);
  }

  /** Where a multi-Region key's primary and replicas are; replicas are not emulated. */
  public record MultiRegionConfiguration(
      String multiRegionKeyType, MultiRegionKey primaryKey, List<MultiRegionKey> replicaKeys) {

    public MultiRegionConfiguration {
      replicaKeys = List.copyOf(replicaKeys);
    }
  }

  /** A multi-Region key in one Region. */
  public record MultiRegionKey(String arn, String region) {}
}
