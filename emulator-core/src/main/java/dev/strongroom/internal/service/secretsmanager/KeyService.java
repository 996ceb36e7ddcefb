package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KMS as Secrets Manager uses it for one call, with the caller's permissions (KMS-1 to KMS-8). The
 * key is named as the caller named it; null is the AWS managed one of the secret's account.
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
   * Lets one more key open a version, if the caller may use the old one and the new one (KMS-3).
   */
  Sealed rewrap(SecretArn secret, @Nullable String kmsKeyId, String versionId, Sealed sealed);

  /**
   * Tries a key that is set for the first time, or changed (KMS-2).
   *
   * @throws ServiceError EncryptionFailure or AccessDeniedException
   */
  void validate(SecretArn secret, @Nullable String kmsKeyId);

  /**
   * Why the caller can't encrypt a replica under a key of the replica's Region (REP-15); null if it
   * can, or if there is no such key, which the replication will find out.
   */
  @Nullable ServiceError refusalIn(SecretArn replica, @Nullable String kmsKeyId);

  /** The keys that open a version, as ListSecretVersionIds tells them (LSVI-1, KMS-4). */
  List<String> keyIds(Sealed sealed);
}
