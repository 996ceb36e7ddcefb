package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INVALID_MARKER;

import dev.strongroom.internal.engine.PageToken;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing that is sorted by a text of each entry.
 *
 * @param after the text of the last entry on the page before; null for the first page
 */
record Page(PageToken token, int limit, @Nullable String after) {

  /** What a page holds. */
  record Entries<T>(List<T> entries, @Nullable String nextMarker) {
    boolean truncated() {
      return nextMarker != null;
    }
  }

  /**
   * Returns the page that a request asks for.
   *
   * @param listing what identifies the listing in the caller's account and Region
   */
  static Page of(
      KmsContext context,
      int defaultLimit,
      @Nullable Integer limit,
      @Nullable String marker,
      Object... listing) {
    var caller = context.caller();
    var token = PageToken.of(context.ids(), caller.accountId(), caller.region(), List.of(listing));
    var after = marker == null ? null : token.decode(marker);
    if (marker != null && after == null) {
      throw INVALID_MARKER.error("The Marker value is invalid.");
    }
    return new Page(token, limit == null ? defaultLimit : limit, after);
  }

  /** Returns the page's entries from a stream that is sorted by their positions. */
  <T> Entries<T> take(Stream<T> sorted, Function<T, String> position) {
    var rest =
        sorted
            .filter(entry -> after == null || position.apply(entry).compareTo(after) > 0)
            .limit(limit + 1L)
            .toList();
    if (rest.size() <= limit) {
      return new Entries<>(rest, null);
    }
    var entries = rest.subList(0, limit);
    return new Entries<>(entries, token.encode(position.apply(entries.get(limit - 1))));
  }
}
