package dev.strongroom.internal.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are written at their end, or read from their beginning. */
final class Bytes {

  private byte[] bytes;
  private int position;

  Bytes() {
    bytes = new byte[256];
  }

  Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] written() {
    return Arrays.copyOf(bytes, position);
  }

  boolean isAtEnd() {
    return position == bytes.length;
  }

  private void reserve(int more) {
    if (bytes.length - position < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, position + more));
    }
  }

  void put(int octet) {
    reserve(1);
    bytes[position++] = (byte) octet;
  }

  int get() {
    if (position >= bytes.length) {
      throw new UnreadableEntryException("it ends too early");
    }
    return bytes[position++];
  }

  /** Writes small numbers, also negative ones, in few bytes. */
  void putLong(long number) {
    long rest = (number << 1) ^ (number >> 63);
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      put((int) (rest | 0x80));
    }
    put((int) rest);
  }

  long getLong() {
    long rest = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = get();
      rest |= (octet & 0x7fL) << shift;
      if (octet >= 0) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw new UnreadableEntryException("a number in it is too long");
  }

  /** Reads a number of elements, each of which takes a byte or more. */
  int getCount() {
    long count = getLong();
    if (count < 0 || count > bytes.length - position) {
      throw new UnreadableEntryException("it ends too early");
    }
    return (int) count;
  }

  void putArray(byte[] array) {
    putLong(array.length);
    reserve(array.length);
    System.arraycopy(array, 0, bytes, position, array.length);
    position += array.length;
  }

  byte[] getArray() {
    int length = getCount();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  void putText(String text) {
    putArray(text.getBytes(StandardCharsets.UTF_8));
  }

  String getText() {
    int length = getCount();
    position += length;
    return new String(bytes, position - length, length, StandardCharsets.UTF_8);
  }
}
