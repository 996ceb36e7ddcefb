package dev.strongroom.local.internal.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.strongroom.internal.data.DamagedDataException;
import dev.strongroom.internal.data.Entry;
import dev.strongroom.internal.data.StoredEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * A file of H2's MVStore with sealed entries. Beside them it holds what it is, and how many changes
 * and entries it holds, so that a loss is noticed. Not safe for use by several threads.
 */
final class MvFile implements AutoCloseable {

  private static final String FORMAT = "2";
  private static final String FORMAT_ONE = "1";
  private static final String PRODUCT = "strongroom data";
  private static final String CHECK = "check";
  private static final byte[] NOTHING = {};

  /** How long space is not used again that a change has freed; a change is on disk long before. */
  private static final int RETENTION_MILLIS = 1_000;

  private static final MVMap.Builder<String, byte[]> MAP =
      new MVMap.Builder<String, byte[]>()
          .keyType(StringDataType.INSTANCE)
          .valueType(ByteArrayDataType.INSTANCE);

  /**
   * How many changes and entries there are.
   *
   * @param sum of the ends of all sealed entries, in any order
   */
  private record Totals(long changes, long entries, long sum) {

    byte[] bytes() {
      return ByteBuffer.allocate(24).putLong(changes).putLong(entries).putLong(sum).array();
    }

    static Totals of(byte[] bytes) {
      var buffer = ByteBuffer.wrap(bytes);
      return new Totals(buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
  }

  private final Path file;
  private final DataKey key;
  private final Sealing sealing;
  private final MVStore store;
  private final MVMap<String, byte[]> header;
  private final MVMap<String, byte[]> entries;
  private Totals totals = new Totals(0, 0, 0);
  private boolean isOfFormatOne;

  private MvFile(Path file, DataKey key, boolean readOnly) {
    this.file = file;
    this.key = key;
    this.sealing = new Sealing(key.bytes());
    var builder = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled();
    this.store = (readOnly ? builder.readOnly() : builder).open();
    store.setRetentionTime(RETENTION_MILLIS);
    store.setVersionsToKeep(0);
    this.header = store.openMap("strongroom", MAP);
    this.entries = store.openMap("entries", MAP);
  }

  /** Returns whether a file has no content yet. */
  static boolean isNew(Path file) throws IOException {
    return !Files.exists(file) || Files.size(file) == 0;
  }

  /**
   * Opens a file, and makes it if it has no content.
   *
   * @throws DamagedDataException if it is none of ours, or damaged
   */
  static MvFile open(Path file, DataKey key) throws IOException {
    boolean isNew = isNew(file);
    if (isNew) {
      Files.deleteIfExists(file);
      Files.createFile(file, DataKey.ofOwner(file, "rw-------"));
    }
    var opened = opened(file, key, false);
    if (isNew) {
      opened.header.put("product", PRODUCT.getBytes(US_ASCII));
      opened.header.put("format", FORMAT.getBytes(US_ASCII));
      opened.header.put(CHECK, opened.sealing.seal(CHECK, NOTHING, NOTHING));
      opened.header.put("totals", opened.totals.bytes());
      opened.commit(false);
    } else {
      opened.requireOurs();
      opened.upgrade();
    }
    return opened;
  }

  /**
   * Opens a file without ever changing it.
   *
   * @throws DamagedDataException if it is none of ours, or damaged
   */
  static MvFile openToRead(Path file, DataKey key) {
    var opened = opened(file, key, true);
    opened.requireOurs();
    return opened;
  }

  @SuppressWarnings("CatchingUnchecked") // a damaged file makes MVStore throw anything
  private static MvFile opened(Path file, DataKey key, boolean readOnly) {
    try {
      return new MvFile(file, key, readOnly);
    } catch (MVStoreException failure) {
      var message = String.valueOf(failure.getMessage());
      if (message.contains("format")) {
        throw new DamagedDataException(
            file.toString(), "it was written in a newer format of its store", failure);
      }
      throw new DamagedDataException(
          file.toString(), "it is damaged, or no file of Strongroom", failure);
    } catch (RuntimeException | OutOfMemoryError failure) {
      throw new DamagedDataException(file.toString(), "it is damaged", failure);
    }
  }

  private void requireOurs() {
    try {
      var product = text("product");
      if (!product.equals(PRODUCT)) {
        throw damaged("it is no file of Strongroom", null);
      }
      var format = text("format");
      isOfFormatOne = format.equals(FORMAT_ONE);
      if (!isOfFormatOne && !format.equals(FORMAT)) {
        throw damaged(
            "it was written by a newer Strongroom: its format is %s, and this one reads formats up to %s"
                .formatted(format, FORMAT),
            null);
      }
      var check = header.get(CHECK);
      var written = header.get("totals");
      if (check == null || written == null || written.length != 24) {
        throw damaged("it is damaged: its header is incomplete", null);
      }
      if (sealing.open(CHECK, ByteBuffer.wrap(NOTHING), check, 0) == null) {
        throw damaged("it was encrypted under another key than that in " + key.origin(), null);
      }
      totals = Totals.of(written);
    } catch (RuntimeException | OutOfMemoryError failure) {
      store.closeImmediately();
      throw failure instanceof DamagedDataException known
          ? known
          : damaged("it is damaged", failure);
    }
  }

  /** Makes entries of format 1 those of the present one, in one change. */
  private void upgrade() {
    if (isOfFormatOne) {
      for (var cursor = cursor(); hasNext(cursor); ) {
        var name = cursor.next();
        entries.put(name, SealedEntry.value(name, NOTHING, cursor.getValue()));
      }
      header.put("format", FORMAT.getBytes(US_ASCII));
      commit(false);
      isOfFormatOne = false;
    }
  }

  private String text(String name) {
    var bytes = header.get(name);
    return bytes == null ? "" : new String(bytes, US_ASCII);
  }

  private DamagedDataException damaged(String reason, @Nullable Throwable cause) {
    return cause == null
        ? new DamagedDataException(file.toString(), reason)
        : new DamagedDataException(file.toString(), reason, cause);
  }

  /** Returns the number of the last change. */
  long changes() {
    return totals.changes();
  }

  /**
   * Visits all entries, in the order of their names.
   *
   * @throws DamagedDataException if one is missing or damaged
   */
  void read(BiConsumer<String, StoredEntry> visitor) {
    long sum = 0;
    long count = 0;
    for (var cursor = cursor(); hasNext(cursor); count++) {
      var name = cursor.next();
      var value = cursor.getValue();
      var entry =
          isOfFormatOne
              ? SealedEntry.ofFormatOne(file.toString(), name, value, sealing)
              : SealedEntry.of(file.toString(), name, value, sealing);
      if (entry == null) {
        throw damaged("it is damaged: entry '" + name + "' is not as it was written", null);
      }
      sum += end(value);
      visitor.accept(name, entry);
    }
    if (count != totals.entries() || sum != totals.sum()) {
      throw damaged(
          "it is damaged: it has %d entries where %d were written"
              .formatted(count, totals.entries()),
          null);
    }
  }

  private Cursor<String, byte[]> cursor() {
    try {
      return entries.cursor(null);
    } catch (RuntimeException | OutOfMemoryError failure) {
      throw damaged("it is damaged", failure);
    }
  }

  /** Reads the next page where it must; so that only a damaged file is called damaged. */
  private boolean hasNext(Cursor<String, byte[]> cursor) {
    try {
      return cursor.hasNext();
    } catch (RuntimeException | OutOfMemoryError failure) {
      throw damaged("it is damaged", failure);
    }
  }

  /** The last bytes of a sealed entry, which are a part of its tag. */
  private static long end(byte[] sealed) {
    return ByteBuffer.wrap(sealed).getLong(sealed.length - Long.BYTES);
  }

  /**
   * Makes one change of entries; null removes one.
   *
   * @param undo gets what the entries were before, sealed
   * @throws IOException if it can't be written; then this file must be opened again
   */
  void write(
      Map<String, @Nullable Entry> changes, boolean sync, Map<String, byte @Nullable []> undo)
      throws IOException {
    change(
        sync,
        () ->
            changes.forEach(
                (name, entry) ->
                    undo.put(name, put(name, entry == null ? null : sealed(name, entry)))));
  }

  private byte[] sealed(String name, Entry entry) {
    var outline = entry.outline();
    return SealedEntry.value(name, outline, sealing.seal(name, outline, entry.content()));
  }

  /** Makes the entries again what they were before a change. */
  void undo(Map<String, byte @Nullable []> undo, boolean sync) throws IOException {
    change(sync, () -> undo.forEach(this::put));
  }

  private void change(boolean sync, Runnable puts) throws IOException {
    failingAsIo(
        () -> {
          puts.run();
          totals = new Totals(totals.changes() + 1, totals.entries(), totals.sum());
          header.put("totals", totals.bytes());
          commit(sync);
        });
  }

  private void failingAsIo(Runnable work) throws IOException {
    try {
      work.run();
    } catch (MVStoreException failure) {
      Throwable root = failure;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new IOException(file + ": " + root.getMessage(), failure);
    }
  }

  private void commit(boolean sync) {
    store.commit();
    if (sync) {
      store.sync();
    }
  }

  private byte @Nullable [] put(String name, byte @Nullable [] sealed) {
    var before = sealed == null ? entries.remove(name) : entries.put(name, sealed);
    long count = totals.entries() + (sealed == null ? 0 : 1) - (before == null ? 0 : 1);
    long sum =
        totals.sum() + (sealed == null ? 0 : end(sealed)) - (before == null ? 0 : end(before));
    totals = new Totals(totals.changes(), count, sum);
    return before;
  }

  /** Uses a part of the space again that changes have freed. */
  void compact() throws IOException {
    failingAsIo(() -> store.compact(60, 4 << 20));
  }

  /** Closes the file as it is, after a failure. */
  void drop() {
    store.closeImmediately();
  }

  /** Every change is on disk already: a full disk only keeps the store from tidying up. */
  @Override
  public void close() {
    try {
      store.close();
    } catch (MVStoreException untidied) {
      store.closeImmediately();
    }
  }
}
