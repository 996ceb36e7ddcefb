package dev.strongroom.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one version of a secret, by default the one labelled AWSCURRENT. */
public record GetSecretValue(
    String secretId, @Nullable String versionId, @Nullable String versionStage)
    implements Request<GetSecretValue.Result> {

  /** What GetSecretValue answers. */
  public record Result(
      String arn,
      String name,
      String versionId,
      @Nullable SecretValue secretBinary,
      @Nullable SecretValue secretString,
      @Nullable List<String> versionStages,
      Instant createdDate) {

    public Result {
      versionStages = versionStages == null ? null : List.copyOf(versionStages);
    }
  }
}
