package dev.strongroom.rotation;

import dev.strongroom.api.GetRandomPassword;
import org.jspecify.annotations.Nullable;

/** How a rotation function draws a password (ROT-26); null means Secrets Manager's default. */
record NewPassword(@Nullable Integer length, String excludedCharacters) {

  NewPassword {
    if (length != null && (length < 4 || length > 4096)) {
      throw new IllegalArgumentException(
          "A password of " + length + " characters can't be drawn: 4 to 4096 are possible");
    }
  }

  /** As the database templates ask for it. */
  GetRandomPassword request() {
    return new GetRandomPassword(
        length == null ? null : Long.valueOf(length),
        excludedCharacters,
        false,
        false,
        false,
        false,
        null,
        true);
  }
}
