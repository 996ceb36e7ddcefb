package dev.strongroom.internal.data;

/** An entry of a store, which is decrypted when it is first needed, also by several threads. */
public interface StoredEntry {

  /** Returns what is kept of it in plain, not yet authenticated; may be empty. */
  byte[] outline();

  /**
   * Decrypts the entry; that works also when the store is closed.
   *
   * @throws DamagedDataException if it or its outline is not as it was written
   */
  byte[] content();
}
