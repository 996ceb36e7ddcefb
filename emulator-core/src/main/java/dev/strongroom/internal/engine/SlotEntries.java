package dev.strongroom.internal.engine;

import dev.strongroom.internal.codec.Representation;
import java.util.List;
import java.util.SortedMap;
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

  /** Returns the state that has these entries. */
  S restored(SortedMap<String, Record> entries);

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
      public S restored(SortedMap<String, Record> entries) {
        var all = entries.get("all");
        return all == null ? empty : type.cast(all);
      }
    };
  }
}
