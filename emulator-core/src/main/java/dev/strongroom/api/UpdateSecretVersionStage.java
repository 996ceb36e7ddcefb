package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** Attaches, moves or removes one staging label. */
public record UpdateSecretVersionStage(
    String secretId,
    String versionStage,
    @Nullable String removeFromVersionId,
    @Nullable String moveToVersionId)
    implements Request<UpdateSecretVersionStage.Result> {

  /** What UpdateSecretVersionStage answers. */
  public record Result(String arn, String name) {}
}
