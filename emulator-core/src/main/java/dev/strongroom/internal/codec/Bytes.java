package dev.strongroom.internal.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bytes that are written at their end, or read from their beginning. */
final class Bytes {

  /** How many characters a text has at least that is written once only. */
  private static final int REPEATED = 4;

  private final Map<String, Integer> written = new HashMap<>();
  private final List<String> read = new ArrayList<>();
  private byte[] bytes;
  private int position;

  Bytes() {
    bytes = new byte[256];
  }

  Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] toArray() {
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

  /** Writes a text, or which of the earlier ones it is. */
  void putText(String text) {
    if (text.length() < REPEATED) {
      putArray(text.getBytes(UTF_8));
      return;
    }
    var earlier = written.putIfAbsent(text, written.size());
    if (earlier == null) {
      putArray(text.getBytes(UTF_8));
    } else {
      putLong(-1 - earlier);
    }
  }

  String getText() {
    long length = getLong();
    if (length < 0) {
      long earlier = -1 - length;
      if (earlier >= read.size()) {
        throw new UnreadableEntryException("a text in it is repeated before it is there");
      }
      return read.get((int) earlier);
    }
    var text = new String(bytes, position, advance(length), UTF_8);
    if (text.length() >= REPEATED) {
      read.add(text);
    }
    return text;
  }

  private int advance(long length) {
    if (length > bytes.length - position) {
      throw new UnreadableEntryException("it ends too early");
    }
    position += (int) length;
    return (int) length;
  }
}
