package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Caller;

/** A key's complete ARN. */
public record KeyArn(String partition, String region, String accountId, String keyId) {

  static KeyArn of(Caller caller, String keyId) {
    return new KeyArn(caller.partition(), caller.region(), caller.accountId(), keyId);
  }

  /** Reads what {@link #toString} wrote. */
  static KeyArn parse(String arn) {
    var parts = arn.split(":", 6);
    return new KeyArn(parts[1], parts[3], parts[4], parts[5].substring("key/".length()));
  }

  /** The ARN of the related multi-Region key in another Region. */
  KeyArn in(String otherRegion) {
    return new KeyArn(partition, otherRegion, accountId, keyId);
  }

  /** Whether it is that key, or a multi-Region key related to it. */
  boolean isRelatedTo(KeyArn other) {
    return keyId.startsWith("mrk-") ? equals(other.in(region)) : equals(other);
  }

  String alias(String name) {
    return prefix() + name;
  }

  private String prefix() {
    return "arn:" + partition + ":kms:" + region + ":" + accountId + ":";
  }

  @Override
  public String toString() {
    return prefix() + "key/" + keyId;
  }
}
