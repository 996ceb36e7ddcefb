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

  /** A put outside a rotation, or by a function in the secret's own account. */
  public PutSecretValue(
      String secretId,
      @Nullable String clientRequestToken,
      @Nullable SecretValue secretBinary,
      @Nullable SecretValue secretString,
      @Nullable List<String> versionStages) {
    this(secretId, clientRequestToken, secretBinary, secretString, versionStages, null);
  }

  /** What PutSecretValue answers. */
  public record Result(String arn, String name, String versionId, List<String> versionStages) {

    public Result {
      versionStages = versionStages == null ? null : List.copyOf(versionStages);
    }
  }
}
