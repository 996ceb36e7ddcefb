package dev.strongroom.internal.service.kms;

/**
 * The key that AWS makes for a service in an account and Region when it is first used (KMS-6).
 *
 * @param service the service's name in its host
 * @param displayName the service's name in the key policy
 * @param protects what the key encrypts by default
 */
public record ManagedKey(String service, String displayName, String protects) {

  public static final ManagedKey SECRETS_MANAGER =
      new ManagedKey("secretsmanager", "AWS Secrets Manager", "Secrets Manager data");

  public String alias() {
    return "alias/aws/" + service;
  }

  String description() {
    return "Default key that protects my " + protects + " when no other key is defined";
  }
}
