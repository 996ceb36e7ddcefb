package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.text.Arn;
import java.util.Objects;

/** A key's complete ARN. */
public record KeyArn(String partition, String region, String accountId, String keyId) {

  static KeyArn of(Caller caller, String keyId) {
    return new KeyArn(caller.partition(), caller.region(), caller.accountId(), keyId);
  }

  /** Reads what {@link #toString} wrote. */
  static KeyArn parse(String arn) {
    var parsed = Objects.requireNonNull(Arn.parse(arn));
    return new KeyArn(
        parsed.partition(),
        parsed.region(),
        parsed.account(),
        parsed.resource().substring("key/".length()));
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
    return "arn:" + partition + ":kms:" + region + ":" + accountId + ":" + name;
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":kms:" + region + ":" + accountId + ":key/" + keyId;
  }
}
