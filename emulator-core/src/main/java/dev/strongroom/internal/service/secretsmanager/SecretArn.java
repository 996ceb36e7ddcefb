package dev.strongroom.internal.service.secretsmanager;

/**
 * The complete ARN of a secret. Its six random characters distinguish the secret from earlier ones
 * of the same name (ID-1, ID-2).
 */
public record SecretArn(
    String partition, String region, String accountId, String name, String suffix) {

  /** Returns the ARN of the replica in another Region (REP-3). */
  public SecretArn in(String otherRegion) {
    return new SecretArn(partition, otherRegion, accountId, name, suffix);
  }

  @Override
  public String toString() {
    return "arn:"
        + partition
        + ":secretsmanager:"
        + region
        + ":"
        + accountId
        + ":secret:"
        + name
        + "-"
        + suffix;
  }
}
