package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import org.jspecify.annotations.Nullable;

/** Makes random bytes. */
public record GenerateRandom(@Nullable Integer numberOfBytes)
    implements Request<GenerateRandom.Result> {

  /** What GenerateRandom answers. */
  public record Result(SecretValue plaintext) {}
}
