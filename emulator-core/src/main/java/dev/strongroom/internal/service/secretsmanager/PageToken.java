package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_NEXT_TOKEN;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on, as an opaque text that is good for one listing only: another
 * operation's, another filter's or an invented token is refused (PG-2, PG-3).
 */
record PageToken(String listing) {

  static PageToken of(Object... listing) {
    return new PageToken(Arrays.toString(listing));
  }

  String encode(String position) {
    var text = checksum(position) + position;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The position that {@link #encode} was given; null for the first page. */
  @Nullable String decode(@Nullable String token) {
    if (token == null) {
      return null;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      var position = text.substring(Math.min(text.length(), 8));
      if (token.equals(encode(position))) {
        return position;
      }
    } catch (IllegalArgumentException notBase64) {
      // answered below
    }
    throw INVALID_NEXT_TOKEN.error("The NextToken value is invalid.");
  }

  @Nullable Long sequence(@Nullable String token) {
    var position = decode(token);
    return position == null ? null : Long.valueOf(position);
  }

  private String checksum(String position) {
    var crc = new CRC32();
    crc.update((listing + position).getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
