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
  /** Draws a password as the service does by default. */
  public static GetRandomPassword byDefault() {
    return new GetRandomPassword(null, null, null, null, null, null, null, null);
  }

  /** Returns this request with a length. */
  public GetRandomPassword withPasswordLength(@Nullable Long value) {
    return new GetRandomPassword(
        value,
        excludeCharacters,
        excludeNumbers,
        excludePunctuation,
        excludeUppercase,
        excludeLowercase,
        includeSpace,
        requireEachIncludedType);
  }

  /** Returns this request with characters that the password does not contain. */
  public GetRandomPassword withExcludeCharacters(@Nullable String value) {
    return new GetRandomPassword(
        passwordLength,
        value,
        excludeNumbers,
        excludePunctuation,
        excludeUppercase,
        excludeLowercase,
        includeSpace,
        requireEachIncludedType);
  }

  /** What GetRandomPassword answers. */
  public record Result(SecretValue randomPassword) {}
}
