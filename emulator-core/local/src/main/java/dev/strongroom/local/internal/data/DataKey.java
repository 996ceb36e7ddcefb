package dev.strongroom.local.internal.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The key under which data are encrypted, and where it comes from, for messages. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record DataKey(byte[] bytes, String origin) {

  static final String VARIABLE = "STRONGROOM_DATA_KEY";

  /**
   * Returns the key in the environment, else the one in a file.
   *
   * @param chosen the file that was asked for, which takes precedence over the environment
   * @param byDefault the file that is made if there is none
   * @param isNew whether there are no data yet that another key has encrypted
   * @throws IllegalStateException if there is no key, or what is there is none
   */
  static DataKey find(
      @Nullable Path chosen, Path byDefault, boolean isNew, Map<String, String> environment)
      throws IOException {
    if (chosen != null) {
      return read(chosen);
    }
    var variable = environment.get(VARIABLE);
    if (variable != null) {
      return decoded(variable, "the environment variable " + VARIABLE);
    }
    if (Files.exists(byDefault)) {
      return read(byDefault);
    }
    if (!isNew) {
      throw new IllegalStateException(
          "%s: the key of the data is missing: put the file back, or set %s"
              .formatted(byDefault, VARIABLE));
    }
    return made(byDefault);
  }

  private static DataKey read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + ": there is no such file with a key for the data");
    }
    return decoded(Files.readString(file, US_ASCII), file.toString());
  }

  private static DataKey decoded(String text, String origin) {
    try {
      var bytes = Base64.getDecoder().decode(text.strip());
      if (bytes.length == Sealing.KEY) {
        return new DataKey(bytes, origin);
      }
    } catch (IllegalArgumentException noBase64) {
      // refused below
    }
    throw new IllegalStateException(
        origin + ": a key is 32 random bytes in Base64, as from: openssl rand -base64 32");
  }

  private static DataKey made(Path file) throws IOException {
    var bytes = new byte[Sealing.KEY];
    new SecureRandom().nextBytes(bytes);
    var text = Base64.getEncoder().encodeToString(bytes) + "\n";
    try (var channel =
        FileChannel.open(file, Set.of(CREATE_NEW, WRITE), ofOwner(file, "rw-------"))) {
      channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
      channel.force(true);
    }
    return new DataKey(bytes, file.toString());
  }

  /** Returns the permissions of a new file or directory; none where there are no such ones. */
  static FileAttribute<?>[] ofOwner(Path file, String permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {permissions(permissions)}
        : new FileAttribute<?>[0];
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  @Override
  public String toString() {
    return "DataKey[" + origin + "]";
  }
}
