package dev.strongroom;

import dev.strongroom.fault.Fault;
import dev.strongroom.fault.Faults;
import dev.strongroom.internal.fault.FaultJson;
import dev.strongroom.seed.FaultSeed;
import java.util.ArrayList;
import java.util.List;

/** The scripted failures of one emulator that its seeds declare. */
final class SeededFaults {

  private final Faults faults;
  private final List<FaultSeed> seeds = new ArrayList<>();
  private final List<Fault> declared = new ArrayList<>();

  SeededFaults(Faults faults) {
    this.faults = faults;
  }

  synchronized List<FaultSeed> all() {
    return List.copyOf(seeds);
  }

  /**
   * Declares more of them, all or none.
   *
   * @throws IllegalArgumentException naming what is wrong with one, and where
   */
  synchronized void add(List<FaultSeed> more) {
    var added = new ArrayList<Fault>();
    try {
      for (var seed : more) {
        added.add(declared(seed));
      }
    } catch (IllegalArgumentException wrong) {
      added.forEach(Fault::remove);
      throw wrong;
    }
    seeds.addAll(more);
    declared.addAll(added);
  }

  /** Removes those that are declared, and declares others, which begin to count. */
  synchronized void replace(List<FaultSeed> others) {
    declared.forEach(Fault::remove);
    declared.clear();
    seeds.clear();
    add(others);
  }

  private Fault declared(FaultSeed seed) {
    try {
      return FaultJson.declare(faults, seed.json());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(seed.place().of("A fault: " + wrong.getMessage()), wrong);
    }
  }
}
