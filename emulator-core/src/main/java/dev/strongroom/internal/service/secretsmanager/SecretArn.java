package dev.strongroom.internal.service.secretsmanager;

/**
 * A secret's complete ARN, whose six random characters tell it from an earlier secret of the same
 * name (ID-1, ID-2).
 */
public record SecretArn(
    String partition, String region, String accountId, String name, String suffix) {

  /** The ARN of its replica in another Region (REP-3). */
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
