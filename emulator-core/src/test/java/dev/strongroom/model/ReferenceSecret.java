package dev.strongroom.model;

import dev.strongroom.api.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A secret of the reference model, as mutable as can be. */
final class ReferenceSecret {

  String arn;
  String name;
  int number;
  String creationToken;
  Instant created;
  Instant changed;
  Instant accessed;
  Instant deletion;
  String description;
  String kmsKeyId;
  List<Tag> tags;
  List<ReferenceVersion> versions = new ArrayList<>(); // oldest first
  Set<String> pruned = new LinkedHashSet<>();

  ReferenceSecret copy() {
    var copy = new ReferenceSecret();
    copy.arn = arn;
    copy.name = name;
    copy.number = number;
    copy.creationToken = creationToken;
    copy.created = created;
    copy.changed = changed;
    copy.accessed = accessed;
    copy.deletion = deletion;
    copy.description = description;
    copy.kmsKeyId = kmsKeyId;
    copy.tags = tags == null ? null : new ArrayList<>(tags);
    versions.forEach(version -> copy.versions.add(version.copy()));
    copy.pruned.addAll(pruned);
    return copy;
  }

  ReferenceVersion version(String id) {
    for (var version : versions) {
      if (version.id.equals(id)) {
        return version;
      }
    }
    return null;
  }

  ReferenceVersion holder(String label) {
    for (var version : versions) {
      if (version.labels.contains(label)) {
        return version;
      }
    }
    return null;
  }

  void attach(String label, ReferenceVersion to) { // LBL-1
    versions.forEach(version -> version.labels.remove(label));
    to.labels.add(label);
  }

  Map<String, List<String>> stages() { // VER-1
    var stages = new LinkedHashMap<String, List<String>>();
    for (var version : versions) {
      if (!version.labels.isEmpty()) {
        stages.put(version.id, List.copyOf(version.labels));
      }
    }
    return stages.isEmpty() ? null : stages;
  }
}
