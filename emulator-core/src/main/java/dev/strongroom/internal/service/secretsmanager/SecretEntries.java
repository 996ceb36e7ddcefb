package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.SlotEntries;
import dev.strongroom.internal.iam.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a Region on disk: an entry for each. A secret with many versions has one for each
 * of them besides, so that a write is as large as what it changes.
 */
final class SecretEntries implements SlotEntries<RegionSecrets> {

  private static final String SECRET = "secret/";
  private static final String SEQUENCE = "sequence";
  private static final String VERSION = "version/";

  /** How many versions are kept in the entry of their secret, which a start reads faster. */
  private static final int FEW = 4;

  private record Sequence(long next) {}

  /** A version of a secret that has many. */
  private record KeptVersion(String secret, Version version) {}

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Representation<?, ?>> representations() {
    return List.of(Policy.REPRESENTATION);
  }

  @Override
  public void changes(RegionSecrets before, RegionSecrets after, Change change) {
    after
        .byName()
        .differences(
            before.byName(),
            (name, was, is) -> {
              change.put(SECRET + name, is == null ? null : withFewVersions(is));
              versionsApart(is)
                  .differences(
                      versionsApart(was),
                      (id, earlier, version) ->
                          change.put(
                              VERSION + name.length() + "/" + name + "/" + id,
                              version == null ? null : new KeptVersion(name, version)));
            });
    if (before.nextSequence() != after.nextSequence()) {
      change.put(SEQUENCE, new Sequence(after.nextSequence()));
    }
  }

  private static SortedTree<String, Version> versionsApart(@Nullable Secret secret) {
    return secret == null || secret.versions().byId().size() <= FEW
        ? SortedTree.empty()
        : secret.versions().byId();
  }

  private static Secret withFewVersions(Secret secret) {
    return versionsApart(secret).isEmpty()
        ? secret
        : secret.with(secret.versions().having(SortedTree.empty(), SortedTree.empty()));
  }

  @Override
  public Class<? extends Record> type(String key) {
    if (key.equals(SEQUENCE)) {
      return Sequence.class;
    }
    if (key.startsWith(SECRET)) {
      return Secret.class;
    }
    if (key.startsWith(VERSION)) {
      return KeptVersion.class;
    }
    throw new IllegalArgumentException(key);
  }

  @Override
  public RegionSecrets restored(SortedMap<String, Record> entries) {
    var secrets = new ArrayList<Secret>(entries.size());
    long next = 0;
    var apart = new HashMap<String, List<Version>>();
    for (var entry : entries.tailMap(VERSION).values()) {
      if (entry instanceof KeptVersion kept) {
        apart.computeIfAbsent(kept.secret(), first -> new ArrayList<>()).add(kept.version());
      }
    }
    for (var entry : entries.values()) {
      if (entry instanceof Secret secret) {
        var versions = apart.get(secret.name());
        secrets.add(versions == null ? secret : secret.with(having(secret.versions(), versions)));
      } else if (entry instanceof Sequence sequence) {
        next = sequence.next();
      }
    }
    return RegionSecrets.of(secrets, next);
  }

  private static Versions having(Versions few, List<Version> apart) {
    var byId = SortedTree.<String, Version>empty();
    var byAge = SortedTree.<Long, String>empty();
    for (var version : apart) {
      byId = byId.with(version.id(), version);
      byAge = byAge.with(version.sequence(), version.id());
    }
    return few.having(byId, byAge);
  }
}
