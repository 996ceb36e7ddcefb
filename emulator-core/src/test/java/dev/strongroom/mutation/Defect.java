package dev.strongroom.mutation;

import java.util.List;
import java.util.Locale;

/**
 * Mistakes that an emulator of Secrets Manager can make, most of which one has made: each is what
 * must be changed in the core's source to make it once more.
 */
enum Defect {
  CURRENT_LOST_BY_A_MOVE_TO_AN_UNKNOWN_VERSION(
      "USVS-10", in("Staging", "requireVersion(secret, to); // USVS-10", "")),

  CURRENT_REMOVABLE_OUTRIGHT(
      "USVS-6", in("Staging", "if (to == null && label.equals", "if (to == label && label.equals")),

  LABEL_ON_TWO_VERSIONS(
      "LBL-1",
      in(
          "Versions",
          "moved.remove(label); // LBL-1",
          "moved.remove(label); if (holder != null) { moved.put(label + '~', holder); }"),
      in("Versions", "found.add(label);", "found.add(label.replace(\"~\", \"\"));"),
      in("Versions", ".add(label));", ".add(label.replace(\"~\", \"\")));")),

  VALUE_OVERWRITTEN_BY_A_USED_TOKEN(
      "IDEM-6",
      in(
          "Values",
          "version == null || version.value() == null",
          "version == null || value == null || !value.equals(version.value())")),

  EMPTY_SECRET_WITH_A_VERSION(
      "CS-1",
      in("Creation", "if (hasValue) { // CS-1", "{"),
      in(
          "Creation",
          "secret = Values.put(secret, token, value,",
          "secret = Values.put(secret, token, value == null ? dev.strongroom.api.SecretValue.ofText(\"-\") : value,"),
      in(
          "Creation",
          "      var value = Values.eitherOf(request.secretString(), request.secretBinary());",
          "      var value = hasValue ? Values.eitherOf(request.secretString(), request.secretBinary()) : null;")),

  CUSTOM_LABELS_STRIPPED_BY_A_PUT(
      "LBL-8",
      in(
          "Versions",
          "if (losing.equals(next.labels.get(PENDING))) {",
          "for (var label : next.labelsOf(losing)) { next = label.equals(PREVIOUS) ? next : next.detach(label); } if (false) {")),

  PENDING_KEPT_BY_A_PUT("LBL-7", in("Versions", "next = next.detach(PENDING); // LBL-7", "")),

  PREVIOUS_LEFT_BEHIND(
      "LBL-3",
      in("Versions", "if (label.equals(CURRENT) && holder != null) {", "if (label == null) {"),
      in("Versions", "next = next.attach(PREVIOUS, losing);", "")),

  SCHEDULED_SECRET_OVERWRITTEN_BY_CREATE(
      "MD-1",
      in(
          "Creation",
          "existing != null && !existing.isGone(context.now())",
          "existing != null && existing.deletion() == null")),

  SCHEDULED_SECRET_READABLE(
      "MD-2", in("Reading", "secret.requireNotMarkedForDeletion(); // MD-2", "")),

  SCHEDULED_SECRET_TAGGABLE(
      "MD-3",
      in(
          "Tagging",
          "Secret secret, TagResource request, Context context) {\n    secret.requireNotMarkedForDeletion();",
          "Secret secret, TagResource request, Context context) {")),

  SCHEDULED_SECRET_LISTED(
      "MD-10", in("Listing", "(selection.scheduled() || secret.deletion() == null)", "true")),

  PURGE_THAT_NEVER_COMES(
      "DEL-10",
      in("Secret", "return deletion != null && !now.isBefore(deletion.goneAt());", "return false;"),
      in("RegionSecrets", "if (now.isBefore(entry.getKey().at())) {", "if (true) {")),

  PURGE_A_MOMENT_LATE(
      "DEL-10",
      in("Secret", "!now.isBefore(deletion.goneAt())", "now.isAfter(deletion.goneAt())"),
      in(
          "RegionSecrets",
          "if (now.isBefore(entry.getKey().at())) {",
          "if (!now.isAfter(entry.getKey().at())) {")),

  ARN_OF_A_RECREATED_SECRET_RESOLVES(
      "ID-9",
      in("SecretId", "if (accountId == null) {", "if (accountId == null || suffix != null) {")),

  FORCE_DELETE_OF_AN_UNKNOWN_NAME_REFUSED(
      "DEL-6",
      in(
          "SecretOperations",
          "target.secret() == null && Deletion.isForced(request)",
          "target == null && Deletion.isForced(request)")),

  CHANGED_ALTHOUGH_REFUSED(
      "IDEM-6",
      in(
          "internal/engine/Engine",
          "            ids.rewind(mark);",
          """
                      ids.rewind(mark);
                      if (request instanceof dev.strongroom.api.UpdateSecret update) {
                        var slot = dev.strongroom.internal.service.secretsmanager.SecretsManager.SECRETS;
                        var id = dev.strongroom.internal.service.secretsmanager.SecretId.parse(update.secretId());
                        var secrets = state.current().in(slot, call.place());
                        var secret = secrets.find(id, call.now());
                        if (secret != null) {
                          var changed = dev.strongroom.internal.service.secretsmanager.Values.described(secret, update.description());
                          state.replace(state.current().with(slot, call.place(), secrets.with(changed)));
                        }
                      }"""),
      in(
          "Values",
          "private Values() {}",
          "private Values() {} public static Secret described(Secret secret, @Nullable String text) { return text == null ? secret : secret.with(draft -> draft.description = emptyToNull(text)); }")),

  REPLAY_THAT_MOVES_LABELS(
      "IDEM-4",
      in(
          "Values",
          "return new Change<>(secret, putResult(secret, token, context));",
          "secret = put(secret, token, value, Set.of(Versions.CURRENT), context); return new Change<>(secret, putResult(secret, token, context));")),

  REFUSED_READ_LEAVES_A_DATE(
      "GSV-8",
      in(
          "internal/engine/Engine",
          "    var outcome = row.operation().carryOut(request, call);\n    touch(",
          """
              if (request instanceof dev.strongroom.api.GetSecretValue get) {
                var slot = dev.strongroom.internal.service.secretsmanager.SecretsManager.SECRETS;
                var id = dev.strongroom.internal.service.secretsmanager.SecretId.parse(get.secretId());
                var found = call.state().in(slot, call.place()).find(id, call.now());
                if (found != null) {
                  var read =
                      new dev.strongroom.api.GetSecretValue.Result(
                          found.arn().toString(), found.name(), "", null, null, null, call.now());
                  update(
                      current ->
                          current.with(
                              slot,
                              call.place(),
                              current.in(slot, call.place()).accessed(read, call.now())));
                }
              }
              var outcome = row.operation().carryOut(request, call);
              touch(""")),

  FILTERS_COMBINED_WITH_OR(
      "FLT-2",
      in(
          "Filters",
          "Predicate<Secret> all = secret -> true;",
          "Predicate<Secret> all = secret -> filters == null || filters.isEmpty();"),
      in("Filters", "all = all.and(of(filter));", "all = all.or(of(filter));")),

  PAGE_THAT_LOSES_A_SECRET(
      "PG-2", in("Listing", "position(found.get(max - 1), ", "position(secret, ")),

  VERSION_PRUNED_TOO_YOUNG("VER-3", in("Versions", "Duration.ofHours(24)", "Duration.ofHours(23)")),

  LABEL_QUOTA_PER_VERSION(
      "LBL-11",
      in(
          "Versions",
          "if (labels.size() > LABEL_QUOTA)",
          "if (labels.values().stream().filter(id -> id.equals(labels.get(CURRENT))).count() > LABEL_QUOTA)")),

  PLACEHOLDER_MISSING("ROT-14", in("Versions", "        .moved(PENDING, id);", "        ;")),

  COPY_LEFT_BEHIND_BY_A_TEST(
      "ROT-15",
      in("Pending", "return secret.with(secret.versions().dropped(versionId));", "return secret;")),

  PENDING_DROPPED_WITH_SUCCESS(
      "ROT-27",
      in(
          "Rotating",
          "(dropPending ? Pending.unlabelled(done) : done)",
          "Pending.unlabelled(done)")),

  RETRY_WITH_A_NEW_TOKEN(
      "ROT-31",
      in(
          "RotationState",
          "versionId, rotationToken, testOnly, RotationStep.CREATE_SECRET,",
          "versionId + \"-2\", rotationToken, testOnly, RotationStep.CREATE_SECRET,")),

  ATTEMPT_NOT_COUNTED("ROT-31", in("RotationState", "attempt + 1, nextDue", "attempt, nextDue")),

  ABANDONED_ROTATION_THAT_GOES_ON(
      "ROT-31",
      in(
          "Values",
          "next = Pending.unlabelled(next).rotating(draft -> draft.progress = null);",
          "next = Pending.unlabelled(next);")),

  CANCEL_THAT_REMOVES_LABELS(
      "ROT-33",
      in(
          "Rotating",
          "        secret\n            .rotating(",
          "        Pending.unlabelled(secret)\n            .rotating(")),

  STUCK_CHECK_MISSING(
      "ROT-11", in("Rotating", "if (Pending.unfinished(secret) != null)", "if (secret == null)"));

  /** One place in one source file: text that occurs there once, and what stands there instead. */
  record Edit(String file, String sound, String defective) {}

  private final String rule;

  @SuppressWarnings("ImmutableEnumChecker") // List.of() can't be changed
  final List<Edit> edits;

  Defect(String rule, Edit... edits) {
    this.rule = rule;
    this.edits = List.of(edits);
  }

  private static Edit in(String file, String sound, String defective) {
    var path = file.contains("/") ? file : "internal/service/secretsmanager/" + file;
    return new Edit("dev/strongroom/" + path + ".java", sound, defective);
  }

  String rule() {
    return rule;
  }

  /** The model-based test has no rotations; the contract has. */
  boolean isOfRotation() {
    return rule.startsWith("ROT-");
  }

  /** The rule it breaks and what it is, e.g. {@code MD-2: scheduled secret readable}. */
  @Override
  public String toString() {
    var text = name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    return rule + ": " + text.replace('_', ' ');
  }
}
