package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KMS as Secrets Manager uses it during one call, with the caller's permissions (KMS-1 to KMS-8).
 * Keys are given as the caller named them; null is the AWS managed key of the secret's account.
 */
public interface KeyService {

  /**
   * Encrypts the value of a version.
   *
   * @throws ServiceError EncryptionFailure or AccessDeniedException
   */
  Sealed seal(SecretArn secret, @Nullable String kmsKeyId, String versionId, SecretValue value);

  /**
   * Decrypts the value of a version.
   *
   * @throws ServiceError DecryptionFailure or AccessDeniedException
   */
  SecretValue open(SecretArn secret, String versionId, Sealed sealed);

  /**
   * Adds a key that decrypts a version, if the caller may use both the old and the new key (KMS-3).
   */
  Sealed rewrap(SecretArn secret, @Nullable String kmsKeyId, String versionId, Sealed sealed);

  /**
   * Checks that a key that is set or changed can be used (KMS-2).
   *
   * @throws ServiceError EncryptionFailure or AccessDeniedException
   */
  void validate(SecretArn secret, @Nullable String kmsKeyId);

  /**
   * Returns why the caller can't encrypt a replica under a key of the replica's Region (REP-15).
   * Returns null if the caller can, or if the key does not exist, which fails the replication
   * later.
   */
  @Nullable ServiceError refusalIn(SecretArn replica, @Nullable String kmsKeyId);

  /**
   * Returns the keys that decrypt a version, as ListSecretVersionIds shows them (LSVI-1, KMS-4).
   */
  List<String> keyIds(Sealed sealed);
}
