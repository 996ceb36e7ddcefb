package dev.strongroom.local.internal.data;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.strongroom.internal.data.DamagedDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The number of the last change that was acknowledged, in a file of its own: without it a data file
 * that has lost its end would look like one that never had it.
 */
final class Acknowledged implements AutoCloseable {

  private static final int LENGTH = 2 * Long.BYTES;

  private final Path file;
  private final FileChannel channel;
  private long number;

  /**
   * @throws DamagedDataException if the file has another content
   */
  Acknowledged(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, CREATE, READ, WRITE);
    var content = ByteBuffer.allocate(LENGTH + 1);
    int read = Math.max(0, channel.read(content, 0));
    if (read == 0) {
      return; // a first start, perhaps one that did not get far
    }
    if (read != LENGTH || content.getLong(0) != ~content.getLong(Long.BYTES)) {
      channel.close();
      throw new DamagedDataException(
          file.toString(), "it is damaged: it holds no number of a change");
    }
    number = content.getLong(0);
  }

  long number() {
    return number;
  }

  /**
   * Refuses a data file that holds fewer changes.
   *
   * @throws DamagedDataException naming both numbers
   */
  void requireUpTo(long held, Path dataFile) {
    if (held < number) {
      throw new DamagedDataException(
          dataFile.toString(),
          ("it is damaged: it holds changes up to number %d, but number %d was acknowledged. A power"
                  + " cut can do that where data are not synced. To go on without the later ones,"
                  + " delete %s")
              .formatted(held, number, file));
    }
  }

  void advanceTo(long next, boolean sync) throws IOException {
    channel.write(ByteBuffer.allocate(LENGTH).putLong(next).putLong(~next).flip(), 0);
    if (sync) {
      channel.force(false);
    }
    number = next;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
