package dev.strongroom.notebook;

import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.RegionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The notes of one account and Region, by title. */
record Notes(SortedTree<String, String> byTitle) implements RegionState {

  static final Notes NONE = new Notes(SortedTree.empty());

  @Override
  public @Nullable Instant due(Due kind) {
    return null;
  }
}
