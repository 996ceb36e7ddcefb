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

  /** Rotates by the function that the secret already has. */
  public static RotateSecret of(String secretId, @Nullable String clientRequestToken) {
    return new RotateSecret(secretId, clientRequestToken, null, null, null, null, null);
  }

  /** Returns this request with a rotation function. */
  public RotateSecret withRotationLambdaARN(@Nullable String value) {
    return new RotateSecret(
        secretId,
        clientRequestToken,
        value,
        rotationRules,
        rotateImmediately,
        externalSecretRotationMetadata,
        externalSecretRotationRoleArn);
  }

  /** Returns this request with a schedule. */
  public RotateSecret withRotationRules(@Nullable RotationRules value) {
    return new RotateSecret(
        secretId,
        clientRequestToken,
        rotationLambdaARN,
        value,
        rotateImmediately,
        externalSecretRotationMetadata,
        externalSecretRotationRoleArn);
  }

  /** Returns this request with or without a rotation at once. */
  public RotateSecret withRotateImmediately(@Nullable Boolean value) {
    return new RotateSecret(
        secretId,
        clientRequestToken,
        rotationLambdaARN,
        rotationRules,
        value,
        externalSecretRotationMetadata,
        externalSecretRotationRoleArn);
  }

  /** Returns this request with the role of an external rotation. */
  public RotateSecret withExternalSecretRotationRoleArn(@Nullable String value) {
    return new RotateSecret(
        secretId,
        clientRequestToken,
        rotationLambdaARN,
        rotationRules,
        rotateImmediately,
        externalSecretRotationMetadata,
        value);
  }

  /** What RotateSecret answers. */
  public record Result(String arn, String name, @Nullable String versionId) {}
}
