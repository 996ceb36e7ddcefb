package dev.strongroom.internal.engine;

import dev.strongroom.api.SecretValue;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.internal.service.secretsmanager.SecretArn;
import java.util.ArrayList;
import java.util.List;

/** The values that were stored since somebody first asked; until then it keeps none. */
final class StoredValues {

  private final List<StoredValue> values = new ArrayList<>();
  private volatile boolean asked;

  boolean isAsked() {
    return asked;
  }

  /** Begins with these. */
  synchronized void begin(List<StoredValue> stored) {
    if (!asked) {
      values.addAll(stored);
      asked = true;
    }
  }

  /** Values that came back, perhaps from before anybody asked. */
  synchronized void addAll(List<StoredValue> stored) {
    values.addAll(stored);
  }

  void add(SecretArn secret, String versionId, SecretValue value) {
    if (asked) {
      synchronized (this) {
        values.add(new StoredValue(secret.toString(), secret.name(), versionId, value));
      }
    }
  }

  synchronized List<StoredValue> all() {
    return List.copyOf(values);
  }
}
