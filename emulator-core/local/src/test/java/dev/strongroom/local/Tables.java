package dev.strongroom.local;

import dev.strongroom.seed.SeedTable;
import java.util.List;

/** The tables of this module. */
final class Tables {

  private Tables() {}

  static List<SeedTable.Row> rows(String file) {
    return SeedTable.rows("/dev/strongroom/local/" + file);
  }
}
