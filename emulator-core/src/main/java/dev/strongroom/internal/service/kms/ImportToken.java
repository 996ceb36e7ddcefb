package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.EXPIRED_IMPORT_TOKEN;
import static dev.strongroom.api.ErrorCode.INVALID_IMPORT_TOKEN;

import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.time.Ids;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an import token holds, encrypted for the key that it was made for: the private half of the
 * wrapping key, so that the key itself need not remember it.
 */
final class ImportToken {

  private static final int HEADER = 1 + Long.BYTES;

  private final Wrapping wrapping;
  private final Instant validTo;
  private final byte[] wrappingKey;

  /**
   * Makes a token.
   *
   * @param wrappingKey in PKCS #8
   */
  ImportToken(Wrapping wrapping, Instant validTo, byte[] wrappingKey) {
    this.wrapping = wrapping;
    this.validTo = validTo;
    this.wrappingKey = wrappingKey;
  }

  /** Encrypts the token. */
  Blob seal(Key key, Ids ids) {
    var nonce = ids.keyMaterial(Jca.NONCE);
    var content =
        ByteBuffer.allocate(HEADER + wrappingKey.length)
            .put((byte) wrapping.ordinal())
            .putLong(validTo.toEpochMilli())
            .put(wrappingKey)
            .array();
    return Blob.of(Jca.seal(secret(key), nonce, associated(key), content));
  }

  /** Opens a token; refuses one of another key, one that was altered, and one that has expired. */
  static ImportToken open(Key key, Blob token, Instant now) {
    var content = Jca.open(secret(key), associated(key), token.bytes());
    if (content == null) {
      throw INVALID_IMPORT_TOKEN.error("");
    }
    var reader = ByteBuffer.wrap(content);
    var wrapping = Wrapping.values()[reader.get()];
    var validTo = Instant.ofEpochMilli(reader.getLong());
    if (!now.isBefore(validTo)) {
      throw EXPIRED_IMPORT_TOKEN.error("");
    }
    return new ImportToken(wrapping, validTo, Arrays.copyOfRange(content, HEADER, content.length));
  }

  /**
   * Unwraps key material.
   *
   * @return null if it was not wrapped by this token's algorithm and key
   */
  byte @Nullable [] unwrap(Blob wrapped) {
    return wrapping.unwrap(wrappingKey, wrapped.bytes());
  }

  private static byte[] secret(Key key) {
    return Objects.requireNonNull(key.facts().importing(), "no key of origin EXTERNAL").secret();
  }

  private static byte[] associated(Key key) {
    return Jca.utf8(key.arn().toString());
  }
}
