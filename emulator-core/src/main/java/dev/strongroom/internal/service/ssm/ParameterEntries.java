package dev.strongroom.internal.service.ssm;

import dev.strongroom.internal.engine.SlotEntries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a Region on disk: an entry for each, and one for each of their versions, so
 * that a write is as large as what it changes.
 */
final class ParameterEntries implements SlotEntries<RegionParameters> {

  private static final String PARAMETER = "parameter/";
  private static final String VERSION = "version/";

  private record KeptVersion(String parameter, ParameterVersion version) {}

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void changes(RegionParameters before, RegionParameters after, Change change) {
    after
        .byName()
        .differences(
            before.byName(),
            (name, was, is) -> {
              change.put(PARAMETER + name, is == null ? null : is.with(List.of()));
              versions(name, was, is, change);
            });
  }

  private static void versions(
      String name, @Nullable StoredParameter was, @Nullable StoredParameter is, Change change) {
    var earlier = new HashMap<Long, ParameterVersion>();
    if (was != null) {
      was.versions().forEach(version -> earlier.put(version.number(), version));
    }
    if (is != null) {
      for (var version : is.versions()) {
        if (!version.equals(earlier.remove(version.number()))) {
          change.put(key(name, version.number()), new KeptVersion(name, version));
        }
      }
    }
    earlier.keySet().forEach(number -> change.put(key(name, number), null));
  }

  private static String key(String name, long number) {
    return VERSION + name + ":" + number;
  }

  @Override
  public Class<? extends Record> type(String key) {
    if (key.startsWith(PARAMETER)) {
      return StoredParameter.class;
    }
    if (key.startsWith(VERSION)) {
      return KeptVersion.class;
    }
    throw new IllegalArgumentException(key);
  }

  @Override
  public RegionParameters restored(Map<String, Record> entries) {
    var versions = new HashMap<String, SortedMap<Long, ParameterVersion>>();
    for (var entry : entries.values()) {
      if (entry instanceof KeptVersion kept) {
        versions
            .computeIfAbsent(kept.parameter(), first -> new TreeMap<>())
            .put(kept.version().number(), kept.version());
      }
    }
    var parameters = RegionParameters.NONE;
    for (var entry : entries.values()) {
      if (entry instanceof StoredParameter parameter) {
        var of = versions.getOrDefault(parameter.name(), new TreeMap<>()).values();
        parameters = parameters.with(parameter.with(new ArrayList<>(of)));
      }
    }
    return parameters;
  }
}
