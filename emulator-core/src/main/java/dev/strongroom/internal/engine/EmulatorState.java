package dev.strongroom.internal.engine;

import dev.strongroom.api.GetSecretValue;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.iam.Access;
import dev.strongroom.internal.service.kms.Envelope;
import dev.strongroom.internal.service.kms.Key;
import dev.strongroom.internal.service.kms.RegionKeys;
import dev.strongroom.internal.service.kms.Sealed;
import dev.strongroom.internal.service.secretsmanager.RegionSecrets;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything the emulated service knows at one moment: immutable, compared by value. */
public record EmulatorState(
    Map<AccountRegion, RegionSecrets> places, Map<AccountRegion, RegionKeys> keys, IamState iam) {

  public static final EmulatorState EMPTY = new EmulatorState(Map.of(), Map.of(), IamState.EMPTY);

  RegionSecrets secrets(AccountRegion place) {
    return places.getOrDefault(place, RegionSecrets.NONE);
  }

  /** Secrets of all accounts and Regions that are gone but still held, in the order of going. */
  List<Secret> expired(Instant now) {
    var expired = new ArrayList<Secret>(0);
    for (var secrets : places.values()) {
      expired.addAll(secrets.expired(now));
    }
    expired.sort( // a map's order is different in each run
        Comparator.comparing(Secret::goneAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(secret -> secret.arn().toString()));
    return expired;
  }

  /** When the next secret is gone; null if none is marked for deletion. */
  @Nullable Instant nextExpiry() {
    return places.values().stream()
        .map(RegionSecrets::nextExpiry)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  EmulatorState purged(Instant now) {
    var next = new HashMap<>(places);
    next.replaceAll((place, secrets) -> secrets.purged(now));
    return new EmulatorState(Map.copyOf(next), keys, iam);
  }

  EmulatorState with(AccountRegion place, RegionSecrets secrets) {
    return new EmulatorState(with(places, place, secrets), keys, iam);
  }

  RegionKeys keys(AccountRegion place) {
    return keys.getOrDefault(place, RegionKeys.NONE);
  }

  EmulatorState with(AccountRegion place, RegionKeys next) {
    return new EmulatorState(places, with(keys, place, next), iam);
  }

  /** Returns this state with other users, roles, sessions or policies. */
  public EmulatorState with(IamState next) {
    return new EmulatorState(places, keys, next);
  }

  /** The same world after a read; a primary is told when its replicas are read (TS-3, REP-2). */
  EmulatorState accessed(AccountRegion place, GetSecretValue.Result read, Instant now) {
    var next = with(place, secrets(place).accessed(read, now));
    var secret = next.secrets(place).named(read.name());
    if (secret == null || !secret.isReplica()) {
      return next;
    }
    var primaryPlace =
        new AccountRegion(place.accountId(), Objects.requireNonNull(secret.primaryRegion()));
    var primary = next.secrets(primaryPlace).named(read.name());
    return primary == null
        ? next
        : next.with(
            primaryPlace,
            next.secrets(primaryPlace)
                .with(primary.copying(place.region(), copy -> copy.accessedOn(secret.accessed()))));
  }

  /** The values of all versions that any key opens, in whatever state it is. */
  List<StoredValue> values(Ids ids) {
    var values = new ArrayList<StoredValue>();
    places.values().stream()
        .flatMap(RegionSecrets::all)
        .forEach(
            secret ->
                secret
                    .sealedValues()
                    .forEach((version, stored) -> reveal(secret, version, stored, ids, values)));
    return values;
  }

  private void reveal(
      Secret secret, String version, Sealed stored, Ids ids, List<StoredValue> values) {
    var arn = secret.arn().toString();
    var value = Envelope.reveal(this::key, Envelope.context(arn, version), stored, ids);
    if (value != null) {
      values.add(new StoredValue(arn, secret.name(), version, value));
    }
  }

  /** Returns this state with every repair of the refusing decisions made. */
  public EmulatorState repaired(Access access) {
    return PolicyRepair.repaired(this, access);
  }

  private @Nullable Key key(String arn) {
    var parts = arn.split(":", 6);
    return keys(new AccountRegion(parts[4], parts[3])).named(parts[5].substring("key/".length()));
  }

  private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    var next = new HashMap<>(map);
    next.put(key, value);
    return Map.copyOf(next);
  }
}
