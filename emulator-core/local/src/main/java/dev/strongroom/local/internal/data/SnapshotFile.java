package dev.strongroom.local.internal.data;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.strongroom.internal.data.DamagedDataException;
import dev.strongroom.internal.data.Entry;
import dev.strongroom.internal.data.EntryStore;
import dev.strongroom.internal.data.StoredEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The file of a snapshot: written once as a whole, and then only read. */
public final class SnapshotFile implements EntryStore {

  private final Path file;
  private final MvFile data;

  private SnapshotFile(Path file, MvFile data) {
    this.file = file;
    this.data = data;
  }

  /**
   * Writes a file that takes the place of another one when it is complete.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public static void write(Path file, Consumer<EntryStore> work, Map<String, String> environment) {
    var absolute = file.toAbsolutePath();
    var unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
    try {
      Files.deleteIfExists(unfinished);
      try (var data = MvFile.open(unfinished, key(absolute, !Files.exists(file), environment))) {
        work.accept(new SnapshotFile(file, data));
      }
      Files.move(unfinished, absolute, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "The snapshot %s can't be written: %s".formatted(file, failure.getMessage()), failure);
    }
  }

  /**
   * Opens a file to read it.
   *
   * @throws UncheckedIOException if it can't be read
   * @throws IllegalStateException if it is no snapshot, or a damaged one
   */
  public static SnapshotFile open(Path file, Map<String, String> environment) {
    try {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString(), null, "there is no such file");
      }
      var data = MvFile.openToRead(file, key(file.toAbsolutePath(), false, environment));
      if (data.changes() == 0) {
        data.close();
        throw new DamagedDataException(file.toString(), "it is damaged: it lacks its end");
      }
      return new SnapshotFile(file, data);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "The snapshot %s can't be read: %s".formatted(file, failure.getMessage()), failure);
    }
  }

  private static DataKey key(Path file, boolean isNew, Map<String, String> environment)
      throws IOException {
    return DataKey.find(null, file.resolveSibling(file.getFileName() + ".key"), isNew, environment);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public void read(BiConsumer<String, StoredEntry> visitor) {
    data.read(visitor);
  }

  @Override
  public void write(Map<String, @Nullable Entry> changes) {
    try {
      data.write(changes, true, new LinkedHashMap<>());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  @Override
  public void every(Duration period, Runnable work) {
    throw new UnsupportedOperationException("A snapshot is written once");
  }

  @Override
  public void close() {
    data.close();
  }
}
