package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** Changes a secret's description, key or value; a value becomes a new AWSCURRENT version. */
public record UpdateSecret(
    String secretId,
    @Nullable String clientRequestToken,
    @Nullable String description,
    @Nullable String kmsKeyId,
    @Nullable SecretValue secretBinary,
    @Nullable SecretValue secretString,
    @Nullable String type)
    implements Request<UpdateSecret.Result> {

  /** A change that leaves the type alone. */
  public UpdateSecret(
      String secretId,
      @Nullable String clientRequestToken,
      @Nullable String description,
      @Nullable String kmsKeyId,
      @Nullable SecretValue secretBinary,
      @Nullable SecretValue secretString) {
    this(secretId, clientRequestToken, description, kmsKeyId, secretBinary, secretString, null);
  }

  /** What UpdateSecret answers. */
  public record Result(String arn, String name, @Nullable String versionId) {}
}
