package dev.strongroom.internal;

import dev.strongroom.seed.Seed;

/** What an emulator is set back to: what it stored, its clock, its functions and seeded faults. */
public interface Baseline {

  /** Sets the emulator back; faults that were declared since are removed. */
  void restore();

  /**
   * Returns what this baseline would be if the emulator had begun with another seed. It rotates
   * nothing, and gives secrets the ARNs that they have in the emulator now.
   *
   * @throws IllegalArgumentException naming what can't be changed
   */
  Baseline reseeded(Seed earlier, Seed later, boolean prune);
}
