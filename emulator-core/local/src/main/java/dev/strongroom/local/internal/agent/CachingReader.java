package dev.strongroom.local.internal.agent;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.local.internal.agent.ValueCache.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Agent's cache in front of one caller's reads, with its refresh (AG-8). */
final class CachingReader {

  private static final String CURRENT = "AWSCURRENT";
  private static final int BATCH = 20;

  private final ServiceClient client;
  private final ValueCache<Key, GetSecretValue.Result> cache;
  private final boolean ignoresTransientErrors;

  CachingReader(
      ServiceClient client,
      ValueCache<Key, GetSecretValue.Result> cache,
      boolean ignoresTransientErrors) {
    this.client = client;
    this.cache = cache;
    this.ignoresTransientErrors = ignoresTransientErrors;
  }

  GetSecretValue.Result read(AgentQuery query) {
    var key = new Key(query.secretId(), query.versionId(), query.versionStage());
    var cached = query.refreshNow() ? null : cache.get(key); // AG-8: it skips the cache
    if (cached != null && cached.isFresh()) {
      return cached.value();
    }
    var expired = cached == null ? null : cached.value();
    var value = expired != null && isCurrent(key, expired) ? expired : readOr(key, expired);
    cache.put(key, value); // AG-8: also an old value lives for another whole TTL
    return value;
  }

  private GetSecretValue.Result readOr(Key key, GetSecretValue.@Nullable Result expired) {
    var request =
        GetSecretValue.of(key.secretId())
            .withVersionId(key.versionId())
            .withVersionStage(key.versionStage());
    try {
      return client.call(request);
    } catch (ServiceError | ConnectionFailure failure) {
      if (expired != null && isIgnored(failure)) {
        return expired;
      }
      throw failure;
    }
  }

  /** Returns whether AWS still says of the version what it said when it was read. */
  private boolean isCurrent(Key key, GetSecretValue.Result value) {
    DescribeSecret.Result secret;
    try {
      secret = client.call(new DescribeSecret(value.arn()));
    } catch (ServiceError | ConnectionFailure failure) {
      if (isIgnored(failure)) {
        return true;
      }
      throw failure;
    }
    var stages = secret.versionIdsToStages();
    if (stages == null) {
      return false;
    }
    if (key.versionId() != null && key.versionStage() == null) {
      return stages.containsKey(key.versionId());
    }
    var id = key.versionId() == null ? value.versionId() : key.versionId();
    var stage = key.versionStage() == null ? CURRENT : key.versionStage();
    return stages.getOrDefault(id, List.of()).contains(stage);
  }

  /** AG-8: a time-out, a lost connection or a fault of the service, not a refusal. */
  private boolean isIgnored(RuntimeException failure) {
    return ignoresTransientErrors
        && (failure instanceof ConnectionFailure
            || (failure instanceof ServiceError error && error.code().isServerFault()));
  }

  /**
   * Reads secrets at the start; those that can't be read are read when they are asked for.
   *
   * @param room how many may be cached
   * @return how many still may be
   */
  int prefetch(List<String> secretIds, int room) {
    int left = room;
    for (int i = 0; i < secretIds.size() && left > 0; i += BATCH) { // AG-11
      int size = Math.min(Math.min(BATCH, left), secretIds.size() - i);
      var page = prefetched(BatchGetSecretValue.of(secretIds.subList(i, i + size)));
      left -= page == null ? 0 : page.secretValues().size();
    }
    return left;
  }

  /** Reads the secrets that have tags with all these keys at the start, likewise. */
  int prefetchTagged(List<String> tagKeys, int room) {
    int left = room;
    var filters = tagKeys.stream().map(key -> new Filter("tag-key", List.of(key))).toList();
    var batch = BatchGetSecretValue.matching(filters);
    for (boolean isMore = !filters.isEmpty(); isMore && left > 0; ) {
      var page = prefetched(batch.withMaxResults(Math.min(BATCH, left)));
      left -= page == null ? 0 : page.secretValues().size();
      isMore = page != null && page.nextToken() != null;
      batch = batch.withNextToken(page == null ? null : page.nextToken());
    }
    return left;
  }

  private BatchGetSecretValue.@Nullable Result prefetched(BatchGetSecretValue batch) {
    try {
      var page = client.call(batch);
      for (var value : page.secretValues()) {
        cache.put(new Key(value.name(), null, null), value); // AG-11: under the name only
      }
      return page;
    } catch (ServiceError | ConnectionFailure | IllegalStateException refused) {
      return null; // the last: there are no credentials yet
    }
  }
}
