package dev.strongroom.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one version of a secret, by default the one labelled AWSCURRENT. */
public record GetSecretValue(
    String secretId, @Nullable String versionId, @Nullable String versionStage)
    implements Request<GetSecretValue.Result> {
  /** Reads the version labelled AWSCURRENT. */
  public static GetSecretValue of(String secretId) {
    return new GetSecretValue(secretId, null, null);
  }

  /** Returns this request with the ID of a version. */
  public GetSecretValue withVersionId(@Nullable String value) {
    return new GetSecretValue(secretId, value, versionStage);
  }

  /** Returns this request with the label of a version. */
  public GetSecretValue withVersionStage(@Nullable String value) {
    return new GetSecretValue(secretId, versionId, value);
  }

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
