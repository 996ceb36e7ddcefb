package dev.strongroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Configures a secret's rotation, and starts one at once by default. */
public record RotateSecret(
    String secretId,
    @Nullable String clientRequestToken,
    @Nullable String rotationLambdaARN,
    @Nullable RotationRules rotationRules,
    @Nullable Boolean rotateImmediately,
    @Nullable List<ExternalSecretRotationMetadata> externalSecretRotationMetadata,
    @Nullable String externalSecretRotationRoleArn)
    implements Request<RotateSecret.Result> {

  public RotateSecret {
    externalSecretRotationMetadata =
        externalSecretRotationMetadata == null ? null : List.copyOf(externalSecretRotationMetadata);
  }

  /** A rotation at once, by a function or by the one that the secret already has. */
  public RotateSecret(
      String secretId,
      @Nullable String clientRequestToken,
      @Nullable String rotationLambdaARN,
      @Nullable RotationRules rotationRules) {
    this(secretId, clientRequestToken, rotationLambdaARN, rotationRules, null, null, null);
  }

  /** What RotateSecret answers. */
  public record Result(String arn, String name, @Nullable String versionId) {}
}
