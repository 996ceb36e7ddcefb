package dev.strongroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds a version to a secret and moves labels to it, by default AWSCURRENT. */
public record PutSecretValue(
    String secretId,
    @Nullable String clientRequestToken,
    @Nullable SecretValue secretBinary,
    @Nullable SecretValue secretString,
    @Nullable List<String> versionStages,
    @Nullable SecretValue rotationToken)
    implements Request<PutSecretValue.Result> {

  public PutSecretValue {
    versionStages = versionStages == null ? null : List.copyOf(versionStages);
  }

  /** Adds a version whose ID is the token; its value is to be given. */
  public static PutSecretValue of(String secretId, @Nullable String clientRequestToken) {
    return new PutSecretValue(secretId, clientRequestToken, null, null, null, null);
  }

  /** Returns this request with a binary value. */
  public PutSecretValue withSecretBinary(@Nullable SecretValue value) {
    return new PutSecretValue(
        secretId, clientRequestToken, value, secretString, versionStages, rotationToken);
  }

  /** Returns this request with a text as value. */
  public PutSecretValue withSecretString(@Nullable SecretValue value) {
    return new PutSecretValue(
        secretId, clientRequestToken, secretBinary, value, versionStages, rotationToken);
  }

  /** Returns this request with labels. */
  public PutSecretValue withVersionStages(@Nullable List<String> value) {
    return new PutSecretValue(
        secretId, clientRequestToken, secretBinary, secretString, value, rotationToken);
  }

  /** Returns this request with the token of the rotation to which it belongs. */
  public PutSecretValue withRotationToken(@Nullable SecretValue value) {
    return new PutSecretValue(
        secretId, clientRequestToken, secretBinary, secretString, versionStages, value);
  }

  /** What PutSecretValue answers. */
  public record Result(String arn, String name, String versionId, List<String> versionStages) {

    public Result {
      versionStages = versionStages == null ? null : List.copyOf(versionStages);
    }
  }
}
