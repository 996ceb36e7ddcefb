package dev.strongroom.internal.service.kms;

import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.engine.SlotEntries;
import java.util.List;
import java.util.Map;

/** The keys of a Region on disk: an entry for each key and each alias. */
final class KeyEntries implements SlotEntries<RegionKeys> {

  private static final String KEY = "key/";
  private static final String ALIAS = "alias/";

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Representation<?, ?>> representations() {
    return List.of(KeyArn.REPRESENTATION, Material.REPRESENTATION, KeyPolicy.REPRESENTATION);
  }

  @Override
  public void changes(RegionKeys before, RegionKeys after, Change change) {
    after.keys().differences(before.keys(), (id, was, is) -> change.put(KEY + id, is));
    after.aliases().differences(before.aliases(), (name, was, is) -> change.put(name, is));
  }

  @Override
  public Class<? extends Record> type(String key) {
    if (key.startsWith(KEY)) {
      return Key.class;
    }
    if (key.startsWith(ALIAS)) {
      return RegionKeys.Alias.class;
    }
    throw new IllegalArgumentException(key);
  }

  @Override
  public RegionKeys restored(Map<String, Record> entries) {
    var keys = RegionKeys.NONE;
    for (var entry : entries.values()) {
      if (entry instanceof Key key) {
        keys = keys.with(key);
      } else if (entry instanceof RegionKeys.Alias alias) {
        keys = keys.with(alias);
      }
    }
    return keys;
  }
}
