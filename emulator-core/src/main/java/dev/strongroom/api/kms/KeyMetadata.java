package dev.strongroom.api.kms;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The details of a key (KMS-14). Algorithms are those of the key's usage; the lists of other usages
 * are null.
 *
 * @param customerMasterKeySpec the deprecated name of the spec; null for specs newer than it
 * @param validTo when imported key material expires; null if it doesn't, or was not imported
 * @param expirationModel null unless the key holds imported key material
 * @param pendingDeletionWindowInDays how long a primary key waits once its last replica is gone;
 *     null unless it waits for that
 * @param currentKeyMaterialId null unless the key is symmetric and has had material
 */
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
    @Nullable Instant validTo,
    String origin,
    @Nullable String expirationModel,
    String keyManager,
    @Nullable String customerMasterKeySpec,
    String keySpec,
    @Nullable List<String> encryptionAlgorithms,
    @Nullable List<String> signingAlgorithms,
    @Nullable List<String> keyAgreementAlgorithms,
    boolean multiRegion,
    @Nullable MultiRegionConfiguration multiRegionConfiguration,
    @Nullable Integer pendingDeletionWindowInDays,
    @Nullable List<String> macAlgorithms,
    @Nullable String currentKeyMaterialId) {

  public KeyMetadata {
    encryptionAlgorithms = encryptionAlgorithms == null ? null : List.copyOf(encryptionAlgorithms);
    signingAlgorithms = signingAlgorithms == null ? null : List.copyOf(signingAlgorithms);
    keyAgreementAlgorithms =
        keyAgreementAlgorithms == null ? null : List.copyOf(keyAgreementAlgorithms);
    macAlgorithms = macAlgorithms == null ? null : List.copyOf(macAlgorithms);
  }

  /**
   * The related keys of a multi-Region key.
   *
   * @param multiRegionKeyType {@code PRIMARY} or {@code REPLICA}, of the described key
   */
  public record MultiRegionConfiguration(
      String multiRegionKeyType, MultiRegionKey primaryKey, List<MultiRegionKey> replicaKeys) {

    public MultiRegionConfiguration {
      replicaKeys = List.copyOf(replicaKeys);
    }
  }

  /** One of the related keys. */
  public record MultiRegionKey(String arn, String region) {}
}
