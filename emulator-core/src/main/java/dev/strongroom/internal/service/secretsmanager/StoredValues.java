package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.SecretValue;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.time.Ids;
import java.util.ArrayList;
import java.util.List;

/** The values stored since the first request for them; before it, none is kept. */
final class StoredValues {

  private final List<StoredValue> values = new ArrayList<>();
  private volatile boolean asked;

  /** Returns the values of all versions that a key of any state decrypts. */
  static List<StoredValue> in(EmulatorState state, Ids ids) {
    var values = new ArrayList<StoredValue>();
    state
        .all(SecretsManager.SECRETS)
        .flatMap(entry -> entry.getValue().all())
        .forEach(
            secret ->
                secret
                    .sealedValues()
                    .forEach(
                        (version, stored) -> reveal(state, secret, version, stored, ids, values)));
    return values;
  }

  private static void reveal(
      EmulatorState state,
      Secret secret,
      String version,
      Sealed stored,
      Ids ids,
      List<StoredValue> values) {
    var arn = secret.arn().toString();
    var context = Envelope.context(arn, version);
    for (var wrapping : stored.wrappings()) {
      var dataKey = Kms.reveal(state, wrapping.keyArn(), wrapping.dataKey(), context);
      if (dataKey != null) {
        var value = Envelope.open(dataKey, context, stored, ids);
        values.add(new StoredValue(arn, secret.name(), version, value));
        return;
      }
    }
  }

  boolean isAsked() {
    return asked;
  }

  /** Starts collecting, beginning with the values that are stored now. */
  synchronized void begin(List<StoredValue> stored) {
    if (!asked) {
      values.addAll(stored);
      asked = true;
    }
  }

  /** Adds values that a restored state brings back. */
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
