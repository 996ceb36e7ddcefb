package dev.strongroom.report;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.service.kms.Kms;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures a usage: how long things were stored by what is stored now and by the calls that created
 * and removed them, and how many calls there were.
 */
final class Meter {

  private static final String SECRETS_MANAGER = "secretsmanager.amazonaws.com";
  private static final String KMS = "kms.amazonaws.com";

  /** How long something has been charged for; it can pause, as secrets marked for deletion do. */
  private static final class Life {
    private final boolean isReplica;
    private Duration past = Duration.ZERO;
    private @Nullable Instant since;

    Life(boolean isReplica) {
      this.isReplica = isReplica;
    }

    void begin(Instant at) {
      if (since == null) {
        since = at;
      }
    }

    void end(Instant at) {
      if (since != null && at.isAfter(since)) {
        past = past.plus(Duration.between(since, at));
      }
      since = null;
    }

    /** Each begun hour counts (COST-1). */
    long hours() {
      return past.plus(Duration.ofHours(1)).minusNanos(1).toHours();
    }
  }

  private final Instant now;
  private final Map<String, Life> secrets = new LinkedHashMap<>();
  private final Map<String, Life> keys = new LinkedHashMap<>();
  private final Set<String> managedKeys = new HashSet<>();
  private Instant first;

  private Meter(Instant now) {
    this.now = now;
    this.first = now;
  }

  static Usage measure(SecretsEmulator aws, AuditLog log) {
    if (log.dropped() > 0) {
      throw new IllegalStateException(
          "The audit has dropped its "
              + log.dropped()
              + " oldest records, so that the costs are unknown: build the emulator with a larger"
              + " auditCapacity");
    }
    var state = EmulatorInternals.engine(aws).state();
    var meter = new Meter(aws.clock().instant());
    meter.stored(state, log);
    meter.called(log);
    meter.end(state);
    return meter.usage(log);
  }

  /** What is stored began when it was created, if no call in the log says otherwise. */
  private void stored(EmulatorState state, AuditLog log) {
    var begun = new HashSet<String>();
    log.succeeded().forEach(record -> begun.addAll(begins(record)));
    state
        .all(SecretsManager.SECRETS)
        .flatMap(region -> region.getValue().all())
        .filter(secret -> !begun.contains(secret.arn().toString()))
        .forEach(
            secret ->
                begin(secrets, secret.arn().toString(), secret.isReplica(), secret.created()));
    state
        .all(Kms.KEYS)
        .forEach(
            region ->
                region
                    .getValue()
                    .keys()
                    .values()
                    .forEach(
                        key -> {
                          var arn = key.arn().toString();
                          if (key.facts().awsManaged()) {
                            managedKeys.add(arn);
                          } else if (!begun.contains(arn)) {
                            begin(keys, arn, false, key.facts().created());
                          }
                        }));
  }

  private void begin(Map<String, Life> lives, String arn, boolean isReplica, Instant at) {
    lives.computeIfAbsent(arn, unknown -> new Life(isReplica)).begin(at);
    first = at.isBefore(first) ? at : first;
  }

  private void end(Map<String, Life> lives, @Nullable Object arn, Instant at) {
    var life = lives.get(String.valueOf(arn));
    if (life != null) {
      life.end(at);
    }
  }

  /** The ARNs of what a call begins to store: a secret, replicas, or a key. */
  private static List<String> begins(AuditRecord record) {
    return switch (record.operation()) {
      case "CreateSecret", "ReplicateSecretToRegions" -> {
        var arn = record.secretArn();
        var replicas = replicas(record).stream().map(region -> inRegion(arn, region));
        yield record.operation().equals("CreateSecret") && arn != null
            ? Stream.concat(Stream.of(arn), replicas).toList()
            : replicas.toList();
      }
      case "CreateKey" -> nested(record, "keyMetadata");
      case "ReplicateKey" -> nested(record, "replicaKeyMetadata");
      default -> List.of();
    };
  }

  private static List<String> nested(AuditRecord record, String member) {
    return record.responseElements().get(member) instanceof Map<?, ?> metadata
        ? List.of(String.valueOf(metadata.get("arn")))
        : List.of();
  }

  private static List<String> replicas(AuditRecord record) {
    List<ReplicaRegion> added = null;
    if (record.request() instanceof CreateSecret request) {
      added = request.addReplicaRegions();
    } else if (record.request() instanceof ReplicateSecretToRegions request) {
      added = request.addReplicaRegions();
    }
    return added == null ? List.of() : added.stream().map(ReplicaRegion::region).toList();
  }

  /** The ARN of a secret's replica: the same in another Region (REP-2). */
  private static String inRegion(@Nullable String arn, String region) {
    var parts = String.valueOf(arn).split(":", 5);
    return parts.length < 5
        ? String.valueOf(arn)
        : String.join(":", parts[0], parts[1], parts[2], region, parts[4]);
  }

  private void called(AuditLog log) {
    for (var record : log.succeeded()) {
      var at = record.time();
      var arn = record.secretArn();
      for (var begun : begins(record)) {
        boolean isKey = record.eventSource().equals(KMS);
        begin(isKey ? keys : secrets, begun, !isKey && !begun.equals(arn), at);
      }
      switch (record.operation()) {
        case "DeleteSecret" -> end(secrets, arn, at);
        case "RestoreSecret" -> begin(secrets, String.valueOf(arn), false, at);
        case "RemoveRegionsFromReplication" -> {
          if (record.request() instanceof RemoveRegionsFromReplication request) {
            request
                .removeReplicaRegions()
                .forEach(region -> end(secrets, inRegion(arn, region), at));
          }
        }
        case "ScheduleKeyDeletion" -> end(keys, record.responseElements().get("keyId"), at);
        case "CancelKeyDeletion" ->
            begin(keys, String.valueOf(record.responseElements().get("keyId")), false, at);
        default -> {}
      }
    }
  }

  /** Ends what is stored now, at last; a secret that is marked for deletion ended before. */
  private void end(EmulatorState state) {
    var last = new LinkedHashMap<String, Instant>();
    state
        .all(SecretsManager.SECRETS)
        .flatMap(region -> region.getValue().all())
        .forEach(
            secret ->
                last.put(
                    secret.arn().toString(), secret.goneAt() == null ? now : secret.changed()));
    secrets.forEach(
        (arn, life) -> {
          if (life.since != null) {
            life.end(last.getOrDefault(arn, life.since));
          }
        });
    keys.values().forEach(life -> life.end(now));
  }

  private Usage usage(AuditLog log) {
    var months =
        Math.max(
            1,
            Duration.between(first, now)
                .plus(Duration.ofHours(Usage.HOURS_OF_A_MONTH))
                .minusNanos(1)
                .dividedBy(Duration.ofHours(Usage.HOURS_OF_A_MONTH)));
    return new Usage(
        hours(secrets, false),
        hours(secrets, true),
        log.records().stream()
            .filter(record -> record.eventSource().equals(SECRETS_MANAGER))
            .filter(record -> !record.isServiceEvent())
            .count(),
        hours(keys, false),
        log.records().stream()
            .filter(record -> record.eventSource().equals(KMS) && !isFree(record))
            .count(),
        0,
        months);
  }

  private static long hours(Map<String, Life> lives, boolean replicas) {
    return lives.values().stream()
        .filter(life -> life.isReplica == replicas)
        .mapToLong(Life::hours)
        .sum();
  }

  /** Requests on the AWS managed key are free (COST-3). */
  private boolean isFree(AuditRecord record) {
    var key = String.valueOf(record.requestParameters().get("keyId"));
    return key.endsWith("alias/aws/secretsmanager")
        || managedKeys.stream().anyMatch(arn -> arn.equals(key) || arn.endsWith("/" + key));
  }
}
