package dev.strongroom.rotation;

import dev.strongroom.api.RotationStep;

/**
 * What a rotation function is invoked with (ROT-18).
 *
 * @param secretId always the secret's ARN
 * @param clientRequestToken the id of the version that the rotation makes
 * @param rotationToken what the function passes on in {@code PutSecretValue.RotationToken} (ROT-19)
 */
public record RotationEvent(
    RotationStep step, String secretId, String clientRequestToken, String rotationToken) {

  /** Without the rotation token, which stands for a right. */
  @Override
  public String toString() {
    return step.wireName() + " of " + secretId + " with " + clientRequestToken;
  }
}
