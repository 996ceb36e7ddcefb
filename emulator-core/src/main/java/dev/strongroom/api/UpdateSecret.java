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
  /** Changes nothing; what changes is to be given. */
  public static UpdateSecret of(String secretId, @Nullable String clientRequestToken) {
    return new UpdateSecret(secretId, clientRequestToken, null, null, null, null, null);
  }

  /** Returns this request with another description. */
  public UpdateSecret withDescription(@Nullable String value) {
    return new UpdateSecret(
        secretId, clientRequestToken, value, kmsKeyId, secretBinary, secretString, type);
  }

  /** Returns this request with another KMS key. */
  public UpdateSecret withKmsKeyId(@Nullable String value) {
    return new UpdateSecret(
        secretId, clientRequestToken, description, value, secretBinary, secretString, type);
  }

  /** Returns this request with a new binary value. */
  public UpdateSecret withSecretBinary(@Nullable SecretValue value) {
    return new UpdateSecret(
        secretId, clientRequestToken, description, kmsKeyId, value, secretString, type);
  }

  /** Returns this request with a text as new value. */
  public UpdateSecret withSecretString(@Nullable SecretValue value) {
    return new UpdateSecret(
        secretId, clientRequestToken, description, kmsKeyId, secretBinary, value, type);
  }

  /** Returns this request with another type. */
  public UpdateSecret withType(@Nullable String value) {
    return new UpdateSecret(
        secretId, clientRequestToken, description, kmsKeyId, secretBinary, secretString, value);
  }

  /** What UpdateSecret answers. */
  public record Result(String arn, String name, @Nullable String versionId) {}
}
