package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import org.jspecify.annotations.Nullable;

/** Generates 1 to 1024 random bytes. */
public record GenerateRandom(@Nullable Integer numberOfBytes, @Nullable String customKeyStoreId)
    implements Request<GenerateRandom.Result> {

  /** Generates that many bytes by AWS KMS itself. */
  public GenerateRandom(@Nullable Integer numberOfBytes) {
    this(numberOfBytes, null);
  }

  /** The random bytes. */
  public record Result(SecretValue plaintext) {}
}
