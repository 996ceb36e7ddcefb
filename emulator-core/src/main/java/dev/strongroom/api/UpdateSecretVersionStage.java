package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** Attaches, moves or removes one staging label. */
public record UpdateSecretVersionStage(
    String secretId,
    String versionStage,
    @Nullable String removeFromVersionId,
    @Nullable String moveToVersionId)
    implements Request<UpdateSecretVersionStage.Result> {
  /** Names a label; where it goes is to be given. */
  public static UpdateSecretVersionStage of(String secretId, String versionStage) {
    return new UpdateSecretVersionStage(secretId, versionStage, null, null);
  }

  /** Returns this request with the version that loses the label. */
  public UpdateSecretVersionStage withRemoveFromVersionId(@Nullable String value) {
    return new UpdateSecretVersionStage(secretId, versionStage, value, moveToVersionId);
  }

  /** Returns this request with the version that gets the label. */
  public UpdateSecretVersionStage withMoveToVersionId(@Nullable String value) {
    return new UpdateSecretVersionStage(secretId, versionStage, removeFromVersionId, value);
  }

  /** What UpdateSecretVersionStage answers. */
  public record Result(String arn, String name) {}
}
