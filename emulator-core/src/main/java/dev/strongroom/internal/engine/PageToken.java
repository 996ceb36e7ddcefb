package dev.strongroom.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.internal.time.Ids;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one listing: opaque texts that hold the position at which a page ended. A token is
 * authenticated with a key of the emulator, so that a token of another listing and an invented one
 * are recognized (PG-2, PG-3).
 */
public final class PageToken {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_LENGTH = 16;

  private final Ids ids;
  private final byte[] listing;

  private PageToken(Ids ids, byte[] listing) {
    this.ids = ids;
    this.listing = listing;
  }

  /** Returns the tokens of the listing that these values identify. */
  public static PageToken of(Ids ids, Object... listing) {
    return new PageToken(ids, Arrays.toString(listing).getBytes(UTF_8));
  }

  /** Returns the token for a position. */
  public String encode(String position) {
    var bytes = position.getBytes(UTF_8);
    var token = ByteBuffer.allocate(MAC_LENGTH + bytes.length);
    token.put(mac(bytes), 0, MAC_LENGTH).put(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /** Returns the position in a token of this listing; null if the text is no such token. */
  public @Nullable String decode(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
    if (bytes.length < MAC_LENGTH) {
      return null;
    }
    var position = new String(bytes, MAC_LENGTH, bytes.length - MAC_LENGTH, UTF_8);
    return token.equals(encode(position)) ? position : null; // base64 has several forms
  }

  private byte[] mac(byte[] position) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(ids.pageKey(), ALGORITHM));
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(listing.length).array());
      mac.update(listing);
      return mac.doFinal(position);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
    }
  }
}
