package dev.strongroom.internal.data;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Entries on disk, by their keys; safe for use by several threads. */
public interface EntryStore extends AutoCloseable {

  /** Returns the name of the directory or file, for messages. */
  String name();

  /**
   * Visits all entries, in the order of their keys; called once, before the first write. What is
   * damaged is noticed here; what somebody has forged, when its content is asked for.
   *
   * @throws DamagedDataException if they are not as they were written, when some may have been
   *     visited
   */
  void read(BiConsumer<String, StoredEntry> visitor);

  /**
   * Writes entries, all or none; null removes one. What has been written survives the end of the
   * process at any moment.
   *
   * @throws java.io.UncheckedIOException if they can't be written: then none is
   */
  void write(Map<String, @Nullable Entry> changes);

  /** Runs work again and again on a thread of its own, until the store is closed. */
  void every(Duration period, Runnable work);

  /** Closes the store; what was written is there. */
  @Override
  void close();
}
