package dev.strongroom.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sensitive value, either text or bytes, that never prints itself: {@code toString} shows its
 * kind and length only.
 */
public final class SecretValue {

  private final byte[] bytes;
  private final boolean text;

  private SecretValue(byte[] bytes, boolean text) {
    this.bytes = bytes;
    this.text = text;
  }

  /**
   * Returns a text value, AWS's {@code SecretString}.
   *
   * @throws IllegalArgumentException if the text has half a surrogate pair, for which UTF-8 has no
   *     form
   */
  public static SecretValue ofText(String text) {
    if (hasHalfPair(text)) { // the message is without the text
      throw new IllegalArgumentException(
          "A secret text of "
              + text.length()
              + " characters has half a surrogate pair: use ofBinary for what is no text");
    }
    return new SecretValue(text.getBytes(StandardCharsets.UTF_8), true);
  }

  private static boolean hasHalfPair(String text) {
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return true;
      }
    }
    return false;
  }

  /** A binary value, AWS's {@code SecretBinary}; the array is copied. */
  public static SecretValue ofBinary(byte[] bytes) {
    return new SecretValue(bytes.clone(), false);
  }

  /** Whether this is a {@code SecretString} rather than a {@code SecretBinary}. */
  public boolean isText() {
    return text;
  }

  /** The text of a {@code SecretString}; {@link IllegalStateException} for a binary value. */
  public String text() {
    if (!text) {
      throw new IllegalStateException("This is a binary secret value: read bytes() instead");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A copy of the bytes; of a text value its UTF-8 form. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Length in bytes; of a text value that of its UTF-8 form (VAL-11). */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretValue that
        && text == that.text
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return (text ? "SecretString" : "SecretBinary") + "[" + bytes.length + " bytes]";
  }
}
