package dev.strongroom.internal.engine;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages of list operations, as faults make them shorter. */
final class Pages {

  private static final String AFTER_NOTHING = "nothing."; // no other token has a dot
  private static final int PAGE = 100; // PG-1
  private static final int BATCH_PAGE = 20;

  private Pages() {}

  static boolean has(Request<?> request) {
    return request instanceof ListSecrets
        || request instanceof ListSecretVersionIds
        || (request instanceof BatchGetSecretValue batch && batch.filters() != null);
  }

  /** Whether the page before this one was empty because of a fault. */
  static boolean followsEmpty(Request<?> request) {
    var token = token(request);
    return token != null && token.startsWith(AFTER_NOTHING);
  }

  /** The request of the page that is meant, where the one before was empty. */
  static Request<?> meant(Request<?> request) {
    var token = Objects.requireNonNull(token(request)).substring(AFTER_NOTHING.length());
    return with(request, max(request), token.isEmpty() ? null : token);
  }

  /** The request of a page of at most so many entries. */
  static Request<?> shortened(Request<?> request, int entries) {
    var max = max(request);
    int meant = max != null ? max : request instanceof BatchGetSecretValue ? BATCH_PAGE : PAGE;
    return with(request, Math.min(entries, meant), token(request));
  }

  /** An answer without entries, after which the request goes on where it was to begin. */
  static Record emptied(Request<?> request, Record result) {
    var token = token(request);
    var next = AFTER_NOTHING + (token == null ? "" : token);
    if (result instanceof ListSecrets.Result) {
      return new ListSecrets.Result(List.of(), next);
    }
    if (result instanceof ListSecretVersionIds.Result versions) {
      return new ListSecretVersionIds.Result(List.of(), next, versions.arn(), versions.name());
    }
    return new BatchGetSecretValue.Result(List.of(), next, List.of());
  }

  private static @Nullable String token(Request<?> request) {
    if (request instanceof ListSecrets list) {
      return list.nextToken();
    }
    return request instanceof ListSecretVersionIds versions
        ? versions.nextToken()
        : ((BatchGetSecretValue) request).nextToken();
  }

  private static @Nullable Integer max(Request<?> request) {
    if (request instanceof ListSecrets list) {
      return list.maxResults();
    }
    return request instanceof ListSecretVersionIds versions
        ? versions.maxResults()
        : ((BatchGetSecretValue) request).maxResults();
  }

  private static Request<?> with(
      Request<?> request, @Nullable Integer max, @Nullable String token) {
    if (request instanceof ListSecrets list) {
      return new ListSecrets(
          list.includePlannedDeletion(),
          max,
          token,
          list.filters(),
          list.sortOrder(),
          list.sortBy());
    }
    if (request instanceof ListSecretVersionIds versions) {
      return new ListSecretVersionIds(
          versions.secretId(), max, token, versions.includeDeprecated());
    }
    var batch = (BatchGetSecretValue) request;
    return new BatchGetSecretValue(batch.secretIdList(), batch.filters(), max, token);
  }
}
