package dev.strongroom.internal.engine;

import dev.strongroom.internal.codec.Representation;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a state is kept on disk: as entries, each of which is a record with a key, so that a change
 * writes only the entries that it changed.
 */
public interface SlotEntries<S> {

  /** Takes an entry that is new or has changed; null for one that is gone. */
  interface Change {
    void put(String key, @Nullable Record entry);
  }

  /**
   * An entry that is read when it is first needed.
   *
   * @param outline what a start needs of it
   * @param whole reads it; throws an exception that names it if it is not as it was written
   */
  record Unread(Record outline, Supplier<Record> whole) {}

  /** Returns the version of the records, which grows when they can't be read as before. */
  int version();

  /** Returns what stands for objects in the records that are no records themselves. */
  default List<Representation<?, ?>> representations() {
    return List.of();
  }

  /** Reports the entries in which two states differ. */
  void changes(S before, S after, Change change);

  /**
   * Returns the type of an entry.
   *
   * @throws IllegalArgumentException if no entry has such a key
   */
  Class<? extends Record> type(String key);

  /**
   * Returns what a start needs of an entry, so that the rest can be read later. It is kept in
   * plain, as the keys are. Null if a start needs the whole entry.
   */
  default @Nullable Record outline(Record entry) {
    return null;
  }

  /** Returns the type of the outlines; null if there are none. */
  default @Nullable Class<? extends Record> outlines() {
    return null;
  }

  /**
   * Returns the state that has these entries.
   *
   * @param entries in the order of their keys; those that have an outline may be {@link Unread}
   */
  S restored(Map<String, Record> entries);

  /** Returns entries of a state that is a record and is kept in one piece. */
  static <S extends Record> SlotEntries<S> whole(Class<S> type, int version, S empty) {
    return new SlotEntries<>() {
      @Override
      public int version() {
        return version;
      }

      @Override
      public void changes(S before, S after, Change change) {
        if (!before.equals(after)) {
          change.put("all", after);
        }
      }

      @Override
      public Class<? extends Record> type(String key) {
        return type;
      }

      @Override
      public S restored(Map<String, Record> entries) {
        var all = entries.get("all");
        return all == null ? empty : type.cast(all);
      }
    };
  }
}
