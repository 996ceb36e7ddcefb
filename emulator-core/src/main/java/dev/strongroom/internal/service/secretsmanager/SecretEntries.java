package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.engine.SlotEntries;
import dev.strongroom.internal.iam.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The secrets of a Region on disk: an entry for each. */
final class SecretEntries implements SlotEntries<RegionSecrets> {

  private static final String SECRET = "secret/";
  private static final String SEQUENCE = "sequence";

  private record Sequence(long next) {}

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
    after.byName().differences(before.byName(), (name, was, is) -> change.put(SECRET + name, is));
    if (before.nextSequence() != after.nextSequence()) {
      change.put(SEQUENCE, new Sequence(after.nextSequence()));
    }
  }

  @Override
  public Class<? extends Record> type(String key) {
    if (key.equals(SEQUENCE)) {
      return Sequence.class;
    }
    if (key.startsWith(SECRET)) {
      return Secret.class;
    }
    throw new IllegalArgumentException(key);
  }

  @Override
  public RegionSecrets restored(SortedMap<String, Record> entries) {
    var secrets = new ArrayList<Secret>(entries.size());
    long next = 0;
    for (var entry : entries.values()) {
      if (entry instanceof Secret secret) {
        secrets.add(secret);
      } else if (entry instanceof Sequence sequence) {
        next = sequence.next();
      }
    }
    return RegionSecrets.of(secrets, next);
  }
}
