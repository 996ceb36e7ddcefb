package dev.strongroom.local.internal.data;

import dev.strongroom.internal.data.DataSettings;
import dev.strongroom.internal.data.Entry;
import dev.strongroom.internal.data.EntryStore;
import dev.strongroom.internal.data.StoredEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The directory in which an emulator keeps its data, while this process uses it. */
public final class DirectoryStore implements EntryStore {

  private final Path directory;
  private final Path file;
  private final boolean sync;
  private final DataKey key;
  private final DirectoryLock lock;
  private final Acknowledged acknowledged;
  private @Nullable MvFile data; // null until all was read, and after a failure
  private Map<String, byte @Nullable []> undoing = Map.of(); // a change that was refused
  private @Nullable ScheduledExecutorService thread;
  private boolean closed;

  /**
   * Takes a directory, and makes it if it is not there. Nothing that it has is changed before all
   * of it has been read.
   *
   * @throws IllegalStateException if another process uses it, or what is there can't be used
   * @throws UncheckedIOException if it can't be read or made
   */
  public static DirectoryStore open(DataSettings settings, Map<String, String> environment) {
    try {
      var directory = settings.directory();
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, DataKey.ofOwner(directory, "rwx------"));
      }
      var lock = DirectoryLock.take(directory);
      try {
        return new DirectoryStore(settings, environment, lock);
      } catch (IOException | RuntimeException | Error failure) {
        lock.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw unusable(settings.directory(), failure);
    }
  }

  private static UncheckedIOException unusable(Path directory, IOException failure) {
    return new UncheckedIOException(
        "The data directory %s can't be used: %s".formatted(directory, failure.getMessage()),
        failure);
  }

  private DirectoryStore(DataSettings settings, Map<String, String> environment, DirectoryLock lock)
      throws IOException {
    this.directory = settings.directory();
    this.file = directory.resolve("strongroom.data");
    this.sync = settings.sync();
    this.lock = lock;
    boolean isNew = MvFile.isNew(file);
    this.key = DataKey.find(settings.keyFile(), directory.resolve("key"), isNew, environment);
    this.acknowledged = new Acknowledged(directory.resolve("acknowledged"));
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public synchronized void read(BiConsumer<String, StoredEntry> visitor) {
    try {
      if (MvFile.isNew(file)) {
        acknowledged.requireUpTo(0, file);
      } else {
        try (var whole = MvFile.openToRead(file, key)) {
          acknowledged.requireUpTo(whole.changes(), file);
          whole.read(visitor);
        }
      }
      var opened = MvFile.open(file, key);
      data = opened;
      acknowledged.advanceTo(opened.changes(), sync);
    } catch (IOException failure) {
      throw unusable(directory, failure);
    }
  }

  @Override
  public synchronized void write(Map<String, @Nullable Entry> changes) {
    if (closed) {
      throw new IllegalStateException(file + " is closed: nothing can be written any more");
    }
    try {
      var writing = data == null ? reopened() : data;
      var undo = new LinkedHashMap<String, byte @Nullable []>();
      try {
        writing.write(changes, sync, undo);
        acknowledged.advanceTo(writing.changes(), sync);
      } catch (IOException | RuntimeException | Error failure) {
        undoing = undo;
        drop(writing);
        throw failure;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private void drop(MvFile failed) {
    data = null;
    failed.drop();
  }

  /**
   * Opens the file again after a failure, and undoes the change that was refused, if it is there.
   */
  private MvFile reopened() throws IOException {
    var opened = MvFile.open(file, key);
    try {
      if (opened.changes() > acknowledged.number()) {
        opened.undo(undoing, sync);
        acknowledged.advanceTo(opened.changes(), sync);
      }
    } catch (IOException | RuntimeException | Error failure) {
      drop(opened);
      throw failure;
    }
    data = opened;
    return opened;
  }

  @Override
  public void every(Duration period, Runnable work) {
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var daemon = new Thread(task, "strongroom-data");
              daemon.setDaemon(true);
              return daemon;
            });
    var unused =
        executor.scheduleWithFixedDelay(
            () -> {
              work.run();
              compact();
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
    thread = executor;
  }

  private synchronized void compact() {
    if (data != null && !closed) {
      try {
        data.compact();
      } catch (IOException failure) { // such as a full disk
        drop(data);
      }
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.shutdown();
    }
    closeFiles();
  }

  private synchronized void closeFiles() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (data != null) {
        data.close();
      }
      acknowledged.close();
      lock.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }
}
