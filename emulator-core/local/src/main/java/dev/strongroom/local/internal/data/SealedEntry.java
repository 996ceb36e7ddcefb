package dev.strongroom.local.internal.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.internal.data.DamagedDataException;
import dev.strongroom.internal.data.StoredEntry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the file has it: a checksum of its name and of what follows, the length of the
 * outline, the outline, and the sealed content. A start only computes checksums, which takes a
 * fraction of decrypting; what is authentic, is seen when the content is decrypted.
 */
final class SealedEntry implements StoredEntry {

  private static final int HEAD = 2 * Integer.BYTES;
  private static final int LEAST = Sealing.NONCE + Sealing.TAG;

  private final String file;
  private final String name;
  private final byte[] value;
  private final int start; // of the outline
  private final int end; // of the outline
  private final Sealing sealing;

  private SealedEntry(String file, String name, byte[] value, int start, int end, Sealing sealing) {
    this.file = file;
    this.name = name;
    this.value = value;
    this.start = start;
    this.end = end;
    this.sealing = sealing;
  }

  /** Returns what the file has of an entry. */
  static byte[] value(String name, byte[] outline, byte[] sealed) {
    var value = ByteBuffer.allocate(HEAD + outline.length + sealed.length);
    value.putInt(0).putInt(outline.length).put(outline).put(sealed);
    return value.putInt(0, checksum(name, value.array())).array();
  }

  /** Returns an entry that the file has; null if it is damaged. */
  static @Nullable SealedEntry of(String file, String name, byte[] value, Sealing sealing) {
    if (value.length < HEAD + LEAST) {
      return null;
    }
    var head = ByteBuffer.wrap(value);
    int checksum = head.getInt();
    int outline = head.getInt();
    return checksum != checksum(name, value) || outline < 0 || outline > value.length - HEAD - LEAST
        ? null
        : new SealedEntry(file, name, value, HEAD, HEAD + outline, sealing);
  }

  /** Returns an entry of a file of format 1, which has neither checksum nor outline. */
  static @Nullable SealedEntry ofFormatOne(
      String file, String name, byte[] value, Sealing sealing) {
    return value.length < LEAST ? null : new SealedEntry(file, name, value, 0, 0, sealing);
  }

  private static int checksum(String name, byte[] value) {
    var checksum = new CRC32C();
    checksum.update(name.getBytes(UTF_8));
    checksum.update(value, Integer.BYTES, value.length - Integer.BYTES);
    return (int) checksum.getValue();
  }

  @Override
  public byte[] outline() {
    return Arrays.copyOfRange(value, start, end);
  }

  @Override
  public byte[] content() {
    var content = sealing.open(name, ByteBuffer.wrap(value, start, end - start), value, end);
    if (content == null) {
      throw new DamagedDataException(
          file, "it is damaged: entry '" + name + "' is not as it was written");
    }
    return content;
  }
}
