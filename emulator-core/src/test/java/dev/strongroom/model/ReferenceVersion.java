package dev.strongroom.model;

import dev.strongroom.api.SecretValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A version of a secret of the reference model. */
final class ReferenceVersion {

  String id;
  int number;
  SecretValue value;
  Instant created;
  Instant accessed;
  List<String> labels = new ArrayList<>();
  List<String> keys = new ArrayList<>();

  ReferenceVersion copy() {
    var copy = new ReferenceVersion();
    copy.id = id;
    copy.number = number;
    copy.value = value;
    copy.created = created;
    copy.accessed = accessed;
    copy.labels.addAll(labels);
    copy.keys.addAll(keys);
    return copy;
  }
}
