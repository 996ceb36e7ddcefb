package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.SlotEntries;
import dev.strongroom.internal.iam.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    return List.of(Policy.REPRESENTATION, Sealed.REPRESENTATION);
  }

  @Override
  public void changes(RegionSecrets before, RegionSecrets after, Change change) {
    after
        .byName()
        .differences(
            before.byName(),
            (name, was, is) ->
                changes(
                    name,
                    was == null ? null : was.secret(),
                    is == null ? null : is.secret(),
                    change));
    if (before.nextSequence() != after.nextSequence()) {
      change.put(SEQUENCE, new Sequence(after.nextSequence()));
    }
  }

  private static void changes(
      String name, @Nullable Secret was, @Nullable Secret is, Change change) {
    change.put(SECRET + name, is == null ? null : withFewVersions(is));
    versionsApart(is)
        .differences(
            versionsApart(was),
            (id, earlier, version) ->
                change.put(
                    VERSION + name.length() + "/" + name + "/" + id,
                    version == null ? null : new KeptVersion(name, version)));
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

  /** A secret without versions may have them in entries of their own, and is read at the start. */
  @Override
  public @Nullable Record outline(Record entry) {
    return entry instanceof Secret secret && !secret.versions().byId().isEmpty()
        ? SecretOutline.of(secret)
        : null;
  }

  @Override
  public Class<? extends Record> outlines() {
    return SecretOutline.class;
  }

  @Override
  public RegionSecrets restored(Map<String, Record> entries) {
    var secrets = new ArrayList<Map.Entry<String, StoredSecret>>(entries.size());
    long next = 0;
    var apart = new HashMap<String, List<Version>>();
    for (var entry : entries.values()) {
      if (entry instanceof KeptVersion kept) {
        apart.computeIfAbsent(kept.secret(), first -> new ArrayList<>()).add(kept.version());
      }
    }
    for (var entry : entries.entrySet()) {
      var name = entry.getKey().substring(entry.getKey().indexOf('/') + 1);
      if (entry.getValue() instanceof Unread unread
          && unread.outline() instanceof SecretOutline of) {
        secrets.add(Map.entry(name, new StoredSecret(of, unread.whole())));
      } else if (entry.getValue() instanceof Secret secret) {
        var versions = apart.get(name);
        var whole = versions == null ? secret : secret.with(having(secret.versions(), versions));
        secrets.add(Map.entry(name, new StoredSecret(whole)));
      } else if (entry.getValue() instanceof Sequence sequence) {
        next = sequence.next();
      }
    }
    return RegionSecrets.of(
        SortedTree.ofSorted(secrets, Map.Entry::getKey, Map.Entry::getValue), next);
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
