package dev.strongroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a secret, with a first version when a value is given. */
public record CreateSecret(
    String name,
    @Nullable String clientRequestToken,
    @Nullable String description,
    @Nullable String kmsKeyId,
    @Nullable SecretValue secretBinary,
    @Nullable SecretValue secretString,
    @Nullable List<Tag> tags)
    implements Request<CreateSecret.Result> {

  public CreateSecret {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** What CreateSecret answers. */
  public record Result(String arn, String name, @Nullable String versionId) {}
}
