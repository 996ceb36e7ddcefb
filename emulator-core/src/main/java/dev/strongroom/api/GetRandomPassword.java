package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** Draws a password; needs no secret. */
public record GetRandomPassword(
    @Nullable Long passwordLength,
    @Nullable String excludeCharacters,
    @Nullable Boolean excludeNumbers,
    @Nullable Boolean excludePunctuation,
    @Nullable Boolean excludeUppercase,
    @Nullable Boolean excludeLowercase,
    @Nullable Boolean includeSpace,
    @Nullable Boolean requireEachIncludedType)
    implements Request<GetRandomPassword.Result> {

  /** What GetRandomPassword answers. */
  public record Result(SecretValue randomPassword) {}
}
