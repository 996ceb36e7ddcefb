package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.text.Arn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A key's complete ARN, which is put together once: every call to KMS shows it several times. */
public final class KeyArn {

  private record Kept(String partition, String region, String accountId, String keyId) {}

  /** What stands for ARNs of keys on disk. */
  static final Representation<KeyArn, ?> REPRESENTATION =
      new Representation<>(
          KeyArn.class,
          Kept.class,
          arn -> new Kept(arn.partition, arn.region, arn.accountId, arn.keyId),
          kept -> new KeyArn(kept.partition, kept.region, kept.accountId, kept.keyId));

  private static final int TYPICAL = 50; // characters besides the resource

  private final String partition;
  private final String region;
  private final String accountId;
  private final String keyId;
  private final String text;

  KeyArn(String partition, String region, String accountId, String keyId) {
    this.partition = partition;
    this.region = region;
    this.accountId = accountId;
    this.keyId = keyId;
    this.text = text(partition, region, accountId, "key/" + keyId);
  }

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

  public String partition() {
    return partition;
  }

  public String region() {
    return region;
  }

  public String accountId() {
    return accountId;
  }

  public String keyId() {
    return keyId;
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
    return text(partition, region, accountId, name);
  }

  /** Returns the ARN of a key or alias. */
  @SuppressWarnings("UnnecessaryStringBuilder") // a new process's first such concatenation: 4 ms
  public static String text(String partition, String region, String accountId, String resource) {
    return new StringBuilder(TYPICAL + resource.length())
        .append("arn:")
        .append(partition)
        .append(":kms:")
        .append(region)
        .append(':')
        .append(accountId)
        .append(':')
        .append(resource)
        .toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyArn that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
