package dev.strongroom.local.internal.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The lock of a directory, which ends with the process that holds it: a file with its pid. */
final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws IllegalStateException naming the process that holds it
   */
  static DirectoryLock take(Path directory) throws IOException {
    var file = directory.resolve("lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!isTaken(channel)) {
      channel.close();
      throw new IllegalStateException(
          "%s is used by process %s: end it, or use another directory"
              .formatted(directory, Files.readString(file, US_ASCII).strip()));
    }
    var pid = ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII));
    channel.truncate(0);
    channel.write(pid, 0);
    return new DirectoryLock(channel);
  }

  /** Locks a byte far behind the pid, which others can read so on every system. */
  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
