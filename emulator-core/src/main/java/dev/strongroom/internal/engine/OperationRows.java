package dev.strongroom.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table of a service with many operations, whose rows are made when they are first needed: most
 * processes call few of them, and a row takes its request, its result and its handlers along.
 */
public final class OperationRows {

  private final List<String> names;
  private final Function<String, Operation<?, ?, ?>> row;
  private final Map<String, Operation<?, ?, ?>> made = new ConcurrentHashMap<>();

  /** Makes a table of the operations with these names. */
  public OperationRows(List<String> names, Function<String, Operation<?, ?, ?>> row) {
    this.names = names;
    this.row = row;
  }

  /** Returns the row of the operation with this name; null if there is none. */
  public @Nullable Operation<?, ?, ?> named(String name) {
    var known = made.get(name);
    return known == null && names.contains(name) ? made.computeIfAbsent(name, row) : known;
  }

  /** Returns all rows. */
  public List<Operation<?, ?, ?>> all() {
    return names.stream().<Operation<?, ?, ?>>map(name -> made.computeIfAbsent(name, row)).toList();
  }
}
